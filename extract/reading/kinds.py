"""Which reader a file is for: by its name, or by what it begins with."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePath
from typing import BinaryIO, Final

from onrecord.extract.reading import jsonl, parquet, plain, tables
from onrecord.extract.reading.columns import Columns
from onrecord.extract.reading.item import Item
from onrecord.extract.reading.web import html

Reader = Callable[[BinaryIO, str], Iterator[Item]]

ARTICLES: Final[dict[str, Reader]] = {
    ".txt": plain.documents,
    ".text": plain.documents,
    ".html": html.documents,
    ".htm": html.documents,
    ".xhtml": html.documents,
}
"""Readers of files that say themselves which field is which."""

RECORDS: Final[dict[str, Callable[[BinaryIO, str, Columns], Iterator[Item]]]] = {
    ".jsonl": jsonl.documents,
    ".ndjson": jsonl.documents,
    ".json": jsonl.lines_or_value,
    ".csv": tables.documents,
    ".tsv": tables.documents,
    ".parquet": parquet.documents,
}
"""Readers of files whose columns have names of any kind."""

ZIP, GZ = ".zip", ".gz"
PACKED: Final = (ZIP, GZ)
SUFFIXES: Final = (*ARTICLES, *RECORDS, *PACKED)

_HEAD = 65_536
_JSON = re.compile(rb"\{|\[\s*\{")
_HTML = re.compile(rb"<!doctype html|<html|<\?xml", re.IGNORECASE)


def suffix(path: str | PurePath) -> str:
    """The end of a file's name that tells its kind, for one in a gz file that of the file in it; empty if none does."""
    name = PurePath(path)
    ends = [end.lower() for end in name.suffixes[-2:]]
    if not ends or ends[-1] not in SUFFIXES:
        return ""
    if ends[-1] == GZ and ends[:-1] and ends[0] not in SUFFIXES:
        return ""
    return ends[-1]


def reader(path: str, columns: Columns) -> Reader | None:
    """The reader for a file of this name, None if the name does not tell it."""
    end = PurePath(path).suffix.lower()
    if end in RECORDS:
        read = RECORDS[end]
        return lambda stream, path: read(stream, path, columns)
    return ARTICLES.get(end)


def sniffed(stream: BinaryIO, columns: Columns) -> Reader | str:
    """The reader for what the stream begins with, or the kind of archive that it is (one of `PACKED`)."""
    data = stream.read(_HEAD)
    stream.seek(0)
    if data.startswith(b"PK\x03\x04"):
        return ZIP
    if data.startswith(b"\x1f\x8b"):
        return GZ
    if data.startswith(b"PAR1"):
        return partial(parquet.documents, columns=columns)
    head = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if _JSON.match(head):
        return partial(jsonl.lines_or_value, columns=columns)
    if _HTML.match(head):
        return html.documents
    text = plain.decode(plain.whole_lines(data))
    if text and tables.is_table(text, columns):
        return partial(tables.documents, columns=columns)
    return plain.documents
