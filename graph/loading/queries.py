"""The Cypher of loading and forgetting, with the rows that it returns."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from datetime import date as Date
from typing import Final, NamedTuple

from onrecord.extract.document import DateFrom
from onrecord.graph.model.query import Query, query
from onrecord.graph.model.tables import COUNTS, TALLIES


class KnownDocument(NamedTuple):
    """A document that the store has. `digest` stands for all that was loaded of it."""

    id: str
    digest: str | None
    path: str | None


class Reading(NamedTuple):
    """A document that the store has. `read` stands for what was read of it and how; `digest_read`: its digest then."""

    id: str
    title: str | None
    url: str | None
    publisher: str | None
    date: Date | None
    date_from: DateFrom | None
    digest: str | None
    read: str | None
    digest_read: str | None


class Feed(NamedTuple):
    """What is remembered of a feed: by what its server tells whether it has changed, and the marks of its entries."""

    id: str
    etag: str | None
    modified: str | None
    entries: list[str]


class TextOfPath(NamedTuple):
    path: str
    id: str
    text: str


class DocumentOfPath(NamedTuple):
    path: str
    id: str


class UnnamedEntity(NamedTuple):
    """A source of a document, which may be a named one."""

    id: str
    named: bool
    aliases: list[str]


class Contents(NamedTuple):
    """What goes with a document."""

    title: str | None
    claims: int


class Part(NamedTuple):
    """An entity's part in a claim. `role`: "by" or "about"; the queries also return "mention"."""

    entity: str
    role: str
    claim: str
    statement: str
    document: str
    kind: str
    confidence: float | None


class StoredPart(NamedTuple):
    """The same as it is stored. `role`: null for "by"; `statement`: null in a store that was made without them."""

    entity: str
    role: str | None
    claim: str
    statement: str | None
    document: str
    kind: str
    confidence: float | None


class Tallies(NamedTuple):
    """What the claims by an entity and about it are counted as; null in a graph that a user's own Cypher made."""

    id: str
    tally_by: list[int] | None
    tally_about: list[int] | None


KNOWN_DOCUMENTS: Final = query(KnownDocument, "UNWIND $ids AS id\nMATCH (d:Document {id: id})", of="d")

# Only those whose id is a fingerprint of their text: another text from the same file has another id.
FINGERPRINTED_FROM_PATHS: Final = query(
    DocumentOfPath, "MATCH (d:Document) WHERE d.path IN $paths AND d.id STARTS WITH $fingerprint", of="d"
)

NAMED_FROM_PATHS: Final = query(TextOfPath, "MATCH (d:Document) WHERE d.path IN $paths AND d.id = d.url", of="d")

READINGS: Final = query(
    Reading,
    """
UNWIND $ids AS id
MATCH (d:Document {id: id})
OPTIONAL MATCH (r:Reading {id: d.id})
""",
    of="d",
    read="r.read",
    digest_read="r.digest",
)

DELETE_READING: Final = """
MATCH (r:Reading {id: $id})
DELETE r
"""

FEEDS: Final = query(Feed, "UNWIND $ids AS id\nMATCH (f:Feed {id: id})", of="f")

DELETE_FEED: Final = """
MATCH (f:Feed {id: $id})
DELETE f
"""

SET_PATHS: Final = """
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
SET d.path = row.path
"""

UNNAMED_OF_DOCUMENT: Final = tuple(
    query(
        UnnamedEntity,
        f"MATCH (d:Document {{id: $id}})<-[:FOUND_IN]-(c:Claim), (e:Entity){part}(c)",
        of="e",
    ).distinct()
    for part in ("-[r:SAID]->", "<-[r:ABOUT]-", "<-[r:TOLD]-")
)

DELETE_CLAIMS: Final = """
MATCH (:Document {id: $id})<-[:FOUND_IN]-(c:Claim)
DETACH DELETE c
"""

DELETE_DOCUMENT: Final = """
MATCH (d:Document {id: $id})
DETACH DELETE d
"""

CONTENTS: Final = query(
    Contents,
    "MATCH (d:Document {id: $id})\nOPTIONAL MATCH (c:Claim)-[:FOUND_IN]->(d)",
    of="d",
    claims="count(c)",
)

# --- counts --------------------------------------------------------------------------------------------------------


def _parts(by: str, about: str, document: str = "d.id") -> tuple[Query[Part], Query[Part]]:
    """The parts in claims `c` of entities `e`: of those who said them, and of those at edges `r`, who are spoken of."""
    columns = {
        "entity": "e.id",
        "claim": "c.id",
        "statement": "coalesce(c.statement, c.id)",
        "document": document,
        "kind": "c.kind",
        "confidence": "c.confidence",
    }
    return (
        query(Part, f"MATCH {by}", role="'by'", **columns),
        query(Part, f"MATCH {about}", role="r.role", **columns),
    )


def _parts_in(claims: str, document: str = "d.id") -> tuple[Query[Part], Query[Part]]:
    return _parts(f"{claims}<-[:SAID]-(e:Entity)", f"{claims}-[r:ABOUT]->(e:Entity)", document)


PARTS_IN_DOCUMENT: Final = _parts_in("(d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)")
PARTS_OF_CLAIM: Final = _parts_in("(d:Document)<-[:FOUND_IN]-(c:Claim {id: $id})")
PARTS_REPEATING: Final = _parts_in("(:Claim {id: $id})<-[:REPEATS]-(c:Claim)", "''")
PARTS_OF_ENTITY: Final = _parts(
    "(e:Entity {id: $id})-[:SAID]->(c:Claim)-[:FOUND_IN]->(d:Document)",
    "(e:Entity {id: $id})<-[r:ABOUT]-(c:Claim)-[:FOUND_IN]->(d:Document)",
)


def _within(part: str, role: str) -> Query[StoredPart]:
    """The parts of the entities between two ids, both included: a server begins at these, by the index of ids.

    Roles are not chosen by the query, which is run again for each portion: the embedded engine gives wrong rows then
    where a step goes on behind a condition on edges (findings/ladybug-prepared-edge-filter.sh).
    """
    return query(
        StoredPart,
        "MATCH (e:Entity) WHERE e.id >= $first AND e.id <= $last\n"
        f"WITH e\nMATCH (e){part}(c:Claim)-[:FOUND_IN]->(d:Document)",
        of="c",
        entity="e.id",
        role=role,
        claim="c.id",
        document="d.id",
    )


PARTS_WITHIN: Final = (_within("-[:SAID]->", "null"), _within("<-[r:ABOUT]-", "r.role"))

TALLIES_OF: Final = query(Tallies, "UNWIND $ids AS id\nMATCH (e:Entity {id: id})", of="e")

SET_COUNTS: Final = f"""
UNWIND $rows AS row
MATCH (e:Entity {{id: row.id}})
SET {", ".join(f"e.{name} = row.{name}" for name in (*COUNTS, *TALLIES))}
"""
