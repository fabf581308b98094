"""All that is in a store, to compare stores by."""

from __future__ import annotations

from typing import Any

from onrecord.graph import Store
from onrecord.graph.model.tables import COUNTS, TALLIES

CONTENTS = (
    "MATCH (d:Document) RETURN d.id, d.title, d.url, d.publisher, d.date, d.text, d.path, d.digest",
    "MATCH (e:Entity) RETURN e.id, e.name, e.type, e.named, e.aliases",
    f"MATCH (e:Entity) RETURN e.id, {', '.join(f'e.{count}' for count in (*COUNTS, *TALLIES))}",
    "MATCH (a:Alias)-[:NAMES]->(e:Entity) RETURN a.id, e.id",
    "MATCH (w:Word)-[:IN_ALIAS]->(a:Alias) RETURN w.id, a.id",
    "MATCH (w:Word) RETURN w.id",
    "MATCH (a:Alias) RETURN a.id",
    "MATCH (c:Claim) RETURN c.id, c.text, c.kind, c.spans, c.start, c.date, c.cue, c.cue_spans, c.statement, c.act, "
    "c.confidence, c.corrected",
    "MATCH (e:Entity)-[r:SAID]->(c:Claim) RETURN e.id, c.id, r.cue, r.mention, r.mention_spans, r.name, r.type",
    """
    MATCH (c:Claim)-[r:ABOUT]->(e:Entity)
    RETURN c.id, e.id, r.role, r.mention, r.mention_spans, r.name, r.type, r.position
    """,
    "MATCH (c:Claim)-[:FOUND_IN]->(d:Document) RETURN c.id, d.id",
    "MATCH (c:Claim)-[:REPEATS]->(o:Claim) RETURN c.id, o.id",
    "MATCH (c:Claim)-[r:TOLD]->(e:Entity) RETURN c.id, e.id, r.mention, r.mention_spans, r.name, r.type, r.position",
    "MATCH (c:Claim)-[:REPORTS]->(o:Claim) RETURN c.id, o.id",
    "MATCH (a:Entity)-[:STANDS_FOR]->(b:Entity) RETURN a.id, b.id",
)


def contents(store: Store) -> list[list[Any]]:
    """All nodes and edges of the graph."""
    return [sorted(store.read(query), key=repr) for query in CONTENTS]


def with_indexes(store: Store) -> list[list[Any]]:
    """The same, with the indexes that repeats are found by and names are joined by."""
    blocks = store.read("MATCH (b:Block) WHERE b.id <> ' ' RETURN b.id, b.names, b.known")
    return [*contents(store), sorted(store.read("MATCH (h:Shingle) RETURN h.id, h.claims")), sorted(blocks)]
