"""Loading as a ratio to the least that the same rows can cost: a bare COPY, or a bare driver with UNWIND batches.

    uv run python bench/rates.py --claims 10000
    uv run python bench/rates.py --memory           peak memory with so many articles, and ten times as many

In one run: loads a made-up collection (see collection.py) into a store of each kind, which also warms it up, and reads
all rows of that store, its indexes included; then times, each into an empty store of the same tables, these rows bare
and the collection again. Wanted of Ladybug is half of the rows/s of COPY, of Neo4j 0.8 of the driver's, and a second
load that is at least as fast as the first.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import ladybug
import neo4j
from collection import CLAIMS_AN_ARTICLE, collection
from support.neo4j_server import PASSWORD, neo4j_server

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph import Store
from onrecord.graph.model.arrow import frame
from onrecord.graph.model.tables import ALL_NODES, EDGES, INDEX_EDGES, columns
from onrecord.graph.stores.fulltext import parted
from onrecord.graph.stores.queries import NEO4J_CREATE

BATCH = 10_000
Tables = dict[str, list[dict[str, Any]]]
Articles = list[tuple[Document, list[Triple]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--store", choices=["ladybug", "neo4j"])
    parser.add_argument("--memory", action="store_true")
    parser.add_argument("--load", metavar="URI", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.load:
        with graph.open(arguments.load) as store:
            for _ in store.load(collection(arguments.claims)):
                pass
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        return
    work = memory if arguments.memory else rates
    if arguments.store != "neo4j":
        with tempfile.TemporaryDirectory() as folder:
            work("ladybug", f"{folder}/bench.lbug", arguments.claims, bare_copy)
    if arguments.store != "ladybug":
        with neo4j_server() as server:
            os.environ.update(NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
            work("neo4j", server.uri, arguments.claims, bare_driver)


def rates(name: str, uri: str, claims: int, bare: Callable[[str, Tables], float]) -> None:
    """Time the rows bare, a load, and the same load again."""
    articles = list(collection(claims))
    load(uri, articles)
    with graph.open(uri, read_only=True) as store:
        rows = {table: list(rows_of(store, table)) for table in [*ALL_NODES, *EDGES, *INDEX_EDGES]}
    number = sum(map(len, rows.values()))
    least = bare(uri, rows)
    if name == "neo4j":
        empty(uri)
    else:
        uri += ".again"
    seconds = [load(uri, articles) for _ in range(2)]
    print(
        f"{name:8} {claims:,} claims, {number:,} rows: first load {number / seconds[0]:,.0f} rows/s, bare "
        f"{number / least:,.0f} rows/s, ratio {least / seconds[0]:.2f}; second load {seconds[1] / seconds[0]:.2f} "
        "of the first's time",
        flush=True,
    )


def load(uri: str, articles: Articles) -> float:
    """Seconds that loading takes."""
    with graph.open(uri) as store:
        began = time.perf_counter()
        for _ in store.load(articles):
            pass
        return time.perf_counter() - began


def memory(name: str, uri: str, claims: int, _: object) -> None:
    """Peak memory of the process that loads, for so many articles and for ten times as many."""
    for times in (1, 10):
        command = [sys.executable, __file__, "--claims", str(claims * times), "--load", uri + "x" * times]
        if name == "neo4j":
            command[-1] = uri
        peak = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        print(f"{name:8} {claims * times // CLAIMS_AN_ARTICLE:>7,} articles: peak memory {peak} MB", flush=True)


def rows_of(store: Store, table: str) -> Iterator[dict[str, Any]]:
    """All rows of a table, as loading wrote them."""
    names = list(columns(table))
    if table in ALL_NODES:
        query = f"MATCH (n:{table}) RETURN {', '.join(f'n.{name}' for name in names)}"
    else:
        start, stop, properties = (EDGES | INDEX_EDGES)[table]
        listed = "".join(f", r.{name}" for name in properties)
        query = f"MATCH (a:{start})-[r:{table}]->(b:{stop}) RETURN a.id, b.id{listed}"
    return (dict(zip(names, row, strict=True)) for row in store.read(query))


def bare_copy(uri: str, rows: Tables) -> float:
    """Seconds that one COPY a table takes in one transaction, into a new file."""
    path = uri + ".bare"
    graph.open(path).close()
    with ladybug.Database(path) as database, ladybug.Connection(database) as connection:
        connection.execute("MATCH (m:Model) DELETE m")
        began = time.perf_counter()
        connection.execute("BEGIN TRANSACTION")
        for table, some in rows.items():
            if some:
                connection.execute(f"COPY {table} FROM $frame", {"frame": frame(table, some)})
        connection.execute("COMMIT")
        return time.perf_counter() - began


def bare_driver(uri: str, rows: Tables) -> float:
    """Seconds that the driver takes to send the rows in batches, a transaction each, to the server emptied before."""
    empty(uri)
    rows["Claim"] = [row | {"words": parted(row["text"])} for row in rows["Claim"]]
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        began = time.perf_counter()
        for table, some in rows.items():
            for start in range(0, len(some), BATCH):
                session.run(NEO4J_CREATE[table], rows=some[start : start + BATCH]).consume()
        return time.perf_counter() - began


def empty(uri: str) -> None:
    """Take everything out of a server's database but its schema."""
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS").consume()


if __name__ == "__main__":
    main()
