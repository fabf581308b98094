"""The Cypher of rankings within filters: claims of one entity, counted."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from typing import Final, NamedTuple

from onrecord.graph.lookups.answers import Ranked
from onrecord.graph.lookups.queries import (
    MOST_SPEAKING,
    MOST_SPEAKING_REPEATS,
    MOST_SPOKEN_OF,
    MOST_SPOKEN_OF_REPEATS,
)
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
