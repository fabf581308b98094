"""Claims over time as bars, and the claims of two speakers side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text

from onrecord.printing.answer import Row
from onrecord.printing.cells import cell
from onrecord.printing.tables import claims, grid, laid_out

if TYPE_CHECKING:
    from rich.console import RenderableType

BY: Final = ("█", "bold cyan")
ABOUT: Final = ("░", "green")
LEAST_BESIDE: Final = 70
"""Characters a line that two columns of claims need beside their days and ids."""


def bars(console: Console, rows: Sequence[Row], name: str) -> Iterator[RenderableType]:
    """Draw a bar for each period: the claims by someone, and after them those about."""
    (by, by_style), (about, about_style) = BY, ABOUT
    yield Text.assemble(
        (f"Claims by {cell(name)} ", "bold"), (by, by_style), (" and about ", "bold"), (about, about_style)
    )
    labels = max(len(each["period"]) for each in rows)
    digits = max(len(str(each[part])) for each in rows for part in ("by", "about"))
    most = max(each["by"] + each["about"] for each in rows)
    room = max(10, console.width - labels - 2 * digits - 4)
    for each in rows:
        first, both = (
            math.ceil(number * min(room, most) / most) for number in (each["by"], each["by"] + each["about"])
        )
        yield Text.assemble(
            f"{each['period']:{labels}} {each['by']:{digits}} {each['about']:{digits}} ",
            (by * first, by_style),
            (about * (both - first), about_style),
        )


def side_by_side(console: Console, rows: Sequence[Row], one: str, other: str) -> Iterator[RenderableType]:
    """Draw the statements of two speakers, each in a column of their own, or one below the other on short lines."""
    if console.width < LEAST_BESIDE:
        yield from laid_out(rows, ("date", "speaker", "how", "claim", "id"), console.width)
        return
    beside = [
        {"date": each["date"], one: None, other: None, "id": each["id"], each["speaker"]: _told(each)}
        for each in claims(rows)
    ]
    yield grid(beside, tuple(dict.fromkeys(["date", one, other, "id"])), wide=(one, other))


def _told(row: Row) -> str:
    return f"{row['how']} | {row['claim']}" if row["how"] else str(row["claim"])
