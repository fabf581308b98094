"""Queries at random have one answer on both stores, or a store says that it has none. Many more: bench/reliability."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from support.articles import BOTH
from support.cypher_grammar import alike, query

from onrecord import graph
from onrecord.graph import Store, lookups
from onrecord.graph.errors import CypherError

QUERIES = 40


def answer(store: Store, text: str) -> list[list[Any]] | None:
    try:
        return lookups.cypher(store, text).rows
    except CypherError:
        return None


def test_both_stores_answer_alike_or_say_that_they_do_not(neo4j_uri: str, tmp_path: Path) -> None:
    dice = random.Random(14)
    answered, others = 0, []
    with graph.open(str(tmp_path / "q.lbug")) as embedded, graph.open(neo4j_uri) as server:
        for store in (embedded, server):
            list(store.load(BOTH))
        for text in [query(dice) for _ in range(QUERIES)]:
            one, other = answer(embedded, text), answer(server, text)
            if one is not None and other is not None:
                answered += 1
                others += [] if alike(one, other) else [(text, one, other)]
    assert others == []
    assert answered > QUERIES // 2
