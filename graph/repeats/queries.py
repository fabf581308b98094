"""The Cypher of repeats, with the rows that it returns."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from datetime import date as Date
from typing import Final, NamedTuple

from onrecord.graph.model.query import Id, Query, query


class ShingleRow(NamedTuple):
    """A shingle, with the claims that it is in."""

    id: int
    claims: list[str]


class SpokenClaim(NamedTuple):
    """A claim with its speaker and its place in the order of all."""

    speaker: str
    named: bool
    text: str
    kind: str
    date: Date | None
    document: str
    start: int
    id: str
    statement: str | None


class OrderRow(NamedTuple):
    """A claim's place in the order of all."""

    date: Date | None
    document: str
    start: int
    id: str


SHINGLES: Final = query(ShingleRow, "UNWIND $ids AS id\nMATCH (h:Shingle {id: id})", of="h")

SET_SHINGLES: Final = """
UNWIND $rows AS row
MATCH (h:Shingle {id: row.id})
SET h.claims = row.claims
"""

DELETE_SHINGLES: Final = """
UNWIND $ids AS id
MATCH (h:Shingle {id: id})
DELETE h
"""


def _claims(match: str) -> Query[SpokenClaim]:
    return query(SpokenClaim, match, of="c", speaker="s.id", named="s.named", document="d.id")


CLAIM: Final = _claims("MATCH (d:Document)<-[:FOUND_IN]-(c:Claim {id: $id})<-[:SAID]-(s:Entity)")

CLAIMS_IN_DOCUMENT: Final = _claims("MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)<-[:SAID]-(s:Entity)")

ORDER: Final = query(OrderRow, "MATCH (c:Claim {id: $id})-[:FOUND_IN]->(d:Document)", of="c", document="d.id")

REPEATING: Final = query(Id, "MATCH (c:Claim)-[:REPEATS]->(:Claim {id: $id})", of="c")

DELETE_REPEATS: Final = """
MATCH (c:Claim {id: $id})-[r:REPEATS]->(o:Claim)
DELETE r
"""

SET_STATEMENTS: Final = """
UNWIND $rows AS row
MATCH (c:Claim {id: row.id})
SET c.statement = row.statement
"""
