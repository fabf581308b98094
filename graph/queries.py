"""All Cypher that both stores run. What only one understands is with that store.

Queries that begin at one node of id `$id` are for `each`: the embedded store finds a node by its id at once, but goes
over all nodes where edges are to be followed from several of them in one query. Nor can it filter edges in such a
query, which it prepares once for all ids, without mistakes: what is matched is filtered after a WITH.

`c` is always a claim, `d` its document, `s` its speaker, `t` its target.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

# --- loading -------------------------------------------------------------------------------------------------------

KNOWN_DOCUMENTS: Final = """
UNWIND $ids AS id
MATCH (d:Document {id: id})
RETURN d.id, d.digest, d.path
"""

# Only those whose id is a fingerprint of their text: another text from the same file has another id.
FINGERPRINTED_FROM_PATHS: Final = """
MATCH (d:Document) WHERE d.path IN $paths AND d.id STARTS WITH $fingerprint
RETURN d.path, d.id
"""

SET_PATHS: Final = """
UNWIND $rows AS row
MATCH (d:Document {id: row.id})
SET d.path = row.path
"""

SET_ENTITIES: Final = """
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
SET e.name = row.name, e.aliases = row.aliases
"""

_PARTS: Final = ("-[r:SAID]->", "<-[r:ABOUT]-", "<-[r:TOLD]-")  # that an entity has in a claim

UNNAMED_OF_DOCUMENT: Final = tuple(
    f"""
MATCH (d:Document {{id: $id}})<-[:FOUND_IN]-(c:Claim), (e:Entity){part}(c)
RETURN DISTINCT e.id, e.named, e.aliases
"""
    for part in _PARTS
)

DELETE_CLAIMS: Final = """
MATCH (:Document {id: $id})<-[:FOUND_IN]-(c:Claim)
DETACH DELETE c
"""

DELETE_DOCUMENT: Final = """
MATCH (d:Document {id: $id})
DETACH DELETE d
"""

DELETE_ENTITY: Final = """
MATCH (e:Entity {id: $id})
DETACH DELETE e
"""

# --- look-ups ------------------------------------------------------------------------------------------------------

CLAIM_FITS: Final = """
WHERE (NOT $of_kind OR c.kind = $kind) AND (NOT $dated OR c.date >= $since AND c.date <= $until)
  AND (NOT $graded OR c.confidence >= $least) AND (NOT $acted OR c.act IN $acts)
"""

_SWITCHED: Final = re.compile(r"\(NOT \$(\w+) OR ([^()]+)\)")


def switched(text: str, params: Mapping[str, Any]) -> str:
    """A query with only those of the conditions above that its parameters switch on, and what these need of claims.

    A server then finds the claims by an index, and does not read what nobody asks for.
    """
    text = _SWITCHED.sub(lambda match: f"({match[2]})" if params[match[1]] else "true", text)
    for name in _FILTERED:
        if len(re.findall(rf"\b{name}\b", text)) == 2:  # in "c.name AS name" and nowhere else
            text = text.replace(f"c.{name} AS {name}, ", "")
    return text


# The same of what a WITH has named so. The embedded store follows edges quickly only where it need not filter what they
# lead to on the way.
_FITS: Final = """(NOT $of_kind OR kind = $kind) AND (NOT $dated OR date >= $since AND date <= $until)
  AND (NOT $graded OR confidence >= $least) AND (NOT $acted OR act IN $acts)"""
_IS_ABOUT: Final = "role = 'about'"
_FILTERED: Final = ("date", "kind", "confidence", "act")
_CLAIM: Final = ", ".join(f"c.{name} AS {name}" for name in ("id", *_FILTERED))
_ROLE: Final = "r.role AS role"


def _statements(match: str, speaker: str = "s.name", role: str = "", only: str = "") -> str:
    """Claims `c` with their documents `d`, in order; with `role`, only those whose edge `r` is of role "about".

    `only`: what has to be true besides, of what `role` names.
    """
    return f"""
MATCH {match}
WITH {_CLAIM}, {speaker} AS speaker, c.cue AS cue, c.text AS text, c.start AS start, d.id AS document,
     d.title AS title, d.publisher AS publisher, d.url AS url{role and f", {role}"}
