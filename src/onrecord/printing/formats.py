"""Writes an answer as a table for people, as JSON, JSON Lines, CSV or xlsx for programs; to a file too."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import Any, Final, TextIO

from onrecord.errors import Error, UsageError
from onrecord.graph.tabular import csv_writer, guarded
from onrecord.printing.answer import Answer, Format, Row
from onrecord.printing.cells import as_json, field
from onrecord.printing.characters import harmless
from onrecord.printing.messages import note, on_terminal

ENDINGS: Final[dict[str, Format]] = {
    ".csv": "csv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".txt": "table",
    ".xlsx": "xlsx",
}
"""The format that the ending of a file's name means."""

BYTE_ORDER_MARK: Final = "\ufeff"
"""By which Excel knows that a CSV file is UTF-8."""


class OutputError(Error):
    """An answer cannot be written."""


class FormatError(UsageError):
    """An answer cannot be written so; the message says how it can."""


def format_of(format: Format | None, output: Path | None, otherwise: Format = "table") -> Format:
    """The format that was asked for, else the one that the file's name ends with.

    Raises:
        FormatError: the name ends with none of `ENDINGS`, or with that of another format than was asked for.
    """
    meant = ENDINGS.get(output.suffix.lower()) if output else None
    if output and meant is None and format is None:
        raise FormatError(f"{output}: the name has to end with one of {', '.join(ENDINGS)}, or give --format.")
    if format and meant not in (None, format) and {format, meant} != {"json", "jsonl"}:
        raise FormatError(f"{output}: the name is that of {meant}, and --format is {format}. Leave one of them out.")
    return format or meant or otherwise


def write(answer: Answer, format: Format, output: Path | None = None) -> None:
    """Print an answer, or write it into a file; if there are no rows, say so on standard error.

    A file is replaced once all of the answer is written.

    Raises:
        FormatError: it is a workbook that would go to a terminal.
        OutputError: the file cannot be written.
        WorkbookError: there are more rows than a workbook has.
    """
    if format == "xlsx" and output is None and on_terminal():
        raise FormatError("A workbook is no text: give --output FILE.xlsx.")
    rows = iter(answer.rows)
    first = next(rows, None)
    found = [] if first is None else chain([first], rows)
    if output is None:
        _put(answer, found, format, None)
    else:
        unfinished = output.with_name(f".{output.name}.{os.getpid()}")
        try:
            _put(answer, found, format, unfinished)
            unfinished.replace(output)
        except OSError as error:
            raise OutputError(f"{output}: {error.strerror or error}") from None
        finally:
            unfinished.unlink(missing_ok=True)
    if first is None:
        note(answer.nothing)


def _put(answer: Answer, rows: Iterable[Row], format: Format, path: Path | None) -> None:
    if format == "xlsx":
        from onrecord.printing.workbook import write_workbook

        write_workbook(answer, rows, path or sys.stdout.buffer)
    elif path is None:
        _WRITERS[format](answer, rows, sys.stdout)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            _WRITERS[format](answer, rows, file)


def _write_jsonl(_: Answer, rows: Iterable[Row], to: TextIO) -> None:
    for each in rows:
        print(as_json(each), file=to)


def _write_json(answer: Answer, rows: Iterable[Row], to: TextIO) -> None:
    if answer.card:
        for each in rows:
            print(as_json(each, indent=2), file=to)
        return
    separator = "["
    for each in rows:
        print(separator, as_json(each, indent=2), sep="\n", end="", file=to)
        separator = ","
    print("[]" if separator == "[" else "\n]", file=to)


def _write_csv(answer: Answer, rows: Iterable[Row], to: TextIO) -> None:
    # A file is opened with a double click, and then by Excel; a pipe leads to a program, which has the text as it is.
    written = _for_excel if to is not sys.stdout else _for_people if on_terminal() else field
    if to is not sys.stdout:
        to.write(BYTE_ORDER_MARK)
    writer = csv_writer(to)
    writer.writerow(map(written, answer.columns))
    writer.writerows([written(each[column]) for column in answer.columns] for each in rows)


def _for_excel(content: Any) -> Any:
    written = field(content)
    return guarded(written) if isinstance(written, str) else written


def _for_people(content: Any) -> Any:
    shown = field(content)
    return harmless(shown) if isinstance(shown, str) else shown


def _write_table(answer: Answer, rows: Iterable[Row], to: TextIO) -> None:
    rows = list(rows)
    if rows:
        from onrecord.printing.drawing import draw

        draw(answer, rows, to)


_WRITERS: dict[Format, Callable[[Answer, Iterable[Row], TextIO], None]] = {
    "table": _write_table,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
}
