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
from onrecord.graph.lookups.documents import documents, documents_meant, forget, info, links, places, show
from onrecord.graph.lookups.people import (
    Days,
    Names,
    any_of,
    days,
    find,
    resolve,
    resolve_all,
    similar,
    speakers,
    targets,
    who,
    whole,
)
from onrecord.graph.lookups.statements import about, said, search, statements
from onrecord.moved import names_of

__all__ = [
    "EVERYTHING",
    "AmbiguousName",
    "Card",
    "Days",
    "DocumentRow",
    "Entity",
    "Filters",
    "Forgotten",
    "Info",
    "Names",
    "Place",
    "Ranked",
    "Related",
    "Shown",
    "Statement",
    "Table",
    "UnknownName",
    "about",
    "any_of",
    "cypher",
    "days",
    "documents",
    "documents_meant",
    "find",
    "forget",
    "info",
    "links",
    "places",
    "resolve",
    "resolve_all",
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
