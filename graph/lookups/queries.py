"""The Cypher of the look-ups.

A row may be an answer itself (see `answers`), where no more has to be looked up for it; the others are in `rows`.
"""

from __future__ import annotations

from typing import Final

from onrecord.graph.lookups.answers import DocumentRow, Entity
from onrecord.graph.lookups.rows import (
    AliasRow,
    BlockNotes,
    ClaimRow,
    DayOfClaim,
    DayOfDocument,
    DayRow,
    DocumentAlone,
    DocumentCount,
    InsideRow,
    NameRow,
    PartRow,
    PartyRow,
    PlaceInOrder,
    PlaceRow,
    RelatedRow,
    ShownRow,
    SourceRow,
    SpansRow,
    SpeakerRow,
    TargetRow,
    TextRow,
    ToldRow,
    WordRow,
)
from onrecord.graph.model.query import Count, Id, Query, query, union
from onrecord.graph.queries import CLAIM, CLAIM_FITS, FITS

_IS_ABOUT: Final = "role = 'about'"
_ROLE: Final = "r.role AS role"

# --- names and entities --------------------------------------------------------------------------------------------


def _entities(match: str) -> Query[Entity]:
    return query(Entity, match, of="e", said="e.statements_by", about="e.statements_about")


ENTITY_BY_ID: Final = _entities("MATCH (e:Entity {id: $id})")

ENTITIES_BY_ALIAS: Final = _entities("MATCH (:Alias {id: $id})-[:NAMES]->(e:Entity)")

# The most spoken of a common word's many.
NAMED_WITH_WORD: Final = _entities(
    """
MATCH (:Word {id: $id})-[:IN_ALIAS]->(:Alias)-[:NAMES]->(e:Entity)
WHERE e.type = $type AND e.named
WITH DISTINCT e
ORDER BY e.statements_by + e.statements_about DESC, e.id
LIMIT 1000
"""
)

WORDS: Final = query(WordRow, "MATCH (w:Word) WHERE w.id STARTS WITH $start", of="w")

ALIASES_OF_WORD: Final = query(AliasRow, "MATCH (:Word {id: $id})-[:IN_ALIAS]->(a:Alias)", alias="a.id")

# Written from the other end, the embedded store goes over all entities.
STAND_INS: Final = query(Id, "MATCH (e:Entity)-[:STANDS_FOR]->(:Entity {id: $id})", of="e")

NOTES: Final = query(BlockNotes, "MATCH (b:Block) WHERE b.known <> '{}'", "ORDER BY b.id", of="b")

# --- statements ----------------------------------------------------------------------------------------------------


_FIRST: Final[dict[str, tuple[Query[PlaceInOrder], ...]]] = {}

_IN_ORDER: Final = "ORDER BY date, document, start, id\nLIMIT $limit"


def _statements(match: str, speaker: str = "s.name", role: str = "", only: str = "") -> Query[ClaimRow]:
    """Claims `c` with their documents `d`, in order; with `role`, only those whose edge `r` is of role "about".

    `only`: what has to be true besides, of what `role` names.
    """
    named, conditions = role and f", {role}", [each for each in (role and _IS_ABOUT, only) if each]
    made = query(
        ClaimRow,
        f"""
MATCH {match}
WITH {CLAIM}, {speaker} AS speaker, c.cue AS cue, c.text AS text, c.start AS start,
     c.statement AS statement, c.corrected AS corrected, d.id AS document, d.title AS title, d.publisher AS publisher,
     d.url AS url{named}
WHERE {" AND ".join([FITS, *conditions])}
""",
        _IN_ORDER,
    ).distinct()
    place = "c.start AS start, d.id AS document"
    within = f"MATCH {match}\nWITH {CLAIM}, {place}{named}\nWHERE {' AND '.join([FITS, *conditions])}"
    where = f"\nWHERE {' AND '.join(conditions)}" if conditions else ""
    every = f"MATCH {match}\nWITH c.id AS id, c.date AS date, {place}{named}{where}"
    _FIRST[made.text] = tuple(query(PlaceInOrder, each, _IN_ORDER).distinct() for each in (within, every))
    return made


def first(of: Query[ClaimRow], *, every: bool) -> Query[PlaceInOrder]:
    """The query for the ids alone of the first rows of one of those above; `every`: without filters, but for the limit.

    Of many claims a store does not have to read more than it takes to put them in order.
    """
    return _FIRST[of.text][every]


SAID: Final = _statements("(s:Entity {id: $speaker})-[:SAID]->(c:Claim)-[:FOUND_IN]->(d:Document)")

