"""The concepts that a store keeps. Declaring them twice is declaring them once, and they can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from onrecord.graph.discourse import queries
from onrecord.graph.discourse.concepts import Rule, Tagger
from onrecord.graph.lookups.people import find
from onrecord.graph.model.transaction import Transaction
from onrecord.graph.spelling import normalise
from onrecord.graph.stores.store import Store


def rules(store: Store) -> list[Rule]:
    """The rules of all concepts, in order."""
    return sorted(map(Rule.of_row, store.read(queries.ALL)))


def add(store: Store, added: Sequence[Rule]) -> int:
    """Keep rules; a rule that is there gets its agreement. Returns how many there are of them."""
    store.write(partial(_change, removed=added, added=added))
    return len(added)


def remove(store: Store, removed: Sequence[Rule]) -> int:
    """Take back what `add` kept, and return how many rules were there."""
    there = {each.id for each in rules(store)}
    store.write(partial(_change, removed=removed, added=()))
    return len(there & {each.id for each in removed})


def tagger(store: Store) -> Tagger:
    """Make what tags claims of a store by its concepts. An entity is meant by any of its whole names."""
    kept = rules(store)
    names = {name for each in kept for name in each.entities}
    return Tagger(kept, {name: _ids(store, name) for name in names})


def _ids(store: Store, name: str) -> list[str]:
    key = normalise(name)
    return [each.id for each in find(store, name) if key in map(normalise, (each.name, *each.aliases))]


def _change(transaction: Transaction, added: Sequence[Rule], removed: Sequence[Rule]) -> None:
    transaction.lock()
    transaction.each(queries.DELETE, sorted({each.id for each in removed}))
    if added:
        transaction.create("Concept", [each.row() for each in {each.id: each for each in added}.values()])
