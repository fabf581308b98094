"""Tables of text (CSV, TSV): an article a row, the columns told by the names in the first row."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

from onrecord.extract.reading.columns import ColumnError, Columns
from onrecord.extract.reading.item import MAX_CHARACTERS, Item, Skipped
from onrecord.extract.reading.plain import encoding_of, whole_lines
from onrecord.extract.reading.record import article

_HEAD = 2**20
_DELIMITERS = ",\t;|"
_LONGEST_NAME = 40
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # with which Excel is told of the delimiter


def documents(stream: BinaryIO, path: str, columns: Columns) -> Iterator[Item]:
    """The articles of a table; a row that is none is skipped by its number (the names are row 1), the rest is read."""
    head = stream.read(_HEAD)
    stream.seek(0)
    encoding = _encoding(stream, head)
    if encoding is None:
        yield Skipped(path, "it is binary, or in an unknown character encoding: save it as UTF-8")
        return
    if not head.strip():
        yield Skipped(path, "it is empty")
        return
    text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
    try:
        yield from _articles(text, path, columns)
    finally:
        text.detach()  # the stream is closed by whoever opened it


def is_table(head: str, columns: Columns) -> bool:
    """Whether a text that begins so is a table rather than an article with commas in it."""
    lines = head.splitlines(keepends=True)
    for form in _forms(columns, lines):
        rows = list(islice(_rows(iter(lines), form), 4))[:-1]  # the last one may be cut off
        names = rows[0] if rows and isinstance(rows[0], list) else []
        if len(names) < 2 or not all(name.strip() and len(name) <= _LONGEST_NAME for name in names):
            continue
        if columns.fit(names):
            return True
        regular = all(isinstance(row, list) and len(row) == len(names) for row in rows)
        if len(names) > 2 and len(rows) > 2 and regular and not any(name.rstrip()[-1] in '.!?”"' for name in names):
            return True
    return False


def _encoding(stream: BinaryIO, head: bytes) -> str | None:
    """The encoding of the whole: UTF-8 only if all of it is, since one letter far down may be the first to tell."""
    encoding = encoding_of(whole_lines(head) if len(head) == _HEAD else head)
    if encoding not in ("utf-8", "utf-8-sig"):
        return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := stream.read(_HEAD):
            decoder.decode(chunk)
    except UnicodeDecodeError as error:
        return encoding_of(error.object)
    finally:
        stream.seek(0)
    return "utf-8-sig"


def _articles(text: io.TextIOWrapper, path: str, columns: Columns) -> Iterator[Item]:
    head = text.read(_HEAD)
    form = _form(columns, head)
    text.seek(0)
    lines = iter(lambda: text.readline(_HEAD), "")
    if _SEPARATOR_LINE.match(head):
        next(lines)
    rows = _rows(lines, form)
    names = next(rows, [])
    try:
        if isinstance(names, str):
            raise ColumnError(f"its first row cannot be read: {names}")
        fields = columns.of(names)
    except ColumnError as error:
        yield Skipped(path, str(error))
        return
    number = 1
    for number, row in enumerate(rows, 2):
        place = f"row {number}: "
        if isinstance(row, str):
            yield Skipped(path, place + row)
        elif len(row) != len(names):
            yield Skipped(path, f"{place}it has {len(row)} cells and not {len(names)}, as the first row")
        else:
            yield from article({field: row[at] for field, at in fields.items()}, path, place)
    if number == 1:
        yield Skipped(path, "it has no rows")


def _form(columns: Columns, head: str) -> dict[str, Any]:
    """How the table is written: the delimiter whose first row names the text, or gives most cells."""
    if separator := _SEPARATOR_LINE.match(head):
        return {"delimiter": separator[1]}
    lines = head.splitlines(keepends=True)
    rated = []
    for form in _forms(columns, lines):
        names = next(_rows(iter(lines), form), "")
        rated.append((isinstance(names, list) and columns.fit(names), len(names) if isinstance(names, list) else 0))
    forms = list(_forms(columns, lines))
    return forms[max(range(len(forms)), key=lambda at: rated[at])]


def _forms(columns: Columns, lines: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The delimiters, with what quotation marks mean."""
    for delimiter in _DELIMITERS:
        form: dict[str, Any] = {"delimiter": delimiter}
        if delimiter == "\t" and any(isinstance(row, str) for row in list(_rows(iter(lines), form))[:-1]):
            form["quoting"] = csv.QUOTE_NONE  # in TSV proper they mean nothing
        yield form


def _rows(lines: Iterator[str], form: dict[str, Any]) -> Iterator[list[str] | str]:
    """The rows, blank ones left out; what is wrong with a row in its place."""
    csv.field_size_limit(2 * MAX_CHARACTERS)  # for the whole process: its own limit is a third of the longest article
    reader = csv.reader(lines, strict=True, **form)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "limit" in str(error):
                yield "it is too long, or a quotation mark is not closed: the rest of the file is not read"
                return
            yield f"its quotation marks are not as in CSV ({error})"
            continue
        if any(cell.strip() for cell in row):
            yield row
