"""What formats are made from: the graph's tables in portions, a column at a time, no edge before its ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

Portion = dict[str, list[Any]]
"""The values of the columns of some rows of a table."""

Portions = Iterator[tuple[str, Portion]]


def number(portion: Portion) -> int:
    """How many rows there are."""
    return len(next(iter(portion.values())))


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
