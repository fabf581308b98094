"""The Cypher that keeps entities, their edges and the index of their names right, with the rows that it returns."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from datetime import date as Date
from operator import itemgetter
from typing import Final, NamedTuple

from onrecord.graph.model.query import Id, Query, query
from onrecord.graph.model.rows import Row
from onrecord.graph.model.tables import EDGES

ENTITY_END: Final = {"SAID": "from", "ABOUT": "to", "TOLD": "to"}
"""Which end of an edge is the entity."""

CLAIM_END: Final = {table: "to" if end == "from" else "from" for table, end in ENTITY_END.items()}

# --- entities ------------------------------------------------------------------------------------------------------

ALL_DOCUMENTS: Final = query(Id, "MATCH (d:Document)", of="d")

ALL_NAMED: Final = query(Id, "MATCH (e:Entity) WHERE e.named", of="e")

SET_ENTITIES: Final = """
UNWIND $rows AS row
MATCH (e:Entity {id: row.id})
SET e.name = row.name, e.aliases = row.aliases
"""

DELETE_ENTITY: Final = """
MATCH (e:Entity {id: $id})
DETACH DELETE e
"""

DELETE_STAND_INS: Final = """
MATCH (a:Entity {id: $start})-[r:STANDS_FOR]->(b:Entity {id: $stop})
DELETE r
"""

# --- blocks --------------------------------------------------------------------------------------------------------


class BlockRow(NamedTuple):
    """A block as text: the evidence on its names, and what people told of them."""

    id: str
    names: str
    known: str


BLOCKS: Final = query(BlockRow, "UNWIND $ids AS id\nMATCH (b:Block {id: id})", of="b")

SET_BLOCKS: Final = """
UNWIND $rows AS row
MATCH (b:Block {id: row.id})
SET b.names = row.names, b.known = row.known
"""

DELETE_BLOCKS: Final = """
UNWIND $ids AS id
MATCH (b:Block {id: id})
DELETE b
"""

# --- edges between claims and entities -----------------------------------------------------------------------------


class EdgeRow(NamedTuple):
    """An edge between an entity and a claim. It has no `cue`, `role` or `position` where its table has none.

    `entity_type` and `named` are the entity's; `name` and `type` are those of the edge's article. `type` is None where
    an earlier onrecord made the edge.
    """

    document: str
    date: Date | None
    entity_type: str
    named: bool
    entity: str
    claim: str
    name: str
    type: str | None
    mention: str
    mention_spans: list[int]
    cue: str | None
    role: str | None
    position: int | None

    def row(self, table: str) -> Row:
        """The edge as a row of its table."""
        return dict(zip(_NAMES[table], _CELLS[table](self), strict=True))


_NAMES: Final = {table: (end, CLAIM_END[table], *EDGES[table][2]) for table, end in ENTITY_END.items()}
_CELLS: Final = {
    table: itemgetter(*map(EdgeRow._fields.index, ("entity", "claim", *EDGES[table][2]))) for table in ENTITY_END
}

_PARTS: Final = {"SAID": "-[r:SAID]->", "ABOUT": "<-[r:ABOUT]-", "TOLD": "<-[r:TOLD]-"}


def edges(table: str, match: str, then: str = "") -> Query[EdgeRow]:
    """Make a query for edges `r` of a table between entities `e` and claims `c` in documents `d`."""
    missing = {"cue", "role", "position"} - EDGES[table][2].keys()
    return query(
        EdgeRow,
        match,
        then,
        of="r",
        document="d.id",
        date="d.date",
        entity_type="e.type",
        named="e.named",
        entity="e.id",
        claim="c.id",
        **dict.fromkeys(missing, "null"),
    )


EDGES_OF_DOCUMENT: Final = {
    table: edges(table, f"MATCH (d:Document {{id: $id}})<-[:FOUND_IN]-(c:Claim), (e:Entity){part}(c)")
    for table, part in _PARTS.items()
}
EDGES_OF_ENTITY: Final = {
    table: edges(table, f"MATCH (e:Entity {{id: $id}}){part}(c:Claim)-[:FOUND_IN]->(d:Document)")
    for table, part in _PARTS.items()
}

DELETE_EDGES: Final = {
    "SAID": """
    MATCH (c:Claim {id: $claim})<-[r:SAID]-(:Entity)
    DELETE r
    """
} | {
    table: f"""
    MATCH (c:Claim {{id: $claim}})-[r:{table}]->(e:Entity)
    WHERE r.position = $position
    DELETE r
    """
    for table in ("ABOUT", "TOLD")
}

# --- the index of names --------------------------------------------------------------------------------------------

DELETE_NAMES: Final = """
MATCH (:Entity {id: $id})<-[r:NAMES]-(:Alias)
DELETE r
"""

USED_ALIAS: Final = query(Id, "MATCH (a:Alias {id: $id})-[:NAMES]->(:Entity)", of="a").distinct()

USED_WORD: Final = query(Id, "MATCH (w:Word {id: $id})-[:IN_ALIAS]->(:Alias)", of="w").distinct()

DELETE_ALIAS: Final = """
MATCH (a:Alias {id: $id})
DETACH DELETE a
"""

DELETE_WORD: Final = """
MATCH (w:Word {id: $id})
DETACH DELETE w
"""
