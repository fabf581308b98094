"""Triples in, answers out: the graph of who said what about whom, in an embedded file or in Neo4j.

    >>> from onrecord import graph
    >>> from onrecord.extract import Document, Extractor
    >>> from onrecord.graph import lookups
    >>> articles = [Document("Ana Ruiz said that the bridge would stay.")]
    >>> with graph.open("onrecord.lbug") as store:
    ...     [loaded.outcome for loaded in store.load(Extractor().stream(articles))]
    ...     [statement.claim for statement in lookups.said(store, "Ana Ruiz")]
    ['added']
    ['that the bridge would stay']

No database driver is imported before a store is opened.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from onrecord.graph.errors import AskedWrongly, StoreError
from onrecord.graph.stores.store import Store

if TYPE_CHECKING:
    from onrecord.graph.loading.load import Loaded

DEFAULT_STORE = "onrecord.lbug"
NEO4J_SCHEMES = frozenset({"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"})

__all__ = ["DEFAULT_STORE", "Loaded", "Store", "StoreError", "open"]


def open(uri: str = DEFAULT_STORE, *, read_only: bool = False, make: bool = True) -> Store:
    """Open a store.

    Args:
        uri: a path, or `ladybug://path`, for the embedded store; `neo4j://…`, `bolt://…` (also `+s`, `+ssc`) for Neo4j,
            with NEO4J_USERNAME (default "neo4j"), NEO4J_PASSWORD and NEO4J_DATABASE from the environment.
        read_only: refuse writing, and refuse to create a store that is not there.
        make: whether to create an embedded store where there is none.

    Raises:
        StoreError: it cannot be opened; the message says why and what to do.
    """
    scheme = re.match(r"([a-z][a-z0-9+]*)://", uri, re.IGNORECASE)
    if scheme is None or scheme[1].lower() == "ladybug":
        from onrecord.graph.stores.ladybug import LadybugStore

        return LadybugStore(uri[scheme.end() :] if scheme else uri, read_only=read_only, make=make)
    if scheme[1].lower() in NEO4J_SCHEMES:
        from onrecord.graph.stores.neo4j import Neo4jStore

        return Neo4jStore(uri, read_only=read_only)
    raise AskedWrongly(f"{uri} is no store: give a path, or a URI with one of {', '.join(sorted(NEO4J_SCHEMES))}.")


def __getattr__(name: str) -> Any:
    if name == "Loaded":  # what loads takes longer to import than a look-up takes
        from onrecord.graph.loading.load import Loaded

        return Loaded
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
