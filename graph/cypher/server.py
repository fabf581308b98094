"""What Neo4j takes for nothing without a word, where the embedded store would say that it is wrong."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from onrecord.graph.cypher.patterns import parts_of
from onrecord.graph.cypher.tokens import Edit, edited, meaningful
from onrecord.graph.errors import CypherError
from onrecord.graph.model.tables import ALL_NODES, EDGES, INDEX_EDGES, columns

if TYPE_CHECKING:
    import neo4j

LABELS: Final = frozenset(ALL_NODES)
TYPES: Final = frozenset(EDGES | INDEX_EDGES)
PROPERTIES: Final = frozenset(name for table in LABELS | TYPES for name in columns(table))

_NAMES: Final = LABELS | TYPES | PROPERTIES
_NOWHERE: Final = {"01N50": "label", "01N51": "type of edge", "01N52": "property"}
"""What a query has that is nowhere in the database, by the status that the server gives."""

_NAMED_NOWHERE: Final = re.compile(r"`(.+?)` does not exist")

WHATEVER_CASE: Final = re.compile(r"(?<!\\)\(\?([a-tv-z]*i[a-tv-z]*)(?=[):-])")
"""The flag of a regular expression for which large and small letters are the same."""


def check(text: str) -> None:
    """Refuse labels, types and properties that the graph's model has, but not there.

    Raises:
        CypherError: there is one.
    """
    tokens = meaningful(text)
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for part in parts_of(tokens):
        known, others, what = (LABELS, TYPES, "label") if part.kind == "node" else (TYPES, LABELS, "type of edge")
        for label in part.labels:
            if label in others:
                raise unknown(what, label, known)
        if part.variable and part.labels:
            labels[part.variable].update(part.labels)
    for at in range(len(tokens) - 2):
        table = labels.get(tokens[at].name, set()) if tokens[at].kind in ("word", "quoted") else set()
        if tokens[at + 1].text == "." and len(table) == 1 and tokens[at + 2].name in PROPERTIES:
            [name] = table
            if name in LABELS | TYPES and tokens[at + 2].name not in columns(name):
                raise unknown(f"property of {name} called", tokens[at + 2].name, columns(name))


def unknown(what: str, name: str, known: Collection[str]) -> CypherError:
    """Tell that there is no such thing, and which is closest."""
    close = difflib.get_close_matches(name, known, 1, cutoff=0.6)
    meant = f" Did you mean {close[0]}?" if close else ""
    return CypherError(f"The store has no {what} {name}.{meant} `onrecord schema` tells what it has.")


def written_for(text: str, params: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Write a query so that `(?i)` counts for all letters: to Java's regular expressions it would for A to Z alone.

    Args:
        text: a query.
        params: the values of its parameters.

    Returns:
        the query and its parameters.
    """
    edits: list[Edit] = []
    given = dict(params)
    tokens = meaningful(text)
    for (before, mark), pattern in zip(pairwise(tokens), tokens[2:], strict=False):
        if (before.text, mark.text) != ("=", "~"):
            continue
        if pattern.kind == "string":
            edits.append((pattern.start, pattern.stop, _whatever_case(pattern.text)))
        elif pattern.kind == "param" and isinstance(given[pattern.name], str):
            given[pattern.name] = _whatever_case(given[pattern.name])
    return edited(text, edits), given


def _whatever_case(pattern: str) -> str:
    return WHATEVER_CASE.sub(r"(?\1u", pattern)


def check_names(summary: neo4j.ResultSummary) -> None:
    """Raise where a query has labels, types or properties that are nowhere: to the server that is only a warning.

    Those of the model are not wrong where the store is empty.
    """
    for status in summary.gql_status_objects:
        name = _NAMED_NOWHERE.search(status.status_description) if status.gql_status in _NOWHERE else None
        if name and name[1] not in _NAMES:
            raise unknown(_NOWHERE[status.gql_status], name[1], _NAMES)
