"""docs/cypher.md says what the two stores do: each query of its tables is run on both."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from support.articles import BOTH

from onrecord.graph import Store, lookups
from onrecord.graph.errors import CypherError

PAGE = Path(__file__).parents[3] / "docs" / "cypher.md"
KINDS = {"embedded": "ladybug", "Neo4j": "neo4j"}


def rows_of(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of the page, without their marks, its first line left out."""
    section = PAGE.read_text("utf-8").split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    lines = [line.strip("|") for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().strip("`").replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)] for line in lines]


ALIKE = rows_of("The same on both")
ONE_ONLY = [
    row
    for heading in ("Refused, since", "An error on the embedded store", "An error on Neo4j")
    for row in rows_of(heading)
]
DIFFERENT = rows_of("Different on the two stores")


@pytest.fixture
def store(store: Store) -> Store:
    list(store.load(BOTH))
    return store


def answer(store: Store, query: str) -> str:
    return json.dumps(lookups.cypher(store, query).rows, ensure_ascii=False, default=str)


def test_what_the_page_gives_as_the_same_is_the_same(store: Store) -> None:
    assert len(ALIKE) >= 30
    for query, rows in [*ALIKE, *([row[-2], row[-1]] for row in (*ONE_ONLY, *DIFFERENT))]:
        assert answer(store, query) == rows, query


def test_what_one_store_refuses_is_refused_there_alone(store: Store) -> None:
    for query, where, *_ in ONE_ONLY:
        if where == "both" or KINDS[where] == store.kind:
            with pytest.raises(CypherError) as error:
                answer(store, query)
            assert "\n" not in str(error.value)
        else:
            answer(store, query)


def test_what_is_different_is_so(store: Store) -> None:
    for query, embedded, server, *_ in DIFFERENT:
        assert answer(store, query) == (embedded if store.kind == "ladybug" else server), query
        assert embedded != server
