"""The Cypher of whole graphs: reading a document's text, and what a script for Neo4j is made of."""

from __future__ import annotations

from typing import Final, NamedTuple

from onrecord.graph.model.query import Id, query
from onrecord.graph.model.tables import CORRECTED, EDGES, NODES


class Text(NamedTuple):
    text: str


TEXT: Final = query(Text, "MATCH (d:Document {id: $id})", of="d")


OF_URL: Final = query(Id, "MATCH (d:Document {url: $url})", id="d.id")


class Doubt(NamedTuple):
    """A document, and how sure the least sure of its claims is."""

    id: str
    confidence: float | None


DOUBTS: Final = query(
    Doubt,
    "MATCH (d:Document)<-[:FOUND_IN]-(c:Claim) WHERE c.confidence IS NOT NULL",
    id="d.id",
    confidence="min(c.confidence)",
)

SCRIPT_CONSTRAINTS: Final = tuple(
    f"CREATE CONSTRAINT {node.lower()}_id IF NOT EXISTS FOR (n:{node}) REQUIRE n.id IS UNIQUE"
    for node in NODES | CORRECTED
)

# What stands before "AS row" in a script is the list of the rows.
SCRIPT_MERGE: Final = {node: f"MERGE (n:{node} {{id: row.id}}) SET n = row" for node in NODES | CORRECTED} | {
    edge: f"MATCH (a:{start} {{id: row.from}}) MATCH (b:{stop} {{id: row.to}}) "
    f"MERGE (a)-[r:{edge}]->(b) SET r = row.properties"
    for edge, (start, stop, _) in EDGES.items()
}

# The index of names is made when the store is opened next (see `stores.upgrade`).
SCRIPT_NO_MARK: Final = "MATCH (m:Model) DELETE m"
