"""The Cypher of rankings: of all, and within filters, where the claims of one entity are counted."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from typing import Final, NamedTuple

from onrecord.graph.lookups.answers import Ranked
from onrecord.graph.model.query import Count, Query, query
from onrecord.graph.model.tally import ROLES, Role
from onrecord.graph.queries import CLAIM_FITS


class Candidate(NamedTuple):
    """An entity with what is counted of it within the filters, and `most`: how many there are without."""

    name: str
    type: str
    claims: int
    documents: int
    id: str
    most: int


class Number(NamedTuple):
    id: str
    number: int


def _counted(role: Role) -> dict[str, str]:
    return {"claims": f"who.tally_{role}[$place]", "documents": f"who.tally_{role}[$place_of_documents]"}


TALLIED: Final = {
    role: query(
        Ranked,
        f"MATCH (who:Entity) WHERE who.tally_{role}[$place] > 0",
        "ORDER BY claims DESC, name, id\nLIMIT $limit",
        of="who",
        **_counted(role),
    )
    for role in ROLES
}

CANDIDATES: Final = {
    (role, repeats): query(
        Candidate,
        f"MATCH (who:Entity) WHERE who.{what}_{role} > 0\nWITH who ORDER BY who.{what}_{role} DESC LIMIT $first",
        of="who",
        most=f"who.{what}_{role}",
        **_counted(role),
    )
    for role in ROLES
    for repeats, what in ((False, "statements"), (True, "claims"))
}

CLAIMS_WITHIN: Final = query(Count, f"MATCH (c:Claim)\n{CLAIM_FITS}", number="count(c)")


def _ranked_by_count(what: str, role: str) -> Query[Ranked]:
    """The entities of most claims of all, by what is counted in the entities themselves."""
    return query(
        Ranked,
        f"MATCH (who:Entity) WHERE who.{what}_{role} > 0",
        f"ORDER BY who.{what}_{role} DESC, who.name, who.id\nLIMIT $limit",
        of="who",
        claims=f"who.{what}_{role}",
        documents=f"who.documents_{role}",
    )


MOST_SPEAKING: Final = _ranked_by_count("statements", "by")
MOST_SPEAKING_REPEATS: Final = _ranked_by_count("claims", "by")
MOST_SPOKEN_OF: Final = _ranked_by_count("statements", "about")
MOST_SPOKEN_OF_REPEATS: Final = _ranked_by_count("claims", "about")


def _ranked_of_all(match: str, counted: str = "coalesce(c.statement, c.id)") -> Query[Ranked]:
    """The entities `who` of most claims within the filters; claims for which `counted` is the same count once.

    Grouping by the numbers that a store has for its nodes takes a third of the time that it takes by ids or by nodes.
    """
    return query(
        Ranked,
        f"""
MATCH {match}
{CLAIM_FITS}
WITH id(who) AS number, count(DISTINCT {counted}) AS claims, count(DISTINCT id(d)) AS documents
MATCH (who:Entity) WHERE id(who) = number
""",
        "ORDER BY claims DESC, name, id\nLIMIT $limit",
        of="who",
        claims="claims",
        documents="documents",
    )


_SPEAKING: Final = "(who:Entity)-[:SAID]->(c:Claim)-[:FOUND_IN]->(d:Document)"
_SPOKEN_OF: Final = "(who:Entity)<-[:ABOUT {role: 'about'}]-(c:Claim)-[:FOUND_IN]->(d:Document)"

SPEAKERS: Final = _ranked_of_all(_SPEAKING)
SPEAKERS_REPEATS: Final = _ranked_of_all(_SPEAKING, "c.id")
TARGETS: Final = _ranked_of_all(_SPOKEN_OF)
TARGETS_REPEATS: Final = _ranked_of_all(_SPOKEN_OF, "c.id")

_PARTS: Final[dict[Role, str]] = {
    "by": "MATCH (e:Entity {id: $id})-[:SAID]->(c:Claim)",
    "about": "MATCH (e:Entity {id: $id})<-[:ABOUT {role: 'about'}]-(c:Claim)",
}
MOST: Final[dict[tuple[Role, bool], Query[Ranked]]] = {
    ("by", False): MOST_SPEAKING,
    ("by", True): MOST_SPEAKING_REPEATS,
    ("about", False): MOST_SPOKEN_OF,
    ("about", True): MOST_SPOKEN_OF_REPEATS,
}


def _number(role: Role, counted: str, more: str = "") -> Query[Number]:
    return query(Number, f"{_PARTS[role]}{more}\n{CLAIM_FITS}", id="e.id", number=f"count(DISTINCT {counted})")


COUNTED: Final = {
    (role, repeats): _number(role, "c.id" if repeats else "coalesce(c.statement, c.id)") for role, repeats in MOST
}
DOCUMENTS: Final = {role: _number(role, "id(d)", "-[:FOUND_IN]->(d:Document)") for role in _PARTS}
