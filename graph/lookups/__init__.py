"""Questions to the graph, answered in plain dataclasses, the same from both stores, row for row.

A person, organisation or place is asked for by any of its names: exactly, or by the beginnings of its words, without
regard to case and accents, or by its entity id ("person:vladimir putin"), which is never ambiguous. Statements are
ordered by date (undated last), document and place in the text; rankings by count, then name.
"""

from onrecord.graph.cypher.run import Table, cypher
from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups.answers import (
    AmbiguousName,
    Card,
    DocumentRow,
    Entity,
    Forgotten,
    Info,
    Place,
    Ranked,
    Related,
    Shown,
    Statement,
    UnknownName,
)
from onrecord.graph.lookups.documents import documents, forget, info, show
from onrecord.graph.lookups.people import find, resolve, similar, speakers, targets, who, whole
from onrecord.graph.lookups.statements import about, said, search, statements
from onrecord.moved import names_of

__all__ = [
    "EVERYTHING",
    "AmbiguousName",
    "Card",
    "DocumentRow",
    "Entity",
    "Filters",
    "Forgotten",
    "Info",
    "Place",
    "Ranked",
    "Related",
    "Shown",
    "Statement",
    "Table",
    "UnknownName",
    "about",
    "cypher",
    "documents",
    "find",
    "forget",
    "info",
    "resolve",
    "said",
    "search",
    "show",
    "similar",
    "speakers",
    "statements",
    "targets",
    "who",
    "whole",
]

__getattr__ = names_of(__name__)  # an earlier version had a module of this name
