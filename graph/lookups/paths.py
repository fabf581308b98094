"""The shortest chain of claims from one to another: the first speaks of someone, who speaks of the next, and so on.

Found from both ends at once, a step a query, so that only what is near to either is looked at.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from onrecord.graph import lookups
from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups import Entity, Statement, queries
from onrecord.graph.model.query import Id, Query
from onrecord.graph.stores.store import Store

LONGEST: Final = 8  # steps

Level = set[str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: `target` is who the statement, the earliest there is, leads to."""

    step: int
    target: str
    statement: Statement


def path(store: Store, start: str | Entity, end: str | Entity, filters: Filters = EVERYTHING) -> list[Step]:
    """The shortest chain of who talks about whom, each step with a claim that proves it; [] where there is none.

    Of several that are equally short, it is the first by the ids of those on it, from the start. `filters.limit` is how
    many steps it may have, `LONGEST` at most.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
    """
    first, last = lookups.resolve(store, start), lookups.resolve(store, end)
    starts, ends = ({*lookups.whole(store, end.id, filters)} for end in (first, last))
    if starts & ends:
        return []
    longest = LONGEST if filters.limit is None else min(filters.limit, LONGEST)
    ids = _Search(store, filters).chain(starts, ends, longest)
    return [_step(store, number, ids[number - 1], ids[number], filters) for number in range(1, len(ids))]


class _Search:
    """Looks for chains of ids within filters."""

    def __init__(self, store: Store, filters: Filters) -> None:
        self._store = store
        self._params = filters.params_of_all()

    def chain(self, starts: Level, ends: Level, longest: int) -> list[str]:
        """The ids on the shortest chain, both ends included; [] if there is none of at most `longest` steps."""
        before, after = self._levels(starts, ends, longest)
        if not before:
            return []
        first, *on_the_way = self._on_the_way(before, after)
        chain = [min(first)]
        for level in on_the_way:
            chain.append(min(self._spoken_of_by(chain[-1:]) & level))
        return chain

    def _levels(self, starts: Level, ends: Level, longest: int) -> tuple[list[Level], list[Level]]:
        """Who is 0, 1, 2 … steps from a start, and to an end, up to where the two meet; nobody if they do not."""
        before, after = [starts], [ends]
        seen_before, seen_after = {*starts}, {*ends}
        while len(before) + len(after) - 2 < longest:
            if len(before[-1]) <= len(after[-1]):
                before.append(self._spoken_of_by(before[-1]) - seen_before)
                seen_before |= before[-1]
            else:
                after.append(self._speaking_of(after[-1]) - seen_after)
                seen_after |= after[-1]
            if before[-1] & after[-1]:
                return before, after
            if not before[-1] or not after[-1]:
                break
        return [], []

    def _on_the_way(self, before: list[Level], after: list[Level]) -> list[Level]:
        """For each step, who can be there in a shortest chain, or is at least as near to the end as it takes."""
        *before, meeting = before
        levels = [meeting & after[-1]]
        for level in reversed(before):
            levels.insert(0, level & self._speaking_of(levels[0]))
        return [*levels, *reversed(after[:-1])]

    def _spoken_of_by(self, ids: Collection[str]) -> Level:
        return self._neighbours(queries.SPOKEN_OF_BY_ID, ids)

    def _speaking_of(self, ids: Collection[str]) -> Level:
        return self._neighbours(queries.SPEAKING_OF_ID, ids)

    def _neighbours(self, query: Query[Id], ids: Collection[str]) -> Level:
        return {other.id for other in self._store.each(query, sorted(ids), **self._params)}


def _step(store: Store, number: int, speaker: str, target: str, filters: Filters) -> Step:
    [statement] = lookups.said(store, speaker, target, replace(filters, limit=1, exact=True))
    return Step(number, lookups.resolve(store, target).name, statement)
