"""What loading costs: CPU time of loading into each store as a ratio to extraction, in one run.

    uv run python bench/load.py --articles 200

Extracts PolNeAR train articles (from ../shared), then loads the same triples into a new Ladybug file and into an empty
Neo4j of its own (as the tests start one), and loads them again. At most 1.2 is wanted of `extraction and loading ÷
extraction`. For Neo4j this counts the client's CPU time; the server's is told beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph import lookups
from onrecord.graph.model.rows import rows_of

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT.parent / "shared" / "corpora" / "polnear" / "train" / "text"
sys.path.insert(0, str(ROOT / "tests"))

Pairs = Sequence[tuple[Document, Sequence[Triple]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=200)
    arguments = parser.parse_args()
    pairs, extraction = extract(arguments.articles)
    rows = sum(rows_of(*pair).size for pair in pairs)
    claims = sum(len(triples) for _, triples in pairs)
    print(f"{len(pairs)} articles, {claims} claims, {rows} rows; extraction {extraction:.1f} s of CPU")
    for name, opened in (("ladybug", ladybug_store), ("neo4j", neo4j_store)):
        with opened() as (uri, server_cpu):
            report(name, pairs, rows, extraction, uri, server_cpu)


def extract(number: int) -> tuple[Pairs, float]:
    """The triples of so many articles, and the CPU time that finding them took, in seconds."""
    from onrecord.extract import Extractor

    extractor = Extractor()
    paths = sorted(TEXTS.rglob("*.txt"))[:number]
    documents = [Document(path.read_text("utf-8"), path.stem) for path in paths]
    began = time.process_time()
    return list(extractor.stream(documents)), time.process_time() - began


def report(name: str, pairs: Pairs, rows: int, extraction: float, uri: str, server_cpu: Callable[[], float]) -> None:
    """Load twice and print what each took."""
    for turn in ("first load", "second load"):
        began, client, server = time.perf_counter(), time.process_time(), server_cpu()
        with graph.open(uri) as store:
            list(store.load(pairs))
        seconds = time.perf_counter() - began
        client, server = time.process_time() - client, server_cpu() - server
        beside = f" (server: {server:.2f} s)" if name == "neo4j" else ""
        print(
            f"{name:8} {turn:11}: {client:6.2f} s of CPU{beside}, {rows / seconds:,.0f} rows/s, "
            f"extraction and loading ÷ extraction {1 + client / extraction:.3f}"
        )
    with graph.open(uri, read_only=True) as store:
        print(f"{name:8} holds {lookups.info(store)}")


@contextmanager
def ladybug_store() -> Iterator[tuple[str, Callable[[], float]]]:
    """The path of a new file, and the server's CPU time: none, all is done in this process."""
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "bench.lbug"), lambda: 0.0


@contextmanager
def neo4j_store() -> Iterator[tuple[str, Callable[[], float]]]:
    """The URI of a server of its own, and the CPU time that it has used."""
    from support.neo4j_server import PASSWORD, neo4j_server

    with neo4j_server() as server:
        os.environ.update(NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
        yield server.uri, server.cpu_seconds


if __name__ == "__main__":
    main()
