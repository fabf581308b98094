"""Who else may be meant by a name that was taken for one: “Hale” for Joan Hale, where there is a Peter Hale too."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from onrecord.graph.entities import alias_index as naming
from onrecord.graph.lookups import queries
from onrecord.graph.lookups.answers import Entity, listed
from onrecord.graph.spelling import normalise
from onrecord.graph.stores.store import Store

MOST_TOLD: Final = 5
"""Of those whom a name may mean as well, so many are told."""

_messages = logging.getLogger("onrecord.graph")  # on standard error, unless a program says otherwise


@dataclass(frozen=True, slots=True)
class Taken:
    """A name that was taken for one entity, and who else may be meant by it.

    Attributes:
        name: as it was given.
        meant: whom it was taken for, since articles call this one just so.
        others: who has it as a part of a longer name, most claims first.
    """

    name: str
    meant: Entity
    others: list[Entity]

    def __str__(self) -> str:
        more = len(self.others) - MOST_TOLD
        also = listed(self.others[:MOST_TOLD]) + (f" and {more:,} more" if more > 0 else "")
        return (
            f"“{self.name}” was taken for {self.meant.name}; also: {also}. For another, give the full name or the id."
        )


_taken: ContextVar[list[Taken] | None] = ContextVar("taken", default=None)


@contextmanager
def noted() -> Iterator[list[Taken]]:
    """Gather what names are taken for within the block, each once, in place of having it logged as a warning."""
    taken: list[Taken] = []
    token = _taken.set(taken)
    try:
        yield taken
    finally:
        _taken.reset(token)


def note(name: str, meant: Entity, others: Sequence[Entity]) -> None:
    """Tell that a name was taken for one of several, if it may mean others."""
    if not others:
        return
    found = Taken(name, meant, [*others])
    taken = _taken.get()
    if taken is None:
        _messages.warning("%s", found)
    elif found not in taken:
        taken.append(found)


def namesakes(store: Store, name: str, found: Sequence[Entity]) -> list[Entity]:
    """Find who else has all words of a name in a longer name, most claims first, of the same type as those found.

    None where the name is more than a part of somebody's: an id, or the full name of one of those found, unless that
    is a person's of one word, which may be the surname of others.
    """
    asked = naming.key(name)
    called = [each for each in found if each.named and asked in map(naming.key, each.aliases)]
    if any(naming.key(each.name) == asked and not _is_surname(each, asked) for each in called):
        return []
    words = {*normalise(name).split()}
    there = {each.id for each in found}
    having = [
        each
        for type in dict.fromkeys(each.type for each in called)
        for each in store.read(queries.NAMED_WITH_WORD, id=max(sorted(words), key=len), type=type)
        if each.id not in there and any(words <= {*normalise(alias).split()} for alias in each.aliases)
    ]
    return sorted(having, key=lambda each: (-each.said - each.about, each.name, each.id))


def _is_surname(entity: Entity, name: str) -> bool:
    return entity.type == "person" and len(name.split()) == 1
