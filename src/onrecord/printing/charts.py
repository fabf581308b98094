"""Claims over time as bars, and the claims of two speakers side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.text import Text

from onrecord.printing.answer import Row
from onrecord.printing.cells import cell
from onrecord.printing.messages import plural
from onrecord.printing.tables import claims, grid, laid_out, published

if TYPE_CHECKING:
    from rich.console import RenderableType

BY: Final = ("█", "bold cyan")
ABOUT: Final = ("░", "green")
LEAST_BESIDE: Final = 70
"""Characters a line that two columns of claims need beside their days and ids."""


def by_month(console: Console, rows: Sequence[Row], columns: Sequence[str]) -> Iterator[RenderableType]:
    """Draw statements, in the order of time, under their months; what repeats an earlier one is marked."""
    seen: set[str] = set()
    for month, group in groupby(rows, key=lambda row: f"{row['date']:%Y-%m}" if row["date"] else "undated"):
        inside = list(group)
        new = [each for each in inside if each["repeats"] is None]
        acts = list(dict.fromkeys(each["act"] for each in inside if each["act"] and each["act"] not in seen))
        first = f"; for the first time: {', '.join(acts)}" if acts and seen else ""
        seen.update(acts)
        yield Text(f"\n{month}: {plural(len(inside), 'claim')}, {len(new):,} new{first}", style="bold")
        marked = [{**each, "new": "new" if each["repeats"] is None else ""} for each in inside]
        yield from laid_out(marked, columns, console.width)


def pairs(console: Console, rows: Sequence[Row]) -> Iterator[RenderableType]:
    """Draw each denial, and under it the claims that it may answer, with all places of both."""
    for _, group in groupby(rows, key=lambda row: row["denial_id"]):
        inside = list(group)
        yield Text("")
        yield from laid_out([_side(inside[0], "denial_", "denied_in")], _SIDE, console.width, blocks=True)
        yield Text("may answer", style="italic")
        claimed = [_side(each, "claim_", "claimed_in") for each in inside]
        yield from laid_out(claimed, _SIDE, console.width, blocks=True)


def _side(row: Row, prefix: str, places: str) -> Row:
    """One claim of a pair, with where else it was published."""
    side = {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}
    also = (place for place in row[places] if place["id"] != side["id"])
    listed = [" ".join(str(part) for part in (at["date"], at["publisher"] or at["document"]) if part) for at in also]
    return {**side, "in": published(side), "also in": listed}


_SIDE: Final = ("date", "speaker", "how", "claim", "about", "in", "also in", "id")


def bars(console: Console, rows: Sequence[Row], name: str, other: str = "") -> Iterator[RenderableType]:
    """Draw a bar for each period: the claims by someone, and after them those about."""
    (by, by_style), (about, about_style) = BY, ABOUT
    of, back = (f"of {cell(other)} ", f" and by {cell(other)} of {cell(name)} ") if other else ("", " and about ")
    yield Text.assemble((f"Claims by {cell(name)} {of}", "bold"), (by, by_style), (back, "bold"), (about, about_style))
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
