"""The Cypher of the stores: tables and indexes, search, reading the graph back, and upgrading it."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from datetime import date as Date
from typing import Final, NamedTuple

from onrecord.graph.entities.queries import edges
from onrecord.graph.model.query import Count, Id, Query, Record, query
from onrecord.graph.model.tables import ALL_NODES, CORRECTED, COUNTS, EDGES, INDEX, INDEX_EDGES, NODES, TALLIES
from onrecord.graph.queries import CLAIM_FITS

# --- the embedded store --------------------------------------------------------------------------------------------

LADYBUG_CREATE: Final = {
    table: f"LOAD FROM $frame CREATE (:{table} {{{', '.join(f'{name}: {name}' for name in properties)}}})"
    for table, properties in ALL_NODES.items()
} | {
    table: f"""
    LOAD FROM $frame
    MATCH (a:{start} {{id: from_id}})
    MATCH (b:{stop} {{id: to_id}})
    CREATE (a)-[:{table} {{{", ".join(f"{name}: {name}" for name in properties)}}}]->(b)
    """
    for table, (start, stop, properties) in (EDGES | INDEX_EDGES).items()
}

LADYBUG_TABLES: Final = {
    table: f"CREATE NODE TABLE IF NOT EXISTS {table}("
    + "".join(f"{name} {type}, " for name, type in properties.items())
    + "PRIMARY KEY(id))"
    for table, properties in ALL_NODES.items()
} | {
    table: f"CREATE REL TABLE IF NOT EXISTS {table}(FROM {start} TO {stop}"
    + "".join(f", {name} {type}" for name, type in properties.items())
    + ")"
    for table, (start, stop, properties) in (EDGES | INDEX_EDGES).items()
}


COUNT_DOCUMENTS: Final = query(Count, "MATCH (d:Document)", number="count(d)")

COUNT_CLAIMS: Final = query(Count, "MATCH (c:Claim)", number="count(c)")

COUNT_CLAIMS_FOUND: Final = query(Count, "MATCH (c:Claim)-[:FOUND_IN]->(:Document)", number="count(DISTINCT c.id)")


class Edges(NamedTuple):
    """How many edges a table has, and the sum of the hashes of all that they hold; null where there are none."""

    number: int
    sum: int | None


# A hint says from which end the engine begins, which keeps each edge once for either. Python cannot read its sums of
# 128 bits without a sign, hence the remainders.
LADYBUG_EDGES: Final = {
    table: tuple(
        query(
            Edges,
            f"MATCH (a:{start})-[r:{table}]->(b:{stop})\nHINT {order}",
            number="count(*)",
            sum="sum(hash(CAST(r, 'STRING')) % 1125899906842624)",
        )
        for order in ("(a JOIN r) JOIN b", "a JOIN (r JOIN b)")
    )
    for table, (start, stop, _) in (EDGES | INDEX_EDGES).items()
}

KNOWN: Final = {table: query(Id, f"UNWIND $ids AS id\nMATCH (n:{table} {{id: id}})", of="n") for table in ALL_NODES}
"""Those of some ids that an engine's index of ids finds."""

# --- Neo4j ---------------------------------------------------------------------------------------------------------

_NEO4J_INDEXES: Final = (
    *(("Entity", count) for count in COUNTS),
    ("Claim", "confidence"),
    ("Claim", "date"),
    ("Document", "date"),
    ("Correction", "document"),
    ("Document", "path"),
)

NEO4J_SCHEMA: Final = (
    {
        f"{node.lower()}_id": f"CREATE CONSTRAINT {node.lower()}_id IF NOT EXISTS FOR (n:{node}) REQUIRE n.id IS UNIQUE"
        for node in ALL_NODES
    }
    | {
        f"{node.lower()}_{name}": f"CREATE INDEX {node.lower()}_{name} IF NOT EXISTS FOR (n:{node}) ON (n.{name})"
        for node, name in _NEO4J_INDEXES
    }
    | {
        # Of words as `fulltext` tells them, which no analyzer of the server does: it has only to part them at the
        # blanks. Of ids too, so that it has to look at no more than somebody's claims. The last of all: where it is,
        # they all are.
        "claim_search": "CREATE FULLTEXT INDEX claim_search IF NOT EXISTS FOR (c:Claim) ON EACH [c.words, c.id] "
        "OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace'}}"
    }
)
"""What makes each index, by its name; a constraint has the index of its name."""

NEO4J_EARLIER: Final = {name: f"DROP INDEX {name} IF EXISTS" for name in ("entity_search", "claim_words")}
"""What takes away each index of an earlier onrecord."""

