"""From a path to its articles: files, folders and standard input, and which reader each is for."""

from __future__ import annotations

import codecs
import re
import shutil
import stat
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.extract.document import Document
from onrecord.extract.reading import html, jsonl, plain
from onrecord.extract.reading.item import Item, Skipped, shown

Reader = Callable[[BinaryIO, str], Iterator[Item]]

READERS: dict[str, Reader] = {
    ".txt": plain.documents,
    ".text": plain.documents,
    ".html": html.documents,
    ".htm": html.documents,
    ".xhtml": html.documents,
    ".jsonl": jsonl.documents,
    ".ndjson": jsonl.documents,
    ".json": jsonl.lines_or_value,
}

STANDARD_INPUT = "standard input"

_IN_MEMORY = 64 * 2**20
_HEAD = 4096
_JSON = re.compile(rb"\{|\[\s*\{")
_HTML = re.compile(rb"<!doctype html|<html|<\?xml", re.IGNORECASE)


def read_path(path: str | Path) -> Iterator[Item]:
    """The articles of a file, a folder, or standard input ("-")."""
    try:
        if str(path) == "-":
            yield from _standard_input()
        elif stat.S_ISDIR(Path(path).stat().st_mode):
            yield from _folder(Path(path))
        else:
            yield from _file(Path(path))
    except OSError as error:
        yield Skipped(STANDARD_INPUT if str(path) == "-" else shown(path), _reason(error))


def estimate(path: str | Path) -> int | None:
    """About how many articles there are, without reading them: a file is one, but JSON Lines have one a line.

    None where it cannot be told: standard input, and what cannot be read.
    """
    if str(path) == "-":
        return None
    try:
        if not Path(path).is_dir():
            return _articles_in(Path(path))
        files = (file for file in _walk(Path(path)) if isinstance(file, Path) and file.suffix.lower() in READERS)
        return sum(map(_articles_in, files))
    except OSError:
        return None


def _articles_in(path: Path) -> int:
    if READERS.get(path.suffix.lower()) is not jsonl.documents:
        return 1
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


def _standard_input() -> Iterator[Item]:
    if sys.stdin is None:
        yield Skipped(STANDARD_INPUT, "it is closed: pipe an article into it")
        return
    with _rewindable(sys.stdin.buffer) as stream:
        for item in _sniffed(stream)(stream, STANDARD_INPUT):
            yield replace(item, path=None) if isinstance(item, Document) else item


def _folder(folder: Path) -> Iterator[Item]:
    found = False
    others: Counter[str] = Counter()
    for path in _walk(folder):
        if isinstance(path, Skipped):
            yield path
        elif path.suffix.lower() in READERS:
            found = True
            yield from _file(path)
        else:
            others[path.suffix.lower() or "without extension"] += 1
    kinds = ", ".join(f"{number} {suffix}" for suffix, number in sorted(others.items()))
    if not found:
        reason = f"there is no article in this folder: it needs files in {', '.join(READERS)}"
        yield Skipped(shown(folder), reason + (f" (it has {kinds})" if kinds else ""))
    elif kinds:
        yield Skipped(shown(folder), f"files of other kinds passed over: {kinds}")


def _walk(folder: Path) -> Iterator[Path | Skipped]:
    """The files in a folder and below, sorted; hidden ones are left out, links to folders not followed."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Skipped(shown(folder), _reason(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if not entry.is_dir():
            yield entry
        elif not entry.is_symlink():
            yield from _walk(entry)


def _file(path: Path) -> Iterator[Item]:
    try:
        with path.open("rb") as file, _rewindable(file) as stream:
            reader = READERS.get(path.suffix.lower()) or _sniffed(stream)
            yield from reader(stream, shown(path))
    except OSError as error:
        yield Skipped(shown(path), _reason(error))


@contextmanager
def _rewindable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream itself, or a copy of it (on disk if large) where it is a pipe."""
    if stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def _sniffed(stream: BinaryIO) -> Reader:
    """The reader for what the stream begins with."""
    head = stream.read(_HEAD).removeprefix(codecs.BOM_UTF8).lstrip()
    stream.seek(0)
    if _JSON.match(head):
        return jsonl.lines_or_value
    return html.documents if _HTML.match(head) else plain.documents


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file or folder: check the path"
        case PermissionError():
            return "it may not be read: check its permissions"
        case _:
            return f"it cannot be read ({error.strerror or error})"
