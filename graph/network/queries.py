"""The Cypher of networks, with the rows that it returns."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from datetime import date as Date
from typing import Final, NamedTuple

from onrecord.graph.model.query import Id, Query, query, union
from onrecord.graph.queries import CLAIM, CLAIM_FITS, FITS


class TalkRow(NamedTuple):
    """What one said about another: how many statements, in how many documents, of how many publishers.

    `against` and `in_favour` are how many of the statements accuse, blame … and how many praise, defend … the other.
    """

    speaker: str
    target: str
    claims: int
    documents: int
    publishers: int
    against: int
    in_favour: int


class TalkPart(NamedTuple):
    """One claim of one about another: the statement that it makes, its act, its document and the publisher of that."""

    speaker: str
    target: str
    statement: str
    act: str | None
    document: str
    publisher: str | None


class SpanRow(NamedTuple):
    """The first and the last day of documents, and how many there are."""

    first: Date | None
    last: Date | None
    documents: int


class PublisherRow(NamedTuple):
    """A publisher, with the number of its documents."""

    name: str | None
    number: int


class NodeRow(NamedTuple):
    """An entity, with the number of statements by it."""

    id: str
    name: str
    type: str
    named: bool
    said: int


class CountedRow(NamedTuple):
    """An entity, with the number of statements by it and about it."""

    id: str
    name: str
    type: str
    named: bool
    said: int
    about: int


class StatementsRow(NamedTuple):
    """The number of statements that an entity has a part in."""

    id: str
    number: int


class AboutRow(NamedTuple):
    """The number of statements about an entity."""

    id: str
    about: int


# A statement that several claims make counts once: documents and publishers tell how far it went.
_STATEMENTS: Final = "count(DISTINCT coalesce(c.statement, c.id))"

AGAINST: Final = ("accuse", "blame", "criticize", "oppose", "threaten")
IN_FAVOUR: Final = ("defend", "praise", "support", "thank")


def _doing(acts: tuple[str, ...]) -> str:
    """The number of statements of these acts."""
    return f"count(DISTINCT CASE WHEN c.act IN {list(acts)} THEN coalesce(c.statement, c.id) ELSE null END)"


_OTHERS: Final = f"""
MATCH (c)-[:FOUND_IN]->(d:Document)
{CLAIM_FITS} AND s.id <> t.id
"""

_TALKS: Final = "MATCH (s)-[:SAID]->(c:Claim)-[:ABOUT {role: 'about'}]->(t:Entity)" + _OTHERS

_TALK: Final = {
    "speaker": "s.id",
    "target": "t.id",
    "claims": _STATEMENTS,
    "documents": "count(DISTINCT d.id)",
    "publishers": "count(DISTINCT coalesce(d.publisher, ''))",
    "against": _doing(AGAINST),
    "in_favour": _doing(IN_FAVOUR),
}

_DATED: Final = "MATCH (d:Document) WHERE (NOT $dated OR d.date >= $since AND d.date <= $until)"

DAYS: Final = query(SpanRow, _DATED, first="min(d.date)", last="max(d.date)", documents="count(d)")

PUBLISHERS: Final = query(PublisherRow, _DATED, "ORDER BY number DESC, name", name="d.publisher", number="count(d)")

WHO_TALKS_ABOUT_WHOM: Final = query(TalkRow, f"MATCH (s:Entity)\n{_TALKS}", **_TALK)

WHO_TALKS_ABOUT_WHOM_OF: Final = query(TalkRow, f"UNWIND $ids AS id\nMATCH (s:Entity {{id: id}})\n{_TALKS}", **_TALK)


def _talks(match: str, only: str = "") -> Query[TalkPart]:
    """What one entity says about others, or they about it, counted by who asks: a row a claim; a row may come twice."""
    return query(
        TalkPart,
        f"""
MATCH {match}, (c)-[:FOUND_IN]->(d:Document)
WITH {CLAIM}, r.role AS role, coalesce(c.statement, c.id) AS statement, d.id AS document, d.publisher AS publisher,
     s.id AS speaker, t.id AS target
WHERE {FITS} AND role = 'about' AND speaker <> target{only and f" AND {only}"}
""",
    )


_BY_ONE: Final = "(s:Entity {id: $id})-[:SAID]->(c:Claim)-[r:ABOUT]->(t:Entity)"

TALKS_BY: Final = _talks(_BY_ONE)
TALKS_ABOUT: Final = _talks("(t:Entity {id: $id})<-[r:ABOUT]-(c:Claim)<-[:SAID]-(s:Entity)")
TALKS_BY_ABOUT_SOME: Final = _talks(_BY_ONE, "target IN $others")

NEIGHBOURS: Final = union(
    *(
        query(
            Id,
            f"UNWIND $ids AS id\nMATCH (e:Entity {{id: id}}){edges}(other:Entity)\n{CLAIM_FITS}",
            of="other",
        ).distinct()
        for edges in (
            "-[:SAID]->(c:Claim)-[:ABOUT {role: 'about'}]->",
            "<-[:ABOUT {role: 'about'}]-(c:Claim)<-[:SAID]-",
        )
    )
)

ENTITY_WITH_COUNTS: Final = query(
    CountedRow, "MATCH (e:Entity {id: $id})", of="e", said="e.statements_by", about="e.statements_about"
)


def _statements_within(match: str, role: str) -> Query[StatementsRow]:
    """The number of statements that one entity has a part in; no row where it has in none."""
    return query(
        StatementsRow,
        f"""
MATCH {match}
WITH e.id AS entity, {CLAIM}, {role} AS role, coalesce(c.statement, c.id) AS statement
WHERE {FITS} AND role = 'about'
""",
        id="entity",
        number="count(DISTINCT statement)",
    )


STATEMENTS_BY: Final = _statements_within("(e:Entity {id: $id})-[:SAID]->(c:Claim)", "'about'")
STATEMENTS_ABOUT: Final = _statements_within("(e:Entity {id: $id})<-[r:ABOUT]-(c:Claim)", "r.role")

ENTITIES_WITH_CLAIMS_BY: Final = query(
    NodeRow,
    f"""
UNWIND $ids AS id
MATCH (e:Entity {{id: id}})
OPTIONAL MATCH (e)-[:SAID]->(c:Claim)
{CLAIM_FITS}
""",
    of="e",
    said=_STATEMENTS,
)

CLAIMS_ABOUT_WITHIN: Final = query(
    AboutRow,
    f"""
UNWIND $ids AS id
MATCH (e:Entity {{id: id}})<-[:ABOUT {{role: 'about'}}]-(c:Claim)
{CLAIM_FITS}
""",
    of="e",
    about=_STATEMENTS,
)