NEO4J_CREATE: Final = {node: f"UNWIND $rows AS row CREATE (n:{node}) SET n = row" for node in ALL_NODES} | {
    edge: f"""
    UNWIND $rows AS row
    MATCH (a:{start} {{id: row.from}})
    MATCH (b:{stop} {{id: row.to}})
    CREATE (a)-[r:{edge}]->(b)
    SET r = row, r.from = null, r.to = null
    """
    for edge, (start, stop, _) in (EDGES | INDEX_EDGES).items()
}

# Setting a property locks the node. No block of names has this id.
NEO4J_LOCK: Final = "MERGE (b:Block {id: ' '}) SET b.known = '{}'"

# What is there is locked too, so that nobody takes it out before the transaction ends.
NEO4J_ADD_ALIASES: Final = """
UNWIND $rows AS row
MERGE (a:Alias {id: row.id})
SET a.id = row.id
WITH a, row
UNWIND row.words AS word
MERGE (w:Word {id: word})
SET w.id = word
MERGE (w)-[:IN_ALIAS]->(a)
"""


NEO4J_ADD_COUNTS: Final = f"""
UNWIND $rows AS row
MATCH (e:Entity {{id: row.id}})
SET {", ".join(f"e.{name} = coalesce(e.{name}, 0) + row.{name}" for name in COUNTS)}, {
    ", ".join(
        f"e.{name} = [place IN range(0, size(row.{name}) - 1) | coalesce(e.{name}[place], 0) + row.{name}[place]]"
        for name in TALLIES
    )
}
"""


class Version(NamedTuple):
    version: str


NEO4J_VERSION: Final = query(Version, "CALL dbms.components() YIELD versions", version="versions[0]")


class Hit(NamedTuple):
    """A claim that a search found. `score`: how well it fits, more is better."""

    id: str
    score: float


SEARCH: Final = query(
    Hit,
    "CALL db.index.fulltext.queryNodes('claim_search', $query, {limit: $most}) YIELD node AS c, score",
    id="c.id",
)

SEARCH_WITHIN: Final = query(
    Hit,
    f"CALL db.index.fulltext.queryNodes('claim_search', $query) YIELD node AS c, score\n{CLAIM_FITS}",
    "ORDER BY score DESC\nLIMIT $most",
    id="c.id",
)


class ClaimText(NamedTuple):
    """A claim with the words that it is searched by."""

    id: str
    text: str
    words: str | None


TEXTS: Final = query(ClaimText, "MATCH (c:Claim) WHERE c.id > $after", "ORDER BY c.id\nLIMIT 10000", of="c")


class IndexState(NamedTuple):
    """An index of a Neo4j server. `state`: “ONLINE” where it can be asked."""

    name: str
    state: str


INDEXES: Final = query(IndexState, "SHOW INDEXES YIELD name, state")

SET_WORDS: Final = """
UNWIND $rows AS row
MATCH (c:Claim {id: row.id})
SET c.words = row.words
"""

# --- search --------------------------------------------------------------------------------------------------------

_IDS_SAID: Final = query(Id, "MATCH (s:Entity {id: $speaker})-[:SAID]->(c:Claim)", of="c")

_IDS_ABOUT: Final = query(Id, "MATCH (t:Entity {id: $target})<-[:ABOUT {role: 'about'}]-(c:Claim)", of="c")

_IDS_SAID_ABOUT: Final = query(
    Id,
    "MATCH (s:Entity {id: $speaker})-[:SAID]->(c:Claim)-[:ABOUT {role: 'about'}]->(t:Entity {id: $target})",
    of="c",
)


def ids_of(speaker: str | None, target: str | None) -> Query[Id]:
    """Return the query for the ids of the claims of a speaker about a target, either of whom may be anybody (None)."""
    if target is None:
        return _IDS_SAID
    return _IDS_ABOUT if speaker is None else _IDS_SAID_ABOUT


class ClaimToIndex(NamedTuple):
    document: str
    id: str
    text: str
    kind: str
    act: str | None
    date: Date | None
    confidence: float | None


CLAIMS_TO_INDEX: Final = query(
    ClaimToIndex, "MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)", of="c", document="d.id"
)

# --- reading the graph back ----------------------------------------------------------------------------------------


class Digest(NamedTuple):
    """A document. `digest` stands for all that was loaded of it."""

    id: str
    digest: str | None


class Ends(NamedTuple):
    """The ids of the nodes at both ends of an edge."""

    start: str
    stop: str


