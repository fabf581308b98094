"""The cells of rows as texts, a column at a time, which is several times as quick as cell by cell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from onrecord.graph.model.tables import Columns
from onrecord.graph.transfer.formats.files import Portion

Cell = str | None
As = Mapping[str, Callable[[Any], str]]
"""How a value of each type of the graph's model is written; None is left as it is."""

TRUTH: Final = {True: "true", False: "false"}


def written(value: Any) -> str:
    """Write a value of any type: a list as JSON, a day by ISO 8601."""
    if isinstance(value, bool):
        return TRUTH[value]
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


PLAIN: Final[As] = {
    "STRING": str,
    "BOOLEAN": written,
    "INT64": str,
    "DOUBLE": str,
    "DATE": str,
    "INT64[]": lambda value: f"[{', '.join(map(str, value))}]",
    "STRING[]": written,
}


def cells(portion: Portion, columns: Columns, how: As = PLAIN) -> Iterator[tuple[Cell, ...]]:
    """The cells of some columns, a tuple for each row.

    Args:
        portion: of one table.
        columns: the types of the columns by their names.
        how: how a value of each type is written.
    """
    return zip(
        *(_column(portion[name], how[type], is_list=type.endswith("[]")) for name, type in columns.items()),
        strict=True,
    )


def _column(values: Sequence[Any], write: Callable[[Any], str], *, is_list: bool) -> list[Cell]:
    if write is str:  # what a text is already
        return [value if value is None or value.__class__ is str else str(value) for value in values]
    if not is_list:
        known: dict[Any, Cell] = dict.fromkeys(values)
        if len(known) * 2 < len(values):  # what comes again and again is written once
            known = {value: None if value is None else write(value) for value in known}
            return [*map(known.__getitem__, values)]
    return [None if value is None else write(value) for value in values]