WHERE {_FITS}{role and f" AND {_IS_ABOUT}"}{only and f" AND {only}"}
RETURN DISTINCT id, date, speaker, cue, text, kind, confidence, document, title, publisher, url, act, start
ORDER BY date, document, start, id
LIMIT $limit
"""


def in_no_order(statements: str) -> str:
    """A query for all claims of some kind as one without order, in which a claim may come twice.

    The embedded store takes as long to put them in order as to find them.
    """
    return statements.partition("ORDER BY")[0].replace("RETURN DISTINCT", "RETURN")


_COUNTED: Final = "CASE WHEN $repeats THEN c.id ELSE coalesce(c.statement, c.id) END AS counted"


def _parts(match: str) -> str:
    """The entities `who` that are at the edge `r` of a role of claims `c`: who, what counts for it, and the document.

    A row may come twice. A statement that several claims make counts once, unless $repeats. Counted by who asks: the
    embedded store takes longer to count a few and to put them in order than to find them.
    """
    return f"""
MATCH {match}
WITH {_CLAIM}, {_ROLE}, {_COUNTED}, d.id AS document, who.id AS who, who.name AS name, who.type AS type
WHERE {_FITS} AND {_IS_ABOUT}
RETURN name, type, who, counted, document
"""


def _dated(match: str, role: str) -> str:
    """The claims `c`, with their days; one may come twice."""
    return f"""
MATCH {match}
WITH {_CLAIM}, {role} AS role
WHERE {_FITS} AND {_IS_ABOUT}
RETURN id, date
"""


_ENTITY: Final = "e.id, e.name, e.type, e.named, e.aliases, e.claims_by, e.claims_about"

ENTITY_BY_ID: Final = f"""
MATCH (e:Entity {{id: $id}})
RETURN {_ENTITY}
"""

ENTITIES_BY_ALIAS: Final = f"""
MATCH (:Alias {{id: $id}})-[:NAMES]->(e:Entity)
RETURN {_ENTITY}
"""

WORDS: Final = """
MATCH (w:Word) WHERE w.id STARTS WITH $start
RETURN w.id AS id
"""

ALIASES_OF_WORD: Final = """
MATCH (:Word {id: $id})-[:IN_ALIAS]->(a:Alias)
RETURN a.id AS alias
"""

# Written from the other end, the embedded store goes over all entities.
STAND_INS: Final = """
MATCH (e:Entity)-[:STANDS_FOR]->(:Entity {id: $id})
RETURN e.id
"""

SAID: Final = _statements("(s:Entity {id: $speaker})-[:SAID]->(c:Claim)-[:FOUND_IN]->(d:Document)")

SAID_ABOUT: Final = _statements(
    "(s:Entity {id: $speaker})-[:SAID]->(c:Claim)-[r:ABOUT]->(:Entity {id: $target}), (c)-[:FOUND_IN]->(d:Document)",
    role=_ROLE,
)

# Begun at one end, whichever of the two has fewer claims: the stores would begin SAID_ABOUT at the one or at the other.
SAID_ABOUT_FROM_SPEAKER: Final = _statements(
    "(s:Entity {id: $speaker})-[:SAID]->(c:Claim)-[r:ABOUT]->(t:Entity), (c)-[:FOUND_IN]->(d:Document)",
    role=f"{_ROLE}, t.id AS target",
    only="target = $target",
)

SAID_ABOUT_FROM_TARGET: Final = _statements(
    "(t:Entity {id: $target})<-[r:ABOUT]-(c:Claim)<-[:SAID]-(s:Entity), (c)-[:FOUND_IN]->(d:Document)",
    role=f"{_ROLE}, s.id AS said_by",
    only="said_by = $speaker",
)

SAID_TO: Final = _statements(
    "(s:Entity {id: $speaker})-[:SAID]->(c:Claim)-[:TOLD]->(:Entity {id: $addressee}), (c)-[:FOUND_IN]->(d:Document)"
)

SAID_ABOUT_TO: Final = _statements(
    "(s:Entity {id: $speaker})-[:SAID]->(c:Claim)-[r:ABOUT]->(:Entity {id: $target}), (c)-[:FOUND_IN]->(d:Document), "
    "(c)-[:TOLD]->(:Entity {id: $addressee})",
    role=_ROLE,
)

# Its claims may have no speaker, and the embedded store is slow to look for what may not be there: SPEAKERS_ABOUT.
ABOUT: Final = _statements(
    "(t:Entity {id: $target})<-[r:ABOUT]-(c:Claim)-[:FOUND_IN]->(d:Document)", speaker="''", role=_ROLE
)

SPEAKERS_ABOUT: Final = """
MATCH (t:Entity {id: $id})<-[:ABOUT]-(c:Claim)<-[:SAID]-(s:Entity)
RETURN c.id AS claim, s.name AS name
"""

STATEMENT: Final = """
MATCH (c:Claim {id: $id})-[:FOUND_IN]->(d:Document)
RETURN c.id, c.date, null, c.cue, c.text, c.kind, c.confidence, d.id, d.title, d.publisher, d.url, c.act, c.start
"""

SPEAKER_OF_CLAIM: Final = """
MATCH (c:Claim {id: $id})<-[:SAID]-(s:Entity)
RETURN c.id AS claim, s.name AS name
"""

_TARGETS: Final = "RETURN c.id AS claim, r.role AS role, r.position AS position, t.id AS target, t.name AS name"

TARGETS_OF_CLAIM: Final = f"""
MATCH (c:Claim {{id: $id}})-[r:ABOUT]->(t:Entity)
{_TARGETS}
"""

TARGETS_OF_SPEAKER: Final = f"""
MATCH (:Entity {{id: $id}})-[:SAID]->(c:Claim)-[r:ABOUT]->(t:Entity)
{_TARGETS}
"""

TARGETS_BESIDE: Final = f"""
MATCH (:Entity {{id: $id}})<-[:ABOUT]-(c:Claim)-[r:ABOUT]->(t:Entity)
{_TARGETS}
"""

_IDS_SAID: Final = """
MATCH (s:Entity {id: $speaker})-[:SAID]->(c:Claim)
RETURN c.id AS id
"""

_IDS_ABOUT: Final = """
MATCH (t:Entity {id: $target})<-[:ABOUT {role: 'about'}]-(c:Claim)
RETURN c.id AS id
"""

_IDS_SAID_ABOUT: Final = """
MATCH (s:Entity {id: $speaker})-[:SAID]->(c:Claim)-[:ABOUT {role: 'about'}]->(t:Entity {id: $target})
RETURN c.id AS id
"""


def ids_of(speaker: str | None, target: str | None) -> str:
    """Which query tells the ids of the claims of a speaker about a target, either of whom may be anybody."""
    if target is None:
        return _IDS_SAID
    return _IDS_ABOUT if speaker is None else _IDS_SAID_ABOUT


CLAIMS_TO_INDEX: Final = """
MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)
RETURN d.id, c.id, c.text, c.kind, c.act, c.date, c.confidence
"""


def _days(match: str, role: str) -> str:
    """The statements that claims `c` are, with the days on which they were made."""
    return f"""