class ReportRow(NamedTuple):
    """A claim of a document, and one that stands inside it."""

    document: str
    start: str
    stop: str


# Ids are read before the rows that they are of: a store without an index of their order goes over all of them for each
# page, which is quick for ids and slow for whole articles.
DOCUMENT_IDS: Final = query(Digest, "MATCH (d:Document) WHERE d.id > $after", "ORDER BY d.id\nLIMIT $limit", of="d")

ENTITY_IDS: Final = query(Id, "MATCH (e:Entity) WHERE e.id > $after", "ORDER BY e.id\nLIMIT $limit", of="e")

DOCUMENTS: Final = query(
    Record(*NODES["Document"]), "UNWIND $ids AS id\nMATCH (d:Document {id: id})", "ORDER BY d.id", of="d"
)

ENTITIES: Final = query(
    Record(*NODES["Entity"]), "UNWIND $ids AS id\nMATCH (e:Entity {id: id})", "ORDER BY e.id", of="e"
)

CLAIMS: Final = query(
    Record("document", *NODES["Claim"]),
    "MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)",
    "ORDER BY d.id, c.start, c.id",
    of="c",
    document="d.id",
)

SAID: Final = edges(
    "SAID", "MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)<-[r:SAID]-(e:Entity)", "ORDER BY d.id, c.start, c.id"
)

ABOUT: Final = edges(
    "ABOUT",
    "MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)-[r:ABOUT]->(e:Entity)",
    "ORDER BY d.id, c.start, c.id, r.position, e.id",
)

# Where few claims repeat or report others, or tell somebody, the embedded store would go over all claims or entities
# without the document of the other claim, or the WITH in TOLD.
TOLD: Final = edges(
    "TOLD",
    "MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)\nWITH d, c\nMATCH (c)-[r:TOLD]->(e:Entity)",
    "ORDER BY d.id, c.start, c.id, r.position, e.id",
)

REPORTS: Final = query(
    ReportRow,
    "MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)-[:REPORTS]->(o:Claim)-[:FOUND_IN]->(:Document)",
    "ORDER BY d.id, c.start, c.id, o.start, o.id",
    document="d.id",
    start="c.id",
    stop="o.id",
)

# The same of all documents between two ids, both included: one query of many is far quicker than many of one. Their
# rows are lists in no order, since a store takes as long to order rows, or to make objects of them, as to find them.
_WITHIN: Final = "WHERE d.id >= $first AND d.id <= $last"


def _columns(variable: str, table: str) -> str:
    names = ALL_NODES[table] if table in ALL_NODES else EDGES[table][2]
    return ", ".join(f"{variable}.{name} AS {variable}_{name}" for name in names)


# By their ids once more: else the embedded store reads the texts of all documents, and only then looks at their ids.
DOCUMENTS_WITHIN: Final = (
    f"MATCH (d:Document) {_WITHIN} WITH d.id AS id MATCH (d:Document {{id: id}}) RETURN {_columns('d', 'Document')}"
)
"""The columns of documents."""

ENTITIES_WITHIN: Final = f"MATCH (e:Entity) WHERE e.id >= $first AND e.id <= $last RETURN {_columns('e', 'Entity')}"
"""The columns of entities between two ids, both included."""

CLAIMS_WITHIN: Final = (
    f"MATCH (d:Document)<-[:FOUND_IN]-(c:Claim) {_WITHIN} RETURN d.id AS document, {_columns('c', 'Claim')}"
)
"""The document's id, and the columns of claims."""

EDGES_WITHIN: Final = {
    table: f"MATCH (d:Document)<-[:FOUND_IN]-(c:Claim){part}(e:Entity) {_WITHIN} "
    "RETURN d.id AS document, e.type AS entity_type, e.named AS named, e.id AS entity, c.id AS claim, "
    f"{_columns('r', table)}"
    for table, part in (("SAID", "<-[r:SAID]-"), ("ABOUT", "-[r:ABOUT]->"), ("TOLD", "-[r:TOLD]->"))
}
"""By table: the document's id, the entity's type, whether it has a name, the ids of entity and claim, the columns."""

_OF_CLAIMS: Final = f"MATCH (d:Document)<-[:FOUND_IN]-(c:Claim)-[:{{}}]->(o:Claim)-[:FOUND_IN]->(:Document) {_WITHIN}"

REPORTS_WITHIN: Final = _OF_CLAIMS.format("REPORTS") + " RETURN d.id AS document, c.id AS start, o.id AS stop"

