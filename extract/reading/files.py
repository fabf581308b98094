"""From a path to its articles: files, folders, standard input, and what is packed in any of them."""

from __future__ import annotations

import stat
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path, PurePath
from typing import BinaryIO, cast

from onrecord.extract.document import Document
from onrecord.extract.errors import ExtractionError
from onrecord.extract.reading import archives, jsonl, kinds, plain, stores
from onrecord.extract.reading.columns import Columns
from onrecord.extract.reading.item import Item, Skipped, first_line, shown
from onrecord.extract.reading.web import html

STANDARD_INPUT = "standard input"
NO_FILE = "it is a pipe or a device, not a file: name the file that holds the article"

_IN_MEMORY = 64 * 2**20
_HEAD = html.HEAD
_COPIED_AT_ONCE = 2**20
_MOST_COPIED = 10 * 10**9  # a WARC file has one
_PACKED_IN_PACKED = 2  # a gz file in a zip file is usual; bombs are packed deeper


def read_path(path: str | Path, columns: Columns) -> Iterator[Item]:
    """The articles of a file, a folder, or standard input ("-")."""
    try:
        if str(path) == "-":
            yield from _standard_input(columns)
        elif not kinds.suffix(path) and (store := stores.store_of(Path(path))):
            yield Skipped(shown(path), stores.why_not(Path(path), store))
        elif stat.S_ISDIR(Path(path).stat().st_mode):
            yield from _folder(Path(path), columns)
        else:
            yield from _file(Path(path), columns)
    except OSError as error:
        yield Skipped(STANDARD_INPUT if str(path) == "-" else shown(path), _reason(error))


def estimate(path: str | Path) -> int | None:
    """About how many articles there are, without reading them: a file is one, but JSON Lines have one a line.

    None where it cannot be told: standard input, tables and archives, and what cannot be read.
    """
    if str(path) == "-":
        return None
    try:
        files = [Path(path)]
        if Path(path).is_dir():
            files = [file for file in _walk(Path(path)) if isinstance(file, Path) and kinds.suffix(file)]
        numbers = [*map(_articles_in, files)]
    except OSError:
        return None
    return sum(number or 0 for number in numbers) if all(number is not None for number in numbers) else None


def _articles_in(path: Path) -> int | None:
    end = path.suffix.lower()
    if end in kinds.SEVERAL:
        return None
    if end not in kinds.LINES:
        return 1
    with path.open("rb") as lines:
        return sum(1 for _ in lines)


def _standard_input(columns: Columns) -> Iterator[Item]:
    if sys.stdin is None:
        yield Skipped(STANDARD_INPUT, "it is closed: pipe an article into it")
        return
    with _rewindable(sys.stdin.buffer, columns) as stream:
        for item in read_stream(stream, STANDARD_INPUT, columns):
            yield replace(item, path=None) if isinstance(item, Document) else item


def _folder(folder: Path, columns: Columns) -> Iterator[Item]:
    for path in listed(folder):
        if isinstance(path, Skipped):
            yield path
        else:
            yield from _file(path, columns)


def listed(folder: Path) -> Iterator[Path | Skipped]:
    """The files in a folder and below that are read, sorted, and what there is to say of others."""
    found = False
    others: Counter[str] = Counter()
    for path in _walk(folder):
        if isinstance(path, Skipped):
            found = True  # perhaps: what could not be looked at may be an article
            yield path
        elif kinds.suffix(path):
            found = True
            yield path
        else:
            others[path.suffix.lower() or "without extension"] += 1
    yield from _passed_over(shown(folder), "folder", found, others)


def _passed_over(path: str, what: str, found: bool, others: Counter[str]) -> Iterator[Skipped]:
    """What there is to say of a folder or archive that holds files of other kinds."""
    listed = ", ".join(f"{number} {suffix}" for suffix, number in sorted(others.items()))
    if not found:
        reason = f"there is no article in this {what}: it needs files in {', '.join(kinds.SUFFIXES)}"
        yield Skipped(path, reason + (f" (it has {listed})" if listed else ""))
    elif listed:
        yield Skipped(path, f"files of other kinds passed over: {listed}")


def _walk(folder: Path) -> Iterator[Path | Skipped]:
    """The files in a folder and below, sorted; hidden ones are left out, links to folders not followed.

    So are stores that lie there, with what belongs to them: a store often lies beside the articles that it is made of.
    What cannot be looked at is said and costs itself alone. Pipes and devices are left out: they may never end.
    """
    pending = [folder]
    while pending:
        path = pending.pop()
        try:
            mode = path.stat().st_mode
            if path != folder and not kinds.suffix(path) and stores.store_of(path):
                continue
            if stat.S_ISDIR(mode):
                if path == folder or not path.is_symlink():
                    within = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
                    pending += reversed(within)
            elif stat.S_ISREG(mode):
                yield path
            elif kinds.suffix(path):
                yield Skipped(shown(path), NO_FILE)
        except OSError as error:
            yield Skipped(shown(path), _reason(error))