MATCH {match}
WITH {_CLAIM}, {role} AS role, {_COUNTED}
WHERE {_FITS} AND {_IS_ABOUT}
RETURN counted, date
"""


DAYS_BY: Final = _days("(:Entity {id: $id})-[:SAID]->(c:Claim)", "'about'")

DAYS_ABOUT: Final = _days("(:Entity {id: $id})<-[r:ABOUT]-(c:Claim)", "r.role")


def _others(match: str) -> str:
    """The ids of the entities `o` that claims `c` lead to by the edge `r` of a role."""
    return f"""
MATCH {match}
WITH {_CLAIM}, {_ROLE}, o.id AS other
WHERE {_FITS} AND {_IS_ABOUT}
RETURN DISTINCT other
"""


SPOKEN_OF_BY_ID: Final = _others("(:Entity {id: $id})-[:SAID]->(c:Claim)-[r:ABOUT]->(o:Entity)")

SPEAKING_OF_ID: Final = _others("(:Entity {id: $id})<-[r:ABOUT]-(c:Claim)<-[:SAID]-(o:Entity)")

MOST_SPEAKING: Final = """
MATCH (who:Entity) WHERE who.statements_by > 0
RETURN who.name, who.type, who.statements_by, who.documents_by, who.id
ORDER BY who.statements_by DESC, who.name, who.id
LIMIT $limit
"""

MOST_SPEAKING_REPEATS: Final = MOST_SPEAKING.replace("statements", "claims")
MOST_SPOKEN_OF: Final = MOST_SPEAKING.replace("_by", "_about")
MOST_SPOKEN_OF_REPEATS: Final = MOST_SPOKEN_OF.replace("statements", "claims")


def _ranked_of_all(match: str, counted: str = "coalesce(c.statement, c.id)") -> str:
    """The entities `who` of most claims within the filters; claims for which `counted` is the same count once.

    Grouping by the numbers that a store has for its nodes takes a third of the time that it takes by ids or by nodes.
    """
    return f"""