REPEATS_WITHIN: Final = _OF_CLAIMS.format("REPEATS") + " RETURN c.id AS start, o.id AS stop"

STAND_INS: Final = query(
    Ends,
    "UNWIND $ids AS id\nMATCH (e:Entity {id: id})-[:STANDS_FOR]->(o:Entity)",
    "ORDER BY e.id, o.id",
    start="e.id",
    stop="o.id",
)

IDS: Final = {
    table: query(Id, f"MATCH (n:{table}) WHERE n.id > $after", "ORDER BY n.id\nLIMIT $limit", of="n")
    for table in ALL_NODES
}

INDEX_ROWS: Final = {
    table: query(Record(*names), f"UNWIND $ids AS id\nMATCH (n:{table} {{id: id}})", "ORDER BY n.id", of="n")
    for table, names in (CORRECTED | INDEX).items()
}

ALL_IDS: Final = {table: f"MATCH (n:{table}) RETURN n.id" for table in INDEX}

ONE_OF: Final = 64
SOME_IDS: Final = {
    table: f"MATCH (n:{table}) WHERE n.id % {ONE_OF} = 0 RETURN n.id"
    for table in INDEX
    if ALL_NODES[table]["id"] == "INT64"
}
"""About one of so many ids, where they are hashes: there are millions."""

INDEX_WITHIN: Final = {
    table: f"MATCH (n:{table}) WHERE n.id >= $first AND n.id <= $last RETURN {_columns('n', table)}" for table in INDEX
}
"""The columns of those between two ids, both included, in no order."""

DELETE_INDEXED: Final = {table: f"\nMATCH (n:{table} {{id: $id}}) DETACH DELETE n" for table in ("Alias", "Word")}

INDEX_ENDS: Final = {
    table: query(
        Ends,
        f"MATCH (a:{start})-[:{table}]->(b:{stop})\nWHERE {alias}.id >= $first AND {alias}.id <= $last",
        "ORDER BY a.id, b.id",
        start="a.id",
        stop="b.id",
    )
    for table, (start, stop, _) in INDEX_EDGES.items()
    for alias in ("a" if start == "Alias" else "b")
}
"""The edges of the aliases between two, both included: an alias has few, while a word such as "John" has many."""

# --- a graph that an earlier onrecord made -------------------------------------------------------------------------


class ModelVersion(NamedTuple):
    version: int


class Aliases(NamedTuple):
    id: str
    aliases: list[str]


IS_UP_TO_DATE: Final = query(ModelVersion, "MATCH (m:Model {id: $id}) WHERE m.version >= $version", of="m")

IS_FILLED: Final = query(Id, "MATCH (e:Entity)", "LIMIT 1", of="e")

DELETE_MODEL: Final = """
MATCH (m:Model {id: $id})
DELETE m
"""

_ENDS: Final = {"SAID": "-[r:SAID]->", "ABOUT": "<-[r:ABOUT]-", "TOLD": "<-[r:TOLD]-"}

# What a user's own Cypher made may lack what all that reads the graph relies on.
FILL_IN: Final = (
    """
MATCH (e:Entity) WHERE e.name IS NULL OR e.aliases IS NULL
SET e.name = coalesce(e.name, e.id), e.aliases = [coalesce(e.name, e.id)]
""",
    "MATCH (e:Entity) WHERE e.type IS NULL SET e.type = 'person'",
    "MATCH (e:Entity) WHERE e.named IS NULL SET e.named = true",
    "MATCH (c:Claim) WHERE c.text IS NULL SET c.text = ''",
    "MATCH (c:Claim) WHERE c.kind IS NULL SET c.kind = 'indirect'",
    "MATCH (c:Claim) WHERE c.start IS NULL SET c.start = 0",
    "MATCH (d:Document) WHERE d.text IS NULL SET d.text = ''",
    *(
        f"MATCH (e:Entity){edge}(c:Claim) WHERE r.{name} IS NULL SET r.{name} = {value}"
        for table, edge in _ENDS.items()
        for name, value in (
            ("name", "e.name"),
            ("type", "e.type"),
            ("mention", "e.name"),
            ("role", "'about'"),
            ("position", "0"),
        )
        if name in EDGES[table][2]
    ),
)

HAS_BLOCKS: Final = query(Id, "MATCH (b:Block) WHERE b.id <> ' '", "LIMIT 1", of="b")

ALIASES: Final = query(Aliases, "UNWIND $ids AS id\nMATCH (e:Entity {id: id})", of="e")
