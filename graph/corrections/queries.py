"""The Cypher of corrections."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from typing import Any, Final, NamedTuple

from onrecord.graph.model.query import Id, Query, Record, query
from onrecord.graph.model.tables import CORRECTED


class OriginalRow(NamedTuple):
    """What had been read in a document, as JSON, by the document's id."""

    id: str
    rows: str


def _corrections(match: str) -> Query[dict[str, Any]]:
    return query(Record(*CORRECTED["Correction"]), match, of="k")


ALL: Final = _corrections("MATCH (k:Correction)")

OF_IDS: Final = _corrections("UNWIND $ids AS id\nMATCH (k:Correction {id: id})")

OF_DOCUMENTS: Final = _corrections("MATCH (k:Correction) WHERE k.document IN $documents")

OF_CLAIM: Final = _corrections("MATCH (k:Correction) WHERE k.claim = $claim")

# Those of an article of which the file has another text now, under another id.
LOST_FROM_PATHS: Final = _corrections("MATCH (k:Correction) WHERE k.lost AND k.path IN $paths")

ORIGINALS: Final = query(OriginalRow, "UNWIND $ids AS id\nMATCH (o:Original {id: id})", of="o")

DOCUMENTS_OF_SOURCE: Final = tuple(
    query(Id, f"MATCH (e:Entity {{id: $id}}){part}(c:Claim)-[:FOUND_IN]->(d:Document)", of="d").distinct()
    for part in ("-[:SAID]->", "<-[:ABOUT]-", "<-[:TOLD]-")
)

DELETE: Final = """
MATCH (k:Correction {id: $id})
DELETE k
"""

SET_PLACES: Final = """
UNWIND $rows AS row
MATCH (k:Correction {id: row.id})
SET k.document = row.document, k.claim = row.claim, k.lost = row.lost, k.path = row.path
"""

DELETE_ORIGINAL: Final = """
MATCH (o:Original {id: $id})
DELETE o
"""

SET_READING: Final = """
UNWIND $rows AS row
MATCH (r:Reading {id: row.id}) WHERE r.digest = row.before
SET r.digest = row.after
"""
