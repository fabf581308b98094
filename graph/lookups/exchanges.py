"""What people say of each other, of the same thing, and over time: answers that take two look-ups to give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from itertools import product
from typing import Literal, get_args

from onrecord.graph import lookups
from onrecord.graph.filters import EVERYTHING, FilterError, Filters
from onrecord.graph.lookups import Entity, Statement, queries
from onrecord.graph.lookups.rows import DayRow
from onrecord.graph.stores.store import Store

Unit = Literal["day", "week", "month"]

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Period:
    """A day, week (from Monday) or month, and how many claims someone made in it and how many were made about them.

    `period` is written as ISO 8601 has it (2026-08-21, 2026-W34, 2026-08), `start` is its first day; claims of articles
    without a date are of the period “undated”. `act`: what was done by these claims, None where acts are not told
    apart.
    """

    period: str
    start: Date | None
    by: int
    about: int
    act: str | None = None


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
    store: Store,
    name: str | Entity,
    unit: Unit = "month",
    filters: Filters = EVERYTHING,
    *,
    repeats: bool = False,
    about: str | Entity | None = None,
    by_act: bool = False,
    on: lookups.Days | None = None,
) -> list[Period]:
    """How many claims someone made, and how many were made about them, in each period from the first to the last.

    A statement that several articles repeat counts once, on the day of the first of them, unless `repeats`.

    Args:
        about: count only what the one said about this other, and this other about the one.
        by_act: count each act for itself, the most frequent first; periods without claims are then left out.
        on: the days of the one within the filters, where they have been asked for before.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
        FilterError: `unit` is no period.
    """
    if unit not in get_args(Unit):
        raise FilterError(f"by is {unit!r}: give one of {', '.join(get_args(Unit))}.")
    id = lookups.resolve(store, name).id
    if about is None:
        days_by, days_of = on or lookups.days(store, id, filters, repeats=repeats)
    else:
        params = filters.params_of_all() | {"repeats": repeats}
        ids = lookups.whole(store, id, filters)
        others = lookups.whole(store, lookups.resolve(store, about).id, filters)
        days_by, days_of = (
            [
                row
                for one, other in product(speakers, targets)
                for row in store.read(queries.DAYS_BY_ONE_ABOUT_OTHER, id=one, other=other, **params)
            ]
            for speakers, targets in ((ids, others), (others, ids))
        )
    if by_act:
        return _by_act(days_by, days_of, unit)[: filters.limit]
    by, of = _count(days_by, unit), _count(days_of, unit)
    starts = [start for start in by.keys() | of.keys() if start is not None]
    rows = (
        [Period(_label(start, unit), start, by[start], of[start]) for start in _periods(min(starts), max(starts), unit)]
        if starts
        else []
    )
    if by[None] or of[None]:
        rows.append(Period(UNDATED, None, by[None], of[None]))
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
    return Counter(start for start, _ in _first_made(days, unit))


def _by_act(by: Iterable[DayRow], about: Iterable[DayRow], unit: Unit) -> list[Period]:
    """The periods in which there are claims, each once for every act."""
    made, of = Counter(_first_made(by, unit)), Counter(_first_made(about, unit))
    rows = [
        Period(UNDATED if start is None else _label(start, unit), start, made[start, act], of[start, act], act)
        for start, act in made.keys() | of.keys()
    ]
    return sorted(rows, key=lambda row: (row.start or Date.max, -row.by - row.about, row.act or ""))


def _first_made(days: Iterable[DayRow], unit: Unit) -> list[tuple[Date | None, str | None]]:
    """The period and the act of each statement where it was made first."""
    first: dict[str, DayRow] = {}
    for row in days:
        known = first.setdefault(row.id, row)
        if row.date is not None and (known.date is None or row.date < known.date):
            first[row.id] = row
    return [(None if row.date is None else _start(row.date, unit), row.act) for row in first.values()]


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
