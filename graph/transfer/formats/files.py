"""What formats are made from: the graph's tables in portions, a column at a time, no edge before its ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from onrecord.graph.model.tables import TALLIES, Columns, columns

Portion = dict[str, list[Any]]
"""The values of the columns of some rows of a table."""

Portions = Iterator[tuple[str, Portion]]


def number(portion: Portion) -> int:
    """How many rows there are."""
    return len(next(iter(portion.values())))


def exported(table: str) -> Columns:
    """The columns of a table in files that people read: all but the tallies, which only rankings do."""
    return {name: type for name, type in columns(table).items() if name not in TALLIES}


FILES: Final = {
    "Entity": "entities",
    "Document": "documents",
    "Claim": "claims",
    "SAID": "said",
    "ABOUT": "about",
    "FOUND_IN": "found_in",
    "REPEATS": "repeats",
    "TOLD": "told",
    "REPORTS": "reports",
    "STANDS_FOR": "stands_for",
    "Concept": "concepts",
    "Correction": "corrections",
    "Original": "originals",
}
"""The name of each table's file in a folder."""

INDEX_FILES: Final = {
    "Shingle": "shingles",
    "Block": "blocks",
    "Alias": "aliases",
    "Word": "words",
    "Reading": "readings",
    "Feed": "feeds",
    "Model": "model",
    "NAMES": "names",
    "IN_ALIAS": "in_alias",
}
"""The same of the tables of the index."""
