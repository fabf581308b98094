"""The speed of pages: of a person with about 1,000 claims, of the start, and the size of articles' pages.

    uv run python bench/pages.py STORE          an embedded store, a URI, or the home of a Neo4j, which is started

Prints the time on the clock and that of the processor, which is what counts on a machine that has more to do; for a
page that of the Neo4j too.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scale import SECONDS_TO_WARM, there
from support.neo4j_server import Server

import onrecord
from onrecord.graph.lookups import Entity, articles
from onrecord.pages import addresses
from onrecord.store import Store

CLAIMS = 1_000
TIMES = 15
STARTS = 5
ARTICLES = 20


def main() -> None:
    """Measure, and print a line a figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", help="a store with a person of about 1,000 claims")
    with there(parser.parse_args().store) as (store, database):
        measure(store, database)


def measure(store: str, database: Server | None) -> None:
    """Measure one store."""
    with onrecord.open(store, read_only=True) as opened:
        info = opened.info()
        who = person(opened)
        longest = max(
            (articles.article(opened.engine, each.id) for each in articles.newest(opened.engine, ARTICLES)),
            key=lambda each: len(each.claims),
        )
    print(f"{store}: {info.claims:,} claims")
    starts, worked = [], []
    for _ in range(STARTS):
        begun = time.perf_counter()
        with served(store) as (_, server):
            starts.append(time.perf_counter() - begun)
            worked.append(processor(server))
    clock, work = statistics.median(starts), statistics.median(worked)
    print(f"start, until it listens: {clock:.2f} s, processor {work:.2f} s, medians of {STARTS}")
    with served(store) as (port, server):
        for what, address in (
            (f"person ({who.said:,} claims by, {who.about:,} about)", addresses.entity(who.id)),
            (f"article ({len(longest.claims)} claims)", addresses.article(longest.document.id)),
            ("first page", "/"),
            ("network", addresses.asked("/network", of=who.id)),
        ):
            begun = time.perf_counter()
            asked(port, address)  # what is read once
            while database is not None and time.perf_counter() - begun < SECONDS_TO_WARM:
                asked(port, address)  # what Java compiles
            before = processor(server, database)
            found = [asked(port, address) for _ in range(TIMES)]
            work = (processor(server, database) - before) / TIMES
            clock = statistics.median(seconds for _, seconds in found)
            size = found[0][0]
            print(f"{what}: {clock * 1000:.0f} ms, processor {work * 1000:.0f} ms; {size / 1000:.0f} kB")
            if what.startswith("article"):
                print(f"  beside its text: {(size - len(longest.text.encode())) / 1000:.0f} kB")


def person(store: Store) -> Entity:
    """Who has spoken about 1,000 times, or who comes next to that."""
    ranked = [each for each in store.speakers(limit=5_000) if each.type == "person"]
    found = min(ranked, key=lambda each: abs(each.claims - CLAIMS))
    return store.entity(found.id)


def asked(port: int, address: str) -> tuple[int, float]:
    """The size of a page in bytes, and the seconds that it takes."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    begun = time.perf_counter()
    connection.request("GET", address)
    answer = connection.getresponse()
    size = len(answer.read())
    taken = time.perf_counter() - begun
    connection.close()
    assert answer.status == 200, address
    return size, taken


def processor(process: int, database: Server | None = None) -> float:
    """The seconds of processor time that a process has had (on Linux), and the Neo4j that it asks."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own if database is None else own + database.cpu_seconds()


@contextmanager
def served(store: str) -> Iterator[tuple[int, int]]:
    """A server of a store's pages; gives its port and its process once it listens."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    command = [str(Path(sys.executable).with_name("onrecord")), "serve", "--store", store, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline(), "it did not start"
        try:
            yield port, process.pid
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