def _file(path: Path, columns: Columns) -> Iterator[Item]:
    try:
        if stat.S_ISCHR(path.stat().st_mode) or stat.S_ISBLK(path.stat().st_mode):
            yield Skipped(shown(path), NO_FILE)
            return
        with path.open("rb") as file, _rewindable(file, columns) as stream:
            yield from read_stream(stream, shown(path), columns)
    except OSError as error:
        yield Skipped(shown(path), _reason(error))


def read_stream(
    stream: BinaryIO, path: str, columns: Columns, name: str | None = None, depth: int = 0
) -> Iterator[Item]:
    """The articles of a stream; `name` is that of its file where this is another than its path."""
    end = kinds.suffix(name or path)
    try:
        reader = kinds.reader(name or path, columns) or (end if end else kinds.sniffed(stream, columns))
        if not isinstance(reader, str):
            yield from reader(stream, path)
        elif depth == _PACKED_IN_PACKED:
            yield Skipped(path, "it is packed too many times: unpack it first")
        elif reader == kinds.GZ:
            inside = PurePath(name or path).stem if end == kinds.GZ else path
            with archives.unpacked(stream) as unpacked:
                yield from read_stream(unpacked, path, columns, inside, depth + 1)
        else:
            yield from _members(stream, path, columns, depth)
    except archives.DAMAGE as error:
        yield Skipped(path, f"it is damaged or ends early, and what follows is not read ({error})")
    except (OSError, ExtractionError):
        raise
    except Exception as error:  # of any kind: what libraries let through of a file that none of them was tried on
        yield Skipped(
            path, f"it is damaged, and what follows is not read ({type(error).__name__}: {first_line(error)})"
        )


def _members(stream: BinaryIO, path: str, columns: Columns, depth: int) -> Iterator[Item]:
    found = False
    others: Counter[str] = Counter()
    for member in archives.members(stream, path):
        if isinstance(member, Skipped):
            found = True
            yield member
        elif kinds.suffix(member[0]):
            found = True
            yield from read_stream(member[1], f"{path}/{member[0]}", columns, depth=depth + 1)
        else:
            others[PurePath(member[0]).suffix.lower() or "without extension"] += 1
    yield from _passed_over(path, "archive", found, others)


@contextmanager
def _rewindable(stream: BinaryIO, columns: Columns) -> Iterator[BinaryIO]:
    """The stream itself, or a copy of it (on disk if large) where it is a pipe.

    A pipe may never end. JSON Lines are read as they come; of what seems to be one article no more is copied than one
    article can be, of others no more than `_MOST_COPIED`.
    """
    if stream.seekable():
        yield stream
        return
    head = stream.read(_HEAD)
    reader = kinds.sniffed(BytesIO(head), columns)
    if isinstance(reader, partial) and reader.func is jsonl.lines_or_value:
        if b"\n" not in head.lstrip():
            head += stream.readline(jsonl.MAX_LINE_BYTES)
        yield cast(BinaryIO, _Replayed(head, stream))
        return
    is_one = reader in (plain.documents, html.documents)
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
        copy.write(head)
        if is_one:
            copy.write(stream.read(html.MAX_PAGE_BYTES + 1))
        else:
            while data := stream.read(_COPIED_AT_ONCE):
                copy.write(data)
                if copy.tell() > _MOST_COPIED:
                    raise OSError(f"what comes out of the pipe is over {_MOST_COPIED // 10**9} GB: give it as a file")
        copy.seek(0)
        yield cast(BinaryIO, copy)


class _Replayed:
    """A pipe whose beginning can be read again, until more than that has been read."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = BytesIO(head)
        self._rest = rest

    def read(self, size: int) -> bytes:
        data = self._head.read(size)
        return data if len(data) == size else data + self._rest.read(size - len(data))

    def readline(self, size: int) -> bytes:
        line = self._head.readline(size)
        if line.endswith(b"\n") or len(line) == size:
            return line
        return line + self._rest.readline(size - len(line))

    def seek(self, offset: int) -> int:
        return self._head.seek(offset)


def _reason(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file or folder: check the path"
        case PermissionError():
            return "it may not be read: check its permissions"
        case _:
            return f"it cannot be read ({error.strerror or error})"
