"""Rows as a table; where the lines are too short for one, as blocks of a few lines each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.graph.lookups.answers import how, source
from onrecord.printing.answer import Row
from onrecord.printing.cells import cell

if TYPE_CHECKING:
    from rich.console import RenderableType

SHORT: Final = 16
"""Characters that a cell may have without being wrapped: those of a claim's id."""

NARROW: Final = 20
"""Characters a line in all columns of a table except the widest, which has the rest."""

LEAST: Final = 28
"""Characters a line that the widest column must have left; with fewer, blocks are easier to read than a table."""

BETWEEN: Final = 2
"""Blanks between two columns."""

WHOLE: Final = frozenset({"id", "document", "url", "path", "link"})
"""Columns that people copy from: what stands there is never broken."""

_QUOTED: Final = frozenset({"speaker", "how", "claim"})
"""Columns of a claim as a sentence. Without the others, `claim` is a column as any: it may hold the id of a claim."""

_FIRST: Final = ("step", "at", "since", "until", "date", "new", "name", "title", "id")
"""Columns that stand in the first line of a block, without their names."""


def claims(rows: Sequence[Row]) -> list[Mapping[str, Any]]:
    """Rows of claims as people read them: with `how`, and with what stands for a speaker; other rows as they are."""
    return [
        {**each, "how": how(each["cue"], each["act"]), "speaker": source(each["speaker"], each.get("corrected"))}
        if "claim" in each and "cue" in each
        else each
        for each in rows
    ]


def laid_out(
    rows: Sequence[Row], columns: Sequence[str], width: int, *, blocks: bool = False, as_they_are: bool = False
) -> Iterator[RenderableType]:
    """Draw a table, or blocks where a line of `width` characters has no room for one.

    Args:
        blocks: draw blocks, whatever the width.
        as_they_are: the columns are a user's own: whatever their names, all of them are shown, empty ones too.
    """
    read = rows if as_they_are else claims(rows)
    # Where none is corrected, no column need say so.
    if not as_they_are and any(each.get("corrected") and "cue" in each for each in read):
        columns = [*columns, "corrected"]
    widths = _widths(read, columns)
    widest = _widest(widths)
    others = sum(_room(name, widths[name]) + BETWEEN for name in columns if name != widest)
    if not blocks and sum(widths.values()) + BETWEEN * (len(widths) - 1) <= width:
        yield grid(read, columns, wide=columns)
    elif not blocks and others + min(widths.get(widest, 0), width if widest in WHOLE else LEAST) <= width:
        yield grid(read, columns)
    else:
        for number, each in enumerate(read):
            if number:
                yield Text("")
            yield from _lines(each, columns) if as_they_are else _block(each, columns, width)


def published(row: Row) -> str:
    """Where a claim was published: the publisher and the title of the article, or what it is called in the store."""
    return ": ".join(cell(row[name]) for name in ("publisher", "title") if row[name]) or cell(row["document"])


def grid(rows: Sequence[Row], columns: Sequence[str], *, wide: Sequence[str] = ()) -> Table:
    """A table of the columns, empty ones too; all but those of `wide`, or the widest, are kept narrow."""
    widths = _widths(rows, columns)
    wide = wide or [_widest(widths)]
    table = Table(box=box.SIMPLE, show_edge=False, pad_edge=False, collapse_padding=True, header_style="bold")
    for column in columns:
        table.add_column(
            Text(cell(column)),
            justify="right" if all(isinstance(each[column], int) for each in rows) else "left",
            no_wrap=widths[column] <= SHORT or column in WHOLE,
            max_width=None if column in wide else _room(column, widths[column]),
            overflow="fold",
        )
    for each in rows:
        table.add_row(*(_text(column, each) for column in columns))
    return table


def _widths(rows: Sequence[Row], columns: Sequence[str]) -> dict[str, int]:
    return {column: max(len(column), *(len(cell(each[column])) for each in rows)) for column in columns}


def _widest(widths: Mapping[str, int]) -> str:
    return "claim" if widths.keys() >= _QUOTED else max(widths, key=widths.__getitem__, default="")


def _room(column: str, width: int) -> int:
    return width if column in WHOLE else min(width, NARROW)


def _text(column: str, row: Row) -> Text:
    text = Text(cell(row[column]))
    if column == "claim" and row.get("link"):
        text.stylize(f"link {cell(row['link'])}")
    return text


def _block(row: Row, columns: Sequence[str], width: int) -> Iterator[RenderableType]:
    """A row as a line of what is short, and a line for the claim with who made it and how; the rest with its names."""
    first = [name for name in _FIRST if name in columns and row[name]]
    if first[-1:] == ["id"] and len(_in_a_line(row, first)) > width:
        first.pop()
    if first:
        yield Text(_in_a_line(row, first), style="bold")
    told = {*first}
    if {*columns} >= _QUOTED:
        told |= _QUOTED
        words = Text.assemble((cell(row["speaker"]), "cyan"), _after(row["how"]), " | ")
        yield Padding(words + _text("claim", row), (0, 0, 0, BETWEEN), expand=False)
        if "in" not in columns and row.keys() >= {"publisher", "title", "document"}:
            row, columns = {**row, "in": published(row)}, [*columns, "in"]
    for name in columns:
        if name not in told and row[name] not in (None, "", []):
            yield _line(name, row[name], BETWEEN)


def _in_a_line(row: Row, names: Sequence[str]) -> str:
    return (" " * BETWEEN).join(cell(row[name]) for name in names)


def _lines(row: Row, columns: Sequence[str]) -> Iterator[RenderableType]:
    """A row as a line for each column."""
    return (_line(name, row[name], 0 if name == columns[0] else BETWEEN) for name in columns)


def _line(name: str, content: Any, indent: int) -> RenderableType:
    line = f"{cell(name)}: {cell(content)}".rstrip()
    if name in WHOLE:
        return Text(" " * indent + line, no_wrap=True)
    return Padding(Text(line), (0, 0, 0, indent), expand=False)


def _after(how: str) -> str:
    """The words of a cue after a name, a colon right after it."""
    return f" {how}" if how[:1].isalnum() or how[:1] == "(" else how
