"""Writes an answer to standard output: as a table for people, as JSON, JSON Lines or CSV for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from onrecord.graph.tabular import csv_writer
from onrecord.printing.answer import Answer, Format, Row
from onrecord.printing.cells import as_json, field
from onrecord.printing.characters import harmless
from onrecord.printing.messages import note, on_terminal


def write(answer: Answer, output: Format) -> None:
    """Print an answer to standard output; if there are no rows, say so on standard error."""
    rows = iter(answer.rows)
    first = next(rows, None)
    found = [] if first is None else chain([first], rows)
    _WRITERS[output](answer, found)
    if first is None:
        note(answer.nothing)


def _write_jsonl(_: Answer, rows: Iterable[Row]) -> None:
    for each in rows:
        print(as_json(each))


def _write_json(answer: Answer, rows: Iterable[Row]) -> None:
    if answer.card:
        for each in rows:
            print(as_json(each, indent=2))
        return
    separator = "["
    for each in rows:
        print(separator, as_json(each, indent=2), sep="\n", end="")
        separator = ","
    print("[]" if separator == "[" else "\n]")


def _write_csv(answer: Answer, rows: Iterable[Row]) -> None:
    shown = _for_people if on_terminal() else field
    writer = csv_writer(sys.stdout)
    writer.writerow(map(shown, answer.columns))
    writer.writerows([shown(each[column]) for column in answer.columns] for each in rows)


def _for_people(content: Any) -> Any:
    shown = field(content)
    return harmless(shown) if isinstance(shown, str) else shown


def _write_table(answer: Answer, rows: Iterable[Row]) -> None:
    rows = list(rows)
    if rows:
        from onrecord.printing.drawing import draw

        draw(answer, rows)


_WRITERS: dict[Format, Callable[[Answer, Iterable[Row]], None]] = {
    "table": _write_table,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
}
