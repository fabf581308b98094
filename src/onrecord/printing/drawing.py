"""Draws an answer with rich: its card, its chart, or a table."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final, TextIO

from rich.console import Console
from rich.text import Text

from onrecord.graph.lookups import Card, Shown
from onrecord.graph.model.description import Model
from onrecord.printing.answer import Answer, Bars, ByMonth, Pairs, Row, SideBySide
from onrecord.printing.cells import cell
from onrecord.printing.messages import on_terminal
from onrecord.printing.tables import laid_out

if TYPE_CHECKING:
    from rich.console import RenderableType

PIPE_WIDTH: Final = 120
"""Characters a line of a table where there is no terminal to ask; COLUMNS, if set, goes before."""


def draw(answer: Answer, rows: Sequence[Row], to: TextIO) -> None:
    """Print an answer of at least one row."""
    console = _console(to)
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
        case None, Bars(name, other):
            return charts.bars(console, rows, name, other)
        case None, Pairs():
            return chain(_heading(answer), charts.pairs(console, rows))
        case None, ByMonth():
            return chain(_heading(answer), charts.by_month(console, rows, answer.brief))
        case None, SideBySide(one, other):
            return charts.side_by_side(console, rows, one, other)
        case None, _:
            return _table(answer, console, rows)
        case record, _:
            return cards.properties(record)


def _console(to: TextIO) -> Console:
    width = None if to is sys.stdout and on_terminal() else int(os.environ.get("COLUMNS", PIPE_WIDTH))
    return Console(file=to, width=width, highlight=False, soft_wrap=False)


def _heading(answer: Answer) -> Iterator[RenderableType]:
    if answer.heading:
        yield Text(cell(answer.heading), style="bold")


def _table(answer: Answer, console: Console, rows: Sequence[Row]) -> Iterator[RenderableType]:
    yield from _heading(answer)
    yield from laid_out(rows, answer.brief or answer.columns, console.width, as_they_are=answer.asked)
