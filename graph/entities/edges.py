"""Edges between claims and named entities, as a store has them.

An edge keeps the name and type of its article, so that it can be led to another entity, and be told from it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.graph.entities import queries
from onrecord.graph.entities.evidence import Mention, Splits, unit_key
from onrecord.graph.entities.queries import ENTITY_END, EdgeRow
from onrecord.graph.model.query import Query
from onrecord.graph.model.rows import Row

Each = Callable[[Query[EdgeRow], Sequence[str]], list[EdgeRow]]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge to or from something named, as it is in the store."""

    table: str
    row: EdgeRow

    @property
    def type(self) -> str:
        """The type in the article; the entity's where an earlier onrecord kept only that."""
        return self.row.type or self.row.entity_type

    @property
    def mention(self) -> Mention:
        return Mention(self.row.name, self.type, self.row.mention)

    def name(self, splits: Splits = frozenset()) -> str:
        """The key of the name (see `unit_key`)."""
        return unit_key(self.row.name, self.type, self.row.document, splits)

    def led_to(self, entity: str) -> Row:
        """The edge as a row of its table, to or from another entity."""
        return self.row.row(self.table) | {"type": self.type, ENTITY_END[self.table]: entity}


def edges_of(each: Each, *, documents: Sequence[str] = (), entities: Sequence[str] = ()) -> Iterator[Edge]:
    """The edges to and from named entities, of these documents or these entities."""
    for ids, texts in ((documents, queries.EDGES_OF_DOCUMENT), (entities, queries.EDGES_OF_ENTITY)):
        for table, text in texts.items() if ids else ():
            yield from (Edge(table, row) for row in each(text, ids) if row.named)


def by_document(edges: Iterable[Edge]) -> dict[str, list[Edge]]:
    """Group edges by the ids of their documents."""
    found: dict[str, list[Edge]] = {}
    for edge in edges:
        found.setdefault(edge.row.document, []).append(edge)
    return found
