"""The Cypher of concepts."""

# Annotations are not postponed here: typing would compile each text of each NamedTuple when this is imported.

from typing import Final

from onrecord.graph.model.query import Record, query
from onrecord.graph.model.tables import CORRECTED

ALL: Final = query(Record(*CORRECTED["Concept"]), "MATCH (k:Concept)", "ORDER BY k.id", of="k")

DELETE: Final = """
MATCH (k:Concept {id: $id})
DELETE k
"""
