"""Draws an answer with rich: its card, its chart, or a table."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text

from onrecord.graph.lookups import Card, Shown
from onrecord.graph.model.description import Model
from onrecord.printing.answer import Answer, Bars, Row, SideBySide
from onrecord.printing.cells import cell
from onrecord.printing.messages import on_terminal
from onrecord.printing.tables import laid_out

if TYPE_CHECKING:
    from rich.console import RenderableType

PIPE_WIDTH: Final = 120
"""Characters a line of a table where there is no terminal to ask; COLUMNS, if set, goes before."""


def draw(answer: Answer, rows: Sequence[Row]) -> None:
    """Print an answer of at least one row."""
    console = _console()
    for part in _parts(answer, console, rows):
        whole = isinstance(part, Text) and (part.no_wrap or not console.is_terminal)
        console.print(part, soft_wrap=whole)


def _parts(answer: Answer, console: Console, rows: Sequence[Row]) -> Iterable[RenderableType]:
    from onrecord.printing import cards, charts, claim

    match answer.card, answer.chart:
        case Card() as card, _:
            return cards.someone(card)
        case Shown() as shown, _:
            return claim.in_sentence(console, shown)
        case Model() as model, _:
            return cards.model(model)
        case None, Bars(name):
            return charts.bars(console, rows, name)
        case None, SideBySide(one, other):
            return charts.side_by_side(console, rows, one, other)
        case None, _:
            return _table(answer, console, rows)
        case record, _:
            return cards.properties(record)


def _console() -> Console:
    width = None if on_terminal() else int(os.environ.get("COLUMNS", PIPE_WIDTH))
    return Console(width=width, highlight=False, soft_wrap=False)


def _table(answer: Answer, console: Console, rows: Sequence[Row]) -> Iterator[RenderableType]:
    if answer.heading:
        yield Text(cell(answer.heading), style="bold")
    yield from laid_out(rows, answer.brief or answer.columns, console.width)
