"""What an earlier onrecord has not made in a store is made when it is opened: joined names, indexes, and counts.

It is done in portions, and done again from the start if it was stopped; a mark in the store tells that it is done. A
user's own Cypher that may have changed the graph takes the mark away.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from onrecord.graph.entities import alias_index as naming
from onrecord.graph.entities import update as joining
from onrecord.graph.loading import counts as counting
from onrecord.graph.repeats import links as linking
from onrecord.graph.stores import pages

if TYPE_CHECKING:
    from onrecord.graph.model.transaction import Transaction
    from onrecord.graph.stores.store import Store

VERSION: Final = 2
MODEL: Final = "onrecord"

IS_UP_TO_DATE: Final = """
MATCH (m:Model {id: $id}) WHERE m.version >= $version
RETURN m.version
"""

HAS_BLOCKS: Final = """
MATCH (b:Block) WHERE b.id <> ' '
RETURN b.id
LIMIT 1
"""

WITHOUT_TYPE: Final = tuple(
    f"MATCH (e:Entity){edge}(c:Claim) WHERE r.type IS NULL SET r.type = e.type"
    for edge in ("-[r:SAID]->", "<-[r:ABOUT]-", "<-[r:TOLD]-")
)

IS_FILLED: Final = """
MATCH (e:Entity)
RETURN e.id
LIMIT 1
"""

DELETE_MODEL: Final = """
MATCH (m:Model {id: $id})
DELETE m
"""

# What a user's own Cypher made may have no names.
NAME_ALL: Final = """
MATCH (e:Entity) WHERE e.name IS NULL OR e.aliases IS NULL
SET e.name = coalesce(e.name, e.id), e.aliases = [coalesce(e.name, e.id)]
"""

ALIASES: Final = """
UNWIND $ids AS id
MATCH (e:Entity {id: id})
RETURN e.id, e.aliases
"""


def is_up_to_date(store: Store) -> bool:
    """Whether nothing is to be made in a store that has its tables."""
    return bool(store.read(IS_UP_TO_DATE, id=MODEL, version=VERSION)) or not store.read(IS_FILLED)


def bring_up_to_date(store: Store) -> None:
    """Make what is to be made, in a store that is open for writing."""
    if store.read(IS_UP_TO_DATE, id=MODEL, version=VERSION):
        return
    store.write(lambda transaction: transaction.run(NAME_ALL))
    store.write(_join)
    for entities in pages.entity_ids(store):
        store.write(partial(_index, ids=entities))
    store.renew_search()
    store.write(_mark)


def unmark(transaction: Transaction) -> None:
    """Have all of it made again when the store is opened next."""
    transaction.run(DELETE_MODEL, id=MODEL)


def _join(transaction: Transaction) -> None:
    transaction.lock()
    if transaction.run(HAS_BLOCKS):  # asked under the lock: another loader may just have made them
        return
    for edges in WITHOUT_TYPE:
        transaction.run(edges)
    names = joining.anew(transaction)
    links = linking.plan(transaction, [], [], names.speakers)
    joining.write_entities(transaction, names)
    joining.write_edges(transaction, names)
    linking.write(transaction, links)


def _index(transaction: Transaction, ids: Sequence[str]) -> None:
    transaction.lock()
    transaction.each(naming.DELETE_NAMES, ids)
    naming.rename(transaction, {}, dict(transaction.run(ALIASES, ids=ids)))
    counting.recount(transaction, ids)


def _mark(transaction: Transaction) -> None:
    unmark(transaction)
    transaction.create("Model", [{"id": MODEL, "version": VERSION}])
