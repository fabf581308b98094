"""Which reader a file is for: by its name, or by what it begins with."""

from __future__ import annotations

import codecs
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePath
from typing import BinaryIO, Final

from onrecord.extract.reading import archives, jsonl, markdown, parquet, plain, tables
from onrecord.extract.reading.columns import Columns
from onrecord.extract.reading.documents import pdf, word
from onrecord.extract.reading.item import Item, Skipped
from onrecord.extract.reading.web import feeds, html, mail, warc

Reader = Callable[[BinaryIO, str], Iterator[Item]]

ARTICLES: Final[dict[str, Reader]] = {
    ".txt": plain.documents,
    ".text": plain.documents,
    ".md": markdown.documents,
    ".markdown": markdown.documents,
    ".html": feeds.markup,
    ".htm": feeds.markup,
    ".xhtml": feeds.markup,
    ".xml": feeds.markup,
    ".rss": feeds.markup,
    ".atom": feeds.markup,
    ".mhtml": mail.saved_page,
    ".mht": mail.saved_page,
    ".eml": mail.message,
    ".docx": word.documents,
    ".pdf": pdf.documents,
    ".warc": warc.documents,
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

ONE_ARTICLE: Final = (
    plain.documents,
    markdown.documents,
    feeds.markup,  # of which feeds have been told apart before
    mail.saved_page,
    mail.message,
    word.documents,
    pdf.documents,
)
"""Readers of files that hold one article."""

ZIP, GZ = ".zip", ".gz"
PACKED: Final = (ZIP, GZ)
SUFFIXES: Final = (*ARTICLES, *RECORDS, *PACKED)
LINES: Final = (".jsonl", ".ndjson")
SEVERAL: Final = (".csv", ".tsv", ".parquet", ".xml", ".rss", ".atom", ".warc", *PACKED)
"""Kinds of which it cannot be told without reading how many articles they hold."""

_JSON = re.compile(rb"\{|\[\s*\{")
_MARKUP = re.compile(rb"<!doctype html|<html|<\?xml|<rss|<feed", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:[A-Z][\w-]*:.*\n(?:[ \t].*\n)*)*(?:MIME-Version|Message-ID|Received|Snapshot-Content-Location):",
    re.IGNORECASE,
)
# What a zip file is that holds this.
_OFFICE: Final = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "content.xml": "odt"}
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"


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
    if path.lower().endswith(".warc.gz"):  # packed page by page, and read so
        return warc.documents
    if end in RECORDS:
        read = RECORDS[end]
        return lambda stream, path: read(stream, path, columns)
    return ARTICLES.get(end)


def sniffed(stream: BinaryIO, columns: Columns) -> Reader | str:
    """The reader for what the stream begins with, or the kind of archive that it is (one of `PACKED`)."""
    data = stream.read(html.HEAD)
    stream.seek(0)
    if data.startswith(b"PK\x03\x04"):
        return _zip(stream)
    if data.startswith(_OLD_OFFICE):
        return _refused("it is a Word or Excel file of the old kind: save it as .docx, as text, or as CSV")
    if data.startswith(b"%PDF"):
        return pdf.documents
    if data.startswith(b"WARC/"):
        return warc.documents
    if data.startswith(b"\x1f\x8b"):
        try:
            with archives.unpacked(stream) as unpacked:
                is_warc = unpacked.read(5) == b"WARC/"
        except archives.DAMAGE:
            is_warc = False
        stream.seek(0)
        return warc.documents if is_warc else GZ
    if data.startswith(b"PAR1"):
        return partial(parquet.documents, columns=columns)
    head = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if _JSON.match(head):
        return partial(jsonl.lines_or_value, columns=columns)
    if _MARKUP.match(head):
        return feeds.markup
    if _MAIL.match(head):
        return mail.message
    text = plain.decode(plain.whole_lines(data))
    if text and tables.is_table(text, columns):
        return partial(tables.documents, columns=columns)
    return plain.documents


def _zip(stream: BinaryIO) -> Reader | str:
    """What a zip file is: one of office files, whose parts are no articles, or an archive."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except archives.DAMAGE:
        names = []
    stream.seek(0)
    kind = next((kind for name, kind in _OFFICE.items() if name in names), None)
    if kind is None:
        return ZIP
    if kind == "docx":
        return word.documents
    return _refused(f"it is an office file of a kind that is not read ({kind}): save it as .docx, as text, or as CSV")


def _refused(reason: str) -> Reader:
    return lambda stream, path: iter([Skipped(path, reason)])
