"""JSON Lines, one article a line, and JSON files of one article or a list of them, or of a JSON Feed.

The fields of an article are those of `onrecord.extract.reading.record`, or what the user says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.extract.reading.columns import Columns
from onrecord.extract.reading.item import MAX_CHARACTERS, Item, Skipped, too_long
from onrecord.extract.reading.record import article
from onrecord.extract.reading.web import feeds

MAX_LINE_BYTES = 16 * MAX_CHARACTERS
"""No article within MAX_CHARACTERS has a longer line: a character outside the BMP takes 12 bytes when escaped."""

MAX_FILE_BYTES = 100_000_000
"""The longest JSON file that is read: unlike JSON Lines it has to be in memory whole."""


def documents(stream: BinaryIO, path: str, columns: Columns) -> Iterator[Item]:
    """The articles of a JSON Lines file; a line that is none is skipped by its number, the rest is read."""
    number = 0
    lines = False
    while line := stream.readline(MAX_LINE_BYTES):
        number += 1
        if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
            _pass_over_line(stream)
            yield Skipped(path, f"line {number}: " + too_long(f"over {MAX_LINE_BYTES / 1_000_000:.1f} MB"))
        elif line.strip():
            yield from _line(line, path, f"line {number}: ", columns)
        else:
            continue
        lines = True
    if not lines:
        yield Skipped(path, "it is empty")


def lines_or_value(stream: BinaryIO, path: str, columns: Columns) -> Iterator[Item]:
    """The articles of a .json file: one object or a list of them, or JSON Lines by another name."""
    first = stream.readline(MAX_LINE_BYTES).removeprefix(b"\xef\xbb\xbf").strip()
    while not first and (line := stream.readline(MAX_LINE_BYTES)):
        first = line.strip()
    stream.seek(0)
    is_lines = first.startswith(b"{") and first.endswith(b"}") and feeds.JSON_FEED.encode() not in first
    yield from (documents if is_lines else value)(stream, path, columns)


def value(stream: BinaryIO, path: str, columns: Columns) -> Iterator[Item]:
    """The articles of a JSON file that holds one object or a list of them."""
    data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        yield Skipped(path, f"it is over {MAX_FILE_BYTES // 1_000_000} MB: save it as JSON Lines, one article a line")
        return
    if not data.strip():
        yield Skipped(path, "it is empty")
        return
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield Skipped(path, _not_json(error))
        return
    if feeds.is_json_feed(content):
        yield from feeds.json_feed(content, path)
        return
    if not isinstance(content, list):
        yield from article(columns.renamed(content), path, "")
        return
    if not content:
        yield Skipped(path, "it holds an empty list")
    for number, record in enumerate(content, 1):
        yield from article(columns.renamed(record), path, f"article {number}: ")


def _pass_over_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
        pass


def _line(line: bytes, path: str, place: str, columns: Columns) -> Iterator[Item]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        yield Skipped(path, place + _not_json(error))
        return
    yield from article(columns.renamed(record), path, place)


def _not_json(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    if isinstance(error, json.JSONDecodeError):
        return f"it is not valid JSON ({error.msg} at character {error.pos})"
    return "it is not valid JSON"
