"""Triples in, answers out: the graph of who said what about whom, in an embedded file or in Neo4j.

    >>> from onrecord import graph
    >>> from onrecord.graph import lookups
    >>> with graph.open("onrecord.lbug", read_only=True) as store:
    ...     for statement in lookups.said(store, "Ana Ruiz"):
    ...         print(statement.claim)

No database driver is imported before a store is opened.
"""

from __future__ import annotations

from onrecord.graph.errors import StoreError
from onrecord.graph.store import Loaded, Store

DEFAULT_STORE = "onrecord.lbug"

__all__ = ["DEFAULT_STORE", "Loaded", "Store", "StoreError", "open"]


def open(uri: str = DEFAULT_STORE, *, read_only: bool = False) -> Store:
    """Open a store.

    Args:
        uri: a path, or `ladybug://path`, for the embedded store; `neo4j://…`, `bolt://…` (also `+s`, `+ssc`) for Neo4j,
            with NEO4J_USERNAME (default "neo4j"), NEO4J_PASSWORD and NEO4J_DATABASE from the environment.
        read_only: refuse writing, and refuse to create a store that is not there.

    Raises:
        StoreError: it cannot be opened; the message says why and what to do.
    """
    raise NotImplementedError
