"""What people say of each other, of the same thing, and over time: answers that take two look-ups to give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import Literal

from onrecord.graph import lookups
from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups import Entity, Statement, queries
from onrecord.graph.lookups.rows import DayRow
from onrecord.graph.stores.store import Store

Unit = Literal["day", "week", "month"]

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week (from Monday) or month, and how many claims someone made in it and how many were made about them.

    `period` is written as ISO 8601 has it (2026-08-21, 2026-W34, 2026-08), `start` is its first day; claims of articles
    without a date are of the period “undated”.
    """

    period: str
    start: Date | None
    by: int
    about: int


def between(store: Store, one: str | Entity, other: str | Entity, filters: Filters = EVERYTHING) -> list[Statement]:
    """What each of two said about the other, in the order of time; [] where nothing is found.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
    """
    first, second = lookups.resolve(store, one), lookups.resolve(store, other)
    return _said_about(store, [(first.id, second.id), (second.id, first.id)], filters)


def compare(
    store: Store, one: str | Entity, other: str | Entity, about: str | Entity, filters: Filters = EVERYTHING
) -> list[Statement]:
    """What each of two said about the same, in the order of time; [] where nothing is found.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
    """
    first, second, target = (lookups.resolve(store, name) for name in (one, other, about))
    return _said_about(store, [(first.id, target.id), (second.id, target.id)], filters)


def timeline(
    store: Store, name: str | Entity, unit: Unit = "month", filters: Filters = EVERYTHING, *, repeats: bool = False
) -> list[Period]:
    """How many claims someone made, and how many were made about them, in each period from the first to the last.

    A statement that several articles repeat counts once, on the day of the first of them, unless `repeats`.

    Raises:
        UnknownName, AmbiguousName: nobody has the name, or it fits several.
    """
    entity = lookups.resolve(store, name)
    params = filters.params_of_all() | {"repeats": repeats}
    ids = lookups.whole(store, entity.id, filters)
    by, about = (
        _count((row for id in ids for row in store.read(query, id=id, **params)), unit)
        for query in (queries.DAYS_BY, queries.DAYS_ABOUT)
    )
    starts = [start for start in by.keys() | about.keys() if start is not None]
    rows = (
        [
            Period(_label(start, unit), start, by[start], about[start])
            for start in _periods(min(starts), max(starts), unit)
        ]
        if starts
        else []
    )
    if by[None] or about[None]:
        rows.append(Period(UNDATED, None, by[None], about[None]))
    return rows[: filters.limit]


def _said_about(store: Store, pairs: Sequence[tuple[str, str]], filters: Filters) -> list[Statement]:
    """What the first of each pair said about the second."""
    parts = {id: lookups.whole(store, id, filters) for id in {end for pair in pairs for end in pair}}
    listed = [
        {"speaker": by, "target": of}
        for speaker, target in dict.fromkeys(pairs)
        for by in parts[speaker]
        for of in parts[target]
    ]
    return lookups.statements(store, queries.SAID_ABOUT, filters, *listed)


def _count(days: Iterable[DayRow], unit: Unit) -> Counter[Date | None]:
    """How many statements were made in each period, given each with a day; what comes more than once, on the first."""
    first: dict[str, Date | None] = {}
    for statement, day in days:
        known = first.setdefault(statement, day)
        if known is None or (day is not None and day < known):
            first[statement] = day
    return Counter(None if day is None else _start(day, unit) for day in first.values())


def _periods(first: Date, last: Date, unit: Unit) -> Iterator[Date]:
    """The first days of all periods from one to another."""
    day = first
    while day <= last:
        yield day
        day = _start(day + timedelta(days={"day": 1, "week": 7, "month": 31}[unit]), unit)


def _start(day: Date, unit: Unit) -> Date:
    """The first day of the period that a day is in."""
    match unit:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)


def _label(start: Date, unit: Unit) -> str:
    match unit:
        case "day":
            return start.isoformat()
        case "week":
            year, week, _ = start.isocalendar()
            return f"{year}-W{week:02}"
        case "month":
            return start.isoformat()[:7]
