"""Rows as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich import box
from rich.table import Table
from rich.text import Text

from onrecord.printing.answer import Row
from onrecord.printing.cells import cell

SHORT: Final = 16
"""Characters that a cell may have without being wrapped: those of a claim's id."""

NARROW: Final = 20
"""Characters a line in all columns of a table except the widest, which has the rest."""


def grid(rows: Sequence[Row], columns: Sequence[str]) -> Table:
    """A table of those columns that have anything in them."""
    filled = [column for column in columns if any(each[column] not in (None, "", []) for each in rows)]
    widths = {column: max(len(cell(each[column])) for each in rows) for column in filled}
    widest = max(filled, key=widths.__getitem__, default=None)
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, collapse_padding=True, header_style="bold")
    for column in filled:
        table.add_column(
            column,
            justify="right" if all(isinstance(each[column], int) for each in rows) else "left",
            no_wrap=widths[column] <= SHORT,
            max_width=None if column == widest else NARROW,
            overflow="fold",
        )
    for each in rows:
        table.add_row(*(Text(cell(each[column])) for column in filled))
    return table