SAID_ABOUT: Final = _statements(
    "(s:Entity {id: $speaker})-[:SAID]->(c:Claim)-[r:ABOUT]->(:Entity {id: $target}), (c)-[:FOUND_IN]->(d:Document)",
    role=_ROLE,
)

# The same for the embedded store, which by itself begins at the target and goes on to the speakers and documents of all
# claims about it: of claims, only those at which both meet are read.
SAID_ABOUT_FROM_BOTH: Final = _statements(
    "(s:Entity {id: $speaker})-[said:SAID]->(c:Claim)-[r:ABOUT]->(t:Entity {id: $target}), "
    "(c)-[at:FOUND_IN]->(d:Document)\nHINT (((c JOIN (said JOIN s)) JOIN (r JOIN t)) JOIN at) JOIN d",
    role=_ROLE,
)

# The same for a server, which takes several times as long to look for an edge between two nodes, for each claim, as to
# look for the claim in a list.
SAID_ABOUT_OF_LIST: Final = _statements(
    "(s:Entity {id: $speaker})-[:SAID]->(c)\nWITH s, collect(c) AS theirs\n"
    "MATCH (:Entity {id: $target})<-[r:ABOUT {role: 'about'}]-(c)\nWHERE c IN theirs\nWITH DISTINCT s, c, r\n"
    "MATCH (c)-[:FOUND_IN]->(d:Document)",
    role=_ROLE,
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

TOLD: Final = _statements("(t:Entity {id: $addressee})<-[:TOLD]-(c:Claim)-[:FOUND_IN]->(d:Document)", speaker="''")

# For all documents one by one.
SAID_IN_DOCUMENT: Final = _statements("(d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)", speaker="''").unordered()

# Nothing but their days: with all that a statement has, a million claims do not fit in a reader's memory.
CLAIMS_WITHIN: Final = query(DayOfClaim, f"MATCH (c:Claim)\n{CLAIM_FITS}", of="c")

_DOCUMENT_OF_CLAIM: Final = {
    "document": "d.id",
    "title": "d.title",
    "publisher": "d.publisher",
    "url": "d.url",
}

STATEMENT: Final = query(
    ClaimRow,
    "MATCH (c:Claim {id: $id})-[:FOUND_IN]->(d:Document)",
    of="c",
    speaker="null",
    **_DOCUMENT_OF_CLAIM,
)

_SPEAKER: Final = {"claim": "c.id", "name": "s.name"}

SPEAKERS_ABOUT: Final = query(
    SpeakerRow, "MATCH (t:Entity {id: $id})<-[:ABOUT]-(c:Claim)<-[:SAID]-(s:Entity)", **_SPEAKER
)

SPEAKER_OF_CLAIM: Final = query(SpeakerRow, "MATCH (c:Claim {id: $id})<-[:SAID]-(s:Entity)", **_SPEAKER)


_SOURCE: Final = {"claim": "c.id"}
SOURCE_OF_CLAIM: Final = query(SourceRow, "MATCH (c:Claim {id: $id})<-[:SAID]-(s:Entity)", of="s", **_SOURCE)
SOURCES_IN_DOCUMENT: Final = query(
    SourceRow, "MATCH (:Document {id: $id})<-[:FOUND_IN]-(c:Claim)<-[:SAID]-(s:Entity)", of="s", **_SOURCE
)


def _targets(match: str) -> Query[TargetRow]:
    return query(TargetRow, match, of="r", claim="c.id", target="t.id", name="t.name")


TARGETS_OF_CLAIM: Final = _targets("MATCH (c:Claim {id: $id})-[r:ABOUT]->(t:Entity)")
TARGETS_OF_SPEAKER: Final = _targets("MATCH (:Entity {id: $id})-[:SAID]->(c:Claim)-[r:ABOUT]->(t:Entity)")
TARGETS_IN_DOCUMENT: Final = _targets("MATCH (:Document {id: $id})<-[:FOUND_IN]-(c:Claim)-[r:ABOUT]->(t:Entity)")
TARGETS_BESIDE: Final = _targets("MATCH (:Entity {id: $id})<-[:ABOUT]-(c:Claim)-[r:ABOUT]->(t:Entity)")

# --- days and cards ------------------------------------------------------------------------------------------------

_COUNTED: Final = "CASE WHEN $repeats THEN c.id ELSE coalesce(c.statement, c.id) END AS counted"


def _days(match: str, role: str, ends: str = "", only: str = "") -> Query[DayRow]:
    """The statements that claims `c` are, with the days on which they were made; `only`: a condition on `ends`."""
    return query(
        DayRow,
        f"""
MATCH {match}
WITH {CLAIM}, {role} AS role, {_COUNTED}{ends and f", {ends}"}
WHERE {FITS} AND {_IS_ABOUT}{only and f" AND {only}"}
""",
        id="counted",
    )


DAYS_BY: Final = _days("(:Entity {id: $id})-[:SAID]->(c:Claim)", "'about'")
DAYS_ABOUT: Final = _days("(:Entity {id: $id})<-[r:ABOUT]-(c:Claim)", "r.role")


# Of claims by one about another; each begins at the one whose claims are asked for.
DAYS_BY_ONE_ABOUT_OTHER: Final = _days(
    "(:Entity {id: $id})-[:SAID]->(c:Claim)-[r:ABOUT]->(t:Entity)", "r.role", "t.id AS target", "target = $other"
)


def _parts(match: str) -> Query[PartRow]:
    """The entities `who` that are at the edge `r` of a role of claims `c`: who, what counts for it, and the document.

    A row may come twice. A statement that several claims make counts once, unless $repeats. Counted by who asks: the
    embedded store takes longer to count a few and to put them in order than to find them.
    """
    return query(
        PartRow,
        f"""
MATCH {match}
WITH {CLAIM}, {_ROLE}, {_COUNTED}, d.id AS document, who.id AS who, who.name AS name, who.type AS type
WHERE {FITS} AND {_IS_ABOUT}
""",
    )


SPEAKS_OF: Final = _parts(
    "(e:Entity {id: $id})-[:SAID]->(c:Claim)-[r:ABOUT]->(who:Entity), (c)-[:FOUND_IN]->(d:Document)"
)

SPOKEN_OF_BY: Final = _parts(
    "(e:Entity {id: $id})<-[r:ABOUT]-(c:Claim)<-[:SAID]-(who:Entity), (c)-[:FOUND_IN]->(d:Document)"
)


# --- paths ---------------------------------------------------------------------------------------------------------


def _others(match: str) -> Query[Id]:
    """The ids of the entities `o` that claims `c` lead to by the edge `r` of a role."""
    return query(
        Id,
        f"""
MATCH {match}
WITH {CLAIM}, {_ROLE}, o.id AS other
WHERE {FITS} AND {_IS_ABOUT}
""",
        id="other",
    ).distinct()


SPOKEN_OF_BY_ID: Final = _others("(:Entity {id: $id})-[:SAID]->(c:Claim)-[r:ABOUT]->(o:Entity)")
SPEAKING_OF_ID: Final = _others("(:Entity {id: $id})<-[r:ABOUT]-(c:Claim)<-[:SAID]-(o:Entity)")

# --- documents -----------------------------------------------------------------------------------------------------

DOCUMENTS: Final = query(
    DocumentRow,
    """
MATCH (d:Document) WHERE (NOT $dated OR d.date >= $since AND d.date <= $until)
OPTIONAL MATCH (d)<-[:FOUND_IN]-(c:Claim) WHERE (NOT $of_kind OR c.kind = $kind)
  AND (NOT $graded OR c.confidence >= $least) AND (NOT $acted OR c.act IN $acts)
OPTIONAL MATCH (c)<-[:SAID]-(s:Entity)
WITH d, count(DISTINCT c.id) AS claims, count(DISTINCT s.id) AS speakers
WHERE claims > 0 OR NOT $claims_only
""",
    "ORDER BY d.date, d.id\nLIMIT $limit",
    of="d",
    claims="claims",
    speakers="speakers",
)

DATED_DOCUMENTS: Final = query(
    DocumentAlone,
    "MATCH (d:Document) WHERE d.date >= $since AND d.date <= $until",
    "ORDER BY d.date, d.id\nLIMIT $limit",
    of="d",
)

UNDATED_DOCUMENTS: Final = query(
    DocumentAlone, "MATCH (d:Document) WHERE d.date IS NULL", "ORDER BY d.id\nLIMIT $limit", of="d"
)

CLAIMS_IN_DOCUMENT: Final = query(
    DocumentCount, "MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)", of="d", number="count(c)"
)

SPEAKERS_IN_DOCUMENT: Final = query(
    DocumentCount,
    "MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)<-[:SAID]-(s:Entity)",
    of="d",
    number="count(DISTINCT s.id)",
)

DOCUMENT_OF_ID: Final = query(Id, "MATCH (d:Document {id: $id})", of="d")
DOCUMENTS_OF_PATH: Final = query(Id, "MATCH (d:Document) WHERE d.path = $path", "ORDER BY d.id", of="d")
DOCUMENTS_OF_URL: Final = query(Id, "MATCH (d:Document) WHERE d.url = $url", "ORDER BY d.id", of="d")
DOCUMENTS_BEGINNING: Final = query(
    Id, "MATCH (d:Document) WHERE d.id STARTS WITH $start", "ORDER BY d.id\nLIMIT $limit", of="d"
)
ALL_DOCUMENTS: Final = query(DayOfDocument, "MATCH (d:Document)", of="d")

# --- one claim -----------------------------------------------------------------------------------------------------

SPANS: Final = query(SpansRow, "MATCH (c:Claim {id: $id})", of="c")

CLAIMS_BEGINNING: Final = query(
    Id, "MATCH (c:Claim) WHERE c.id STARTS WITH $start", "ORDER BY c.id\nLIMIT $limit", of="c"
)

SHOW: Final = query(
    ShownRow,
    """
MATCH (c:Claim {id: $id})-[:FOUND_IN]->(d:Document)
OPTIONAL MATCH (s:Entity)-[r:SAID]->(c)
""",
    of="c",
    speaker="s.name",
    mention="r.mention",
    document_text="d.text",
    date_from="d.date_from",
    path="d.path",
    mention_spans="r.mention_spans",
    **_DOCUMENT_OF_CLAIM,
)

ADDRESSEES: Final = query(NameRow, "MATCH (e:Entity)<-[r:TOLD]-(:Claim {id: $id})", "ORDER BY r.position, e.id", of="e")

# Without the document the embedded store goes over all claims.
REPORTS: Final = query(RelatedRow, "MATCH (:Claim {id: $id})-[:REPORTS]->(c:Claim)-[:FOUND_IN]->(:Document)", of="c")

REPORTED_IN: Final = query(
    RelatedRow, "MATCH (:Claim {id: $id})<-[:REPORTS]-(c:Claim)-[:FOUND_IN]->(:Document)", of="c"
)

# Also the claims that repeat the same one without being the same statement: two parts of it.
PLACES: Final = union(
    *(
        query(
            PlaceRow,
            f"""
MATCH (:Claim {{id: $id}}){other}
MATCH (c)-[:FOUND_IN]->(d:Document)
""",
            of="c",
            **_DOCUMENT_OF_CLAIM,
        )
        for other in (
            "-[:REPEATS]->(c:Claim)",
            "<-[:REPEATS]-(c:Claim)",
            "-[:REPEATS]->(:Claim)<-[:REPEATS]-(c:Claim)",
        )
    )
)

# --- a whole article -----------------------------------------------------------------------------------------------

TEXT: Final = query(TextRow, "MATCH (d:Document {id: $id})", of="d")

CLAIMS_OF_DOCUMENT: Final = query(ToldRow, "MATCH (:Document {id: $id})<-[:FOUND_IN]-(c:Claim)", of="c")


def _parties(edge: str, role: str, position: str) -> Query[PartyRow]:
    """Who has a part in the claims of a document, by the edges `r` of a table."""
    return query(
        PartyRow,
        f"MATCH (:Document {{id: $id}})<-[:FOUND_IN]-(c:Claim){edge}(e:Entity)",
        of="e",
        claim="c.id",
        role=role,
        position=position,
        spans="r.mention_spans",
    )


PARTIES: Final = (
    _parties("<-[r:SAID]-", "'speaker'", "-1"),
    _parties("-[r:ABOUT]->", "r.role", "r.position"),
    _parties("-[r:TOLD]->", "'addressee'", "r.position"),
)

INSIDE: Final = query(
    InsideRow,
    "MATCH (:Document {id: $id})<-[:FOUND_IN]-(c:Claim)-[:REPORTS]->(i:Claim)",
    outer="c.id",
    inner="i.id",
)

NEWEST: Final = query(
    DocumentAlone, "MATCH (d:Document) WHERE d.date IS NOT NULL", "ORDER BY d.date DESC, d.id\nLIMIT $limit", of="d"
)

# --- the whole store -----------------------------------------------------------------------------------------------

COUNT_DOCUMENTS: Final = query(Count, "MATCH (d:Document)", number="count(d)")
COUNT_CLAIMS: Final = query(Count, "MATCH (c:Claim)", number="count(c)")
COUNT_ENTITIES: Final = query(Count, "MATCH (e:Entity)", number="count(e)")
COUNT_SPEAKERS: Final = query(Count, "MATCH (s:Entity) WHERE s.claims_by > 0", number="count(s)")