MATCH {match}
{CLAIM_FITS}
WITH id(who) AS number, count(DISTINCT {counted}) AS claims, count(DISTINCT id(d)) AS documents
MATCH (who:Entity) WHERE id(who) = number
RETURN who.name AS name, who.type AS type, claims, documents, who.id AS id
ORDER BY claims DESC, name, id
LIMIT $limit
"""


_SPEAKING: Final = "(who:Entity)-[:SAID]->(c:Claim)-[:FOUND_IN]->(d:Document)"
_SPOKEN_OF: Final = "(who:Entity)<-[:ABOUT {role: 'about'}]-(c:Claim)-[:FOUND_IN]->(d:Document)"

SPEAKERS: Final = _ranked_of_all(_SPEAKING)
SPEAKERS_REPEATS: Final = _ranked_of_all(_SPEAKING, "c.id")
TARGETS: Final = _ranked_of_all(_SPOKEN_OF)
TARGETS_REPEATS: Final = _ranked_of_all(_SPOKEN_OF, "c.id")

SPEAKS_OF: Final = _parts(
    "(e:Entity {id: $id})-[:SAID]->(c:Claim)-[r:ABOUT]->(who:Entity), (c)-[:FOUND_IN]->(d:Document)"
)

SPOKEN_OF_BY: Final = _parts(
    "(e:Entity {id: $id})<-[r:ABOUT]-(c:Claim)<-[:SAID]-(who:Entity), (c)-[:FOUND_IN]->(d:Document)"
)

DATES_BY: Final = _dated("(e:Entity {id: $id})-[:SAID]->(c:Claim)", "'about'")

DATES_ABOUT: Final = _dated("(e:Entity {id: $id})<-[r:ABOUT]-(c:Claim)", "r.role")

DOCUMENTS: Final = """
MATCH (d:Document) WHERE (NOT $dated OR d.date >= $since AND d.date <= $until)
OPTIONAL MATCH (d)<-[:FOUND_IN]-(c:Claim) WHERE (NOT $of_kind OR c.kind = $kind)
  AND (NOT $graded OR c.confidence >= $least) AND (NOT $acted OR c.act IN $acts)
OPTIONAL MATCH (c)<-[:SAID]-(s:Entity)
WITH d, count(DISTINCT c.id) AS claims, count(DISTINCT s.id) AS speakers
WHERE claims > 0 OR NOT $claims_only
RETURN d.id, d.date, d.title, d.publisher, d.url, d.path, claims, speakers
ORDER BY d.date, d.id
LIMIT $limit
"""

_DOCUMENT: Final = "d.id, d.date, d.title, d.publisher, d.url, d.path"

DATED_DOCUMENTS: Final = f"""
MATCH (d:Document) WHERE d.date >= $since AND d.date <= $until
RETURN {_DOCUMENT}
ORDER BY d.date, d.id
LIMIT $limit
"""

UNDATED_DOCUMENTS: Final = f"""
MATCH (d:Document) WHERE d.date IS NULL
RETURN {_DOCUMENT}
ORDER BY d.id
LIMIT $limit
"""

CLAIMS_IN_DOCUMENT: Final = """
MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)
RETURN d.id, count(c)
"""

SPEAKERS_IN_DOCUMENT: Final = """
MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)<-[:SAID]-(s:Entity)
RETURN d.id, count(DISTINCT s.id)
"""

SHOW: Final = """
MATCH (c:Claim {id: $id})-[:FOUND_IN]->(d:Document)
OPTIONAL MATCH (s:Entity)-[r:SAID]->(c)
RETURN c.id, c.date, s.name, c.cue, c.text, c.kind, c.confidence, d.id, d.title, d.publisher, d.url, c.act,
       r.mention, d.text, c.spans, c.cue_spans, r.mention_spans
