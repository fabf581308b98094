"""Coded statements: who says what on which concept, agreeing or not, and when; one for each concept of a claim.

Concepts are those that the store has; where it has none, the concepts of a claim are what it is about. Hearsay and
sources without a name are left out, since nobody could be told apart in a network of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date as Date
from typing import Final

from onrecord.graph.discourse.agreement import Stance, stance_of
from onrecord.graph.discourse.kept import tagger
from onrecord.graph.discourse.options import Duplicates
from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups import queries
from onrecord.graph.stores.pages import portions
from onrecord.graph.stores.store import Store

DOCUMENTS_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Coded:
    """A statement. `actor` and `concept` are names that nobody else has; `repeated` is the claim that it repeats."""

    date: Date | None
    actor: str
    concept: str
    stance: Stance
    act: str | None
    claim: str
    id: str
    document: str
    repeated: str


class _Names:
    """Names by ids; of several who have the same name all but the first have their id with it."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._bearers: dict[str, str] = {}

    def of(self, id: str, name: str) -> str:
        if id not in self._names:
            is_first = self._bearers.setdefault(name, id) == id
            self._names[id] = name if is_first else f"{name} ({id})"
        return self._names[id]


def coded(store: Store, filters: Filters = EVERYTHING) -> Iterator[Coded]:
    """Yield all statements within the filters but for their limit, by day, document and place in the text."""
    by_concepts, params = tagger(store), filters.params_of_all()
    actors, topics = _Names(), _Names()
    there = sorted(store.read(queries.ALL_DOCUMENTS), key=lambda each: (each.date or Date.max, each.id))
    for ids in portions([each.id for each in there], DOCUMENTS_AT_ONCE):
        sources = {row.claim: row for row in store.each(queries.SOURCES_IN_DOCUMENT, ids) if row.named}
        targets = defaultdict(list)
        for target in sorted(store.each(queries.TARGETS_IN_DOCUMENT, ids), key=lambda each: each.position):
            targets[target.claim].append(target)
        for row in sorted(store.each(queries.SAID_IN_DOCUMENT, ids, **params), key=lambda row: row.order):
            if (source := sources.get(row.id)) is None:
                continue
            found: Iterable[tuple[str, Stance]]
            if by_concepts:
                found = by_concepts.tags(row.text, row.act, [each.target for each in targets[row.id]])
            else:
                about = [each for each in targets[row.id] if each.role == "about"]
                found = [(topics.of(each.target, each.name), stance_of(row.act)) for each in about]
            for concept, stance in found:
                yield Coded(
                    date=row.date,
                    actor=actors.of(source.id, source.name),
                    concept=concept,
                    stance=stance,
                    act=row.act,
                    claim=row.text,
                    id=row.id,
                    document=row.document,
                    repeated=row.statement or row.id,
                )


def without_duplicates(statements: Iterable[Coded], duplicates: Duplicates) -> list[Coded]:
    """The statements that count: of those with the same actor, concept and stance the first in each period.

    An undated document is a period of its own.
    """
    if duplicates == "all":
        return list(statements)
    first: dict[tuple[object, ...], Coded] = {}
    for each in statements:
        first.setdefault((each.actor, each.concept, each.stance, *_period(each, duplicates)), each)
    return list(first.values())


def _period(each: Coded, duplicates: Duplicates) -> tuple[object, ...]:
    match duplicates:
        case "range":
            return ()
        case "statement":
            return (each.repeated,)
        case "document":
            return (each.document,)
    if each.date is None:
        return ("undated", each.document)
    match duplicates:
        case "week":
            return (*each.date.isocalendar()[:2],)
        case "month":
            return (each.date.year, each.date.month)
        case "year":
            return (each.date.year,)
    return (each.date,)
