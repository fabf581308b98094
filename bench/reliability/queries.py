"""Five thousand queries of a grammar through `cypher`, asked of both stores: the same answer, or one of them says no.

    uv run python bench/reliability/queries.py --queries 5000

Both stores hold the same two articles. A query (see tests/support/cypher_grammar.py) that one store refuses with a
message is counted as said; two answers that are not the same rows of the same values are a fault, and printed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from support.articles import BOTH
from support.cypher_grammar import alike, query
from support.neo4j_server import PASSWORD, neo4j_server

from onrecord import graph
from onrecord.graph import Store, lookups
from onrecord.graph.errors import CypherError

TOLD_EVERY = 250


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.update(NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
    dice = random.Random(arguments.seed)
    counts: Counter[str] = Counter()
    began = time.perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        neo4j_server() as server,
        graph.open(f"{folder}/q.lbug") as embedded,
        graph.open(server.uri) as neo4j,
    ):
        for store in (embedded, neo4j):
            list(store.load(BOTH))
        for number in range(1, arguments.queries + 1):
            text = query(dice)
            one, other = answer(embedded, text), answer(neo4j, text)
            if isinstance(one, str) or isinstance(other, str):
                both = isinstance(one, str) and isinstance(other, str)
                outcome = "refused by both" if both else f"refused by {'ladybug' if isinstance(one, str) else 'neo4j'}"
            else:
                outcome = "same" if alike(one, other) else "OTHER"
            counts[outcome] += 1
            if outcome == "OTHER" or (outcome != "same" and counts[outcome] <= 5):
                print(f"{outcome}: {text}\n   ladybug {str(one)[:300]}\n   neo4j   {str(other)[:300]}", flush=True)
            if number % TOLD_EVERY == 0 or number == arguments.queries:
                print(f"{number} in {time.perf_counter() - began:,.0f} s: {dict(counts)}", flush=True)
    return bool(counts["OTHER"])


def answer(store: Store, text: str) -> list[list[Any]] | str:
    """The rows, or why there are none."""
    try:
        return lookups.cypher(store, text).rows
    except CypherError as error:
        return str(error)


if __name__ == "__main__":
    sys.exit(main())
