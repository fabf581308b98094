"""All of PolNeAR into both stores, twice: no error, the same counts in both, and nothing changed by the second load.

    uv run python bench/stores.py                   train and dev, 924 articles
    uv run python bench/stores.py --seeds           the seed articles, and questions about them, row for row

Starts a Neo4j of its own (as the tests do), unless NEO4J_URI names one. Needs ../shared.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from support.neo4j_server import PASSWORD, neo4j_server

SHARED = Path(__file__).resolve().parents[2] / "shared"
POLNEAR = [SHARED / "corpora" / "polnear" / part / "text" for part in ("train", "dev")]
QUESTIONS = [
    ["said", "Vladimir Putin"],
    ["about", "Ukraine"],
    ["said", "Lavrov", "--about", "European Union"],
    ["said", "Kuleba"],
    ["who", "Zelensky"],
    ["speakers"],
    ["targets"],
    ["cypher", "MATCH (s:Entity)-[:SAID]->(c:Claim)-[:ABOUT]->(t:Entity {name: 'Ukraine'}) "
               "RETURN s.name, c.text ORDER BY s.name, c.text"],
]  # fmt: skip
COUNTS = ("documents", "claims", "speakers", "entities")


def onrecord(store: str, *arguments: str) -> str:
    """What the command prints. Its errors are shown, and end the bench."""
    command = [sys.executable, "-m", "onrecord.cli", *arguments, "--store", store]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def counts(store: str) -> dict[str, int]:
    info = json.loads(onrecord(store, "info", "--format", "jsonl"))
    return {name: info[name] for name in COUNTS}


def loaded_twice(store: str, paths: list[Path]) -> list[dict[str, int]]:
    """The counts after the first and after the second load."""
    held = []
    for number in ("first", "second"):
        began = time.monotonic()
        said = onrecord(store, "load", *map(str, paths)).strip()
        held.append(counts(store))
        print(f"{store}, {number} load, {time.monotonic() - began:.0f} s: {said}\n  {held[-1]}", flush=True)
    return held


@contextmanager
def both_stores() -> Iterator[list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        embedded = str(Path(folder) / "bench.lbug")
        if "NEO4J_URI" in os.environ:
            yield [embedded, os.environ["NEO4J_URI"]]
            return
        with neo4j_server() as server:
            os.environ.update(NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
            yield [embedded, server.uri]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", action="store_true", help="the seed articles instead of PolNeAR")
    arguments = parser.parse_args()
    paths = [SHARED / "seeds"] if arguments.seeds else POLNEAR
    with both_stores() as stores:
        with ThreadPoolExecutor() as side_by_side:
            held = list(chain.from_iterable(side_by_side.map(lambda store: loaded_twice(store, paths), stores)))
        same = all(each == held[0] for each in held)
        print("counts are equal" if same else "COUNTS DIFFER")
        for question in QUESTIONS if arguments.seeds else []:
            answers = [onrecord(store, *question, "--format", "json") for store in stores]
            equal = answers[0] == answers[1]
            same &= equal
            print(f"\n$ onrecord {' '.join(question)}   ({'equal on both' if equal else 'DIFFERENT'})")
            print(onrecord(stores[0], *question, "--format", "table"))
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