"""

ADDRESSEES: Final = """
MATCH (e:Entity)<-[r:TOLD]-(:Claim {id: $id})
RETURN e.name
ORDER BY r.position, e.id
"""

# Without the document the embedded store goes over all claims.
REPORTS: Final = """
MATCH (:Claim {id: $id})-[:REPORTS]->(c:Claim)-[:FOUND_IN]->(:Document)
RETURN c.id, c.text, c.start
"""

REPORTED_IN: Final = """
MATCH (:Claim {id: $id})<-[:REPORTS]-(c:Claim)-[:FOUND_IN]->(:Document)
RETURN c.id, c.text, c.start
"""

# Also the claims that repeat the same one without being the same statement: two parts of it.
PLACES: Final = "UNION".join(
    f"""
MATCH (:Claim {{id: $id}}){other}
MATCH (c)-[:FOUND_IN]->(d:Document)
RETURN c.id AS id, c.date AS date, d.publisher AS publisher, d.title AS title, d.url AS url, d.id AS document,
       c.text AS text, c.kind AS kind, c.start AS start
"""
    for other in (
        "-[:REPEATS]->(c:Claim)",
        "<-[:REPEATS]-(c:Claim)",
        "-[:REPEATS]->(:Claim)<-[:REPEATS]-(c:Claim)",
    )
)

DOCUMENT_TITLE: Final = """
MATCH (d:Document {id: $id})
OPTIONAL MATCH (c:Claim)-[:FOUND_IN]->(d)
RETURN d.title, count(c)
"""

COUNT_DOCUMENTS: Final = "MATCH (d:Document) RETURN count(d)"
COUNT_CLAIMS: Final = "MATCH (c:Claim) RETURN count(c)"
COUNT_ENTITIES: Final = "MATCH (e:Entity) RETURN count(e)"
COUNT_SPEAKERS: Final = "MATCH (s:Entity) WHERE s.claims_by > 0 RETURN count(s)"

# --- networks ------------------------------------------------------------------------------------------------------

# A statement that several claims make counts once: documents and publishers tell how far it went.
_STATEMENTS_COUNTED: Final = "count(DISTINCT coalesce(c.statement, c.id))"

_TALKS: Final = f"""
MATCH (s)-[:SAID]->(c:Claim)-[:ABOUT {{role: 'about'}}]->(t:Entity)
MATCH (c)-[:FOUND_IN]->(d:Document)
{CLAIM_FITS} AND s.id <> t.id
RETURN s.id, t.id, {_STATEMENTS_COUNTED}, count(DISTINCT d.id), count(DISTINCT coalesce(d.publisher, ''))
"""

WHO_TALKS_ABOUT_WHOM: Final = f"""
MATCH (s:Entity)
{_TALKS}
"""

WHO_TALKS_ABOUT_WHOM_OF: Final = f"""
UNWIND $ids AS id
MATCH (s:Entity {{id: id}})
{_TALKS}
"""

NEIGHBOURS: Final = f"""
UNWIND $ids AS id
MATCH (e:Entity {{id: id}})-[:SAID]->(c:Claim)-[:ABOUT {{role: 'about'}}]->(other:Entity)
{CLAIM_FITS}
RETURN DISTINCT other.id AS id
UNION
UNWIND $ids AS id
MATCH (e:Entity {{id: id}})<-[:ABOUT {{role: 'about'}}]-(c:Claim)<-[:SAID]-(other:Entity)
{CLAIM_FITS}
RETURN DISTINCT other.id AS id
"""

ENTITIES_WITH_CLAIMS_BY: Final = f"""
UNWIND $ids AS id
MATCH (e:Entity {{id: id}})
OPTIONAL MATCH (e)-[:SAID]->(c:Claim)
{CLAIM_FITS}
RETURN e.id, e.name, e.type, e.named, {_STATEMENTS_COUNTED}
"""

CLAIMS_ABOUT_WITHIN: Final = f"""
UNWIND $ids AS id
MATCH (e:Entity {{id: id}})<-[:ABOUT {{role: 'about'}}]-(c:Claim)
{CLAIM_FITS}
RETURN e.id, {_STATEMENTS_COUNTED}
"""
