"""What an earlier onrecord has not made in a store is made when it is opened: joined names, indexes, and counts.

It is done in portions, and done again from the start if it was stopped; a mark in the store tells that it is done. A
user's own Cypher that may have changed the graph takes the mark away.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from onrecord.graph.entities import alias_index as naming
from onrecord.graph.entities.queries import DELETE_NAMES
from onrecord.graph.stores import pages, queries

if TYPE_CHECKING:
    from onrecord.graph.model.transaction import Transaction
    from onrecord.graph.stores.store import Store

VERSION: Final = 3
WITHOUT_TALLIES: Final = 2
"""What lacks nothing but the counts by kind and confidence."""
MODEL: Final = "onrecord"


def is_up_to_date(store: Store) -> bool:
    """Whether nothing is to be made in a store that has its tables."""
    return bool(store.read(queries.IS_UP_TO_DATE, id=MODEL, version=VERSION)) or not store.read(queries.IS_FILLED)


def is_readable(store: Store) -> bool:
    """Whether a store that has its tables lacks nothing without which readers would be answered wrongly.

    Rankings go over claims where there are no tallies (see `lookups.rankings`).
    """
    return bool(store.read(queries.IS_UP_TO_DATE, id=MODEL, version=WITHOUT_TALLIES)) or not store.read(
        queries.IS_FILLED
    )


def bring_up_to_date(store: Store) -> None:
    """Make what is to be made, in a store that is open for writing."""
    if store.read(queries.IS_UP_TO_DATE, id=MODEL, version=VERSION):
        return
    make = _recount
    if not store.read(queries.IS_UP_TO_DATE, id=MODEL, version=WITHOUT_TALLIES):
        make = _index
        store.write(_fill_in)
        store.write(_join)
    for entities in pages.entity_ids(store):
        store.write(partial(make, ids=entities))
    if make is _index:
        store.renew_search()
    store.write(_mark)


def unmark(transaction: Transaction) -> None:
    """Have all of it made again when the store is opened next."""
    transaction.run(queries.DELETE_MODEL, id=MODEL)


def _fill_in(transaction: Transaction) -> None:
    transaction.lock()
    for text in queries.FILL_IN:
        transaction.run(text)


def _join(transaction: Transaction) -> None:
    transaction.lock()
    if transaction.run(queries.HAS_BLOCKS):  # asked under the lock: another loader may just have made them
        return
    from onrecord.graph.entities.plan import write_edges, write_entities  # long to import, and needed once for a store
    from onrecord.graph.entities.planning import anew
    from onrecord.graph.repeats import links as linking

    plan = anew(transaction)
    links = linking.plan(transaction, [], [], plan.speakers)
    write_entities(transaction, plan)
    write_edges(transaction, plan)
    linking.write(transaction, links)


def _index(transaction: Transaction, ids: Sequence[str]) -> None:
    transaction.lock()
    transaction.each(DELETE_NAMES, ids)
    naming.rename(transaction, {}, {row.id: row.aliases for row in transaction.run(queries.ALIASES, ids=ids)})
    _recount(transaction, ids)


def _recount(transaction: Transaction, ids: Sequence[str]) -> None:
    from onrecord.graph.loading import counts as counting

    transaction.lock()
    counting.recount_within(transaction, ids)


def mark() -> dict[str, object]:
    """Give the row that tells that nothing is to be made."""
    return {"id": MODEL, "version": VERSION}


def _mark(transaction: Transaction) -> None:
    unmark(transaction)
    transaction.create("Model", [mark()])
