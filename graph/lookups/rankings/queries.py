"""The Cypher of rankings within filters: claims of one entity, counted."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from typing import Final, Literal, NamedTuple

from onrecord.graph.lookups.answers import Ranked
from onrecord.graph.lookups.queries import (
    MOST_SPEAKING,
    MOST_SPEAKING_REPEATS,
    MOST_SPOKEN_OF,
    MOST_SPOKEN_OF_REPEATS,
)
from onrecord.graph.model.query import Count, Query, query
from onrecord.graph.queries import CLAIM_FITS

Role = Literal["by", "about"]


class Number(NamedTuple):
    id: str
    number: int


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
