"""How long `onrecord mcp` takes for each look-up, asked by the SDK's client of a process as assistants start it.

    uv run python bench/assistants.py STORE          an embedded store, a URI, or the home of a Neo4j, which is started

A person with about 1,000 claims is asked about, and the one whom they speak of most. Prints medians by the clock of
what the client waits, and the processor time of the process that answers and of the server. Wanted at a million claims:
less than 100 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import time
from pathlib import Path
from typing import Any

from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from pages import person, processor
from scale import SECONDS_TO_WARM, there
from support.neo4j_server import Server

import onrecord

TIMES = 9
WARM = 3
COMMAND = Path(__file__).resolve().parents[1] / ".venv" / "bin" / "onrecord"


def main() -> None:
    """Measure, and print a line a tool."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", help="a store with a person of about 1,000 claims")
    with there(parser.parse_args().store) as (store, server):
        measure(store, server)


def measure(store: str, server: Server | None) -> None:
    """Ask about somebody."""
    with onrecord.open(store, read_only=True) as opened:
        info = opened.info()
        who = person(opened)
        other = opened.who(who, limit=1).speaks_of[0]
        third = next(each for each in opened.speakers(limit=2) if each.id != who.id)
        claim = opened.said(who, limit=1)[0].id
    print(f"{store}: {info.claims:,} claims; {who.said:,} by the one, {who.about:,} about them")
    questions: list[tuple[str, dict[str, Any]]] = [
        ("find", {"name": who.name}),
        ("said", {"speaker": who.id}),
        ("said", {"speaker": who.id, "about": other.id}),
        ("about", {"target": who.id}),
        ("between", {"one": who.id, "other": other.id}),
        ("compare", {"one": who.id, "other": third.id, "about": other.id}),
        ("contradictions", {"person": who.id}),
        ("search", {"words": "harbour committee"}),
        ("search", {"words": "harbour", "by": who.id}),
        ("show", {"claim": claim}),
        ("timeline", {"name": who.id}),
        ("network", {"name": who.id}),
    ]
    asyncio.run(ask(store, server, questions))


async def ask(store: str, server: Server | None, questions: list[tuple[str, dict[str, Any]]]) -> None:
    """Ask each question several times, and print what it takes."""
    started = StdioServerParameters(command=str(COMMAND), args=["mcp", "--store", store], env=dict(os.environ))
    before = set(_children())
    async with Client(stdio_client(started)) as client:
        [process] = set(_children()) - before
        for tool, given in questions:
            began, asked = time.perf_counter(), 0
            while asked < WARM or (server is not None and time.perf_counter() - began < SECONDS_TO_WARM):
                await client.call_tool(tool, given)
                asked += 1
            cpu, times = processor(process, server), []
            for _ in range(TIMES):
                began = time.perf_counter()
                answer = await client.call_tool(tool, given)
                times.append(time.perf_counter() - began)
                assert not answer.is_error, answer.content
            work = (processor(process, server) - cpu) / TIMES
            name = " ".join([tool, *(each for each in given if each not in ("name", "speaker", "target", "words"))])
            print(f"{name}: {statistics.median(times) * 1000:.0f} ms, processor {work * 1000:.0f} ms", flush=True)


def _children() -> list[int]:
    """The processes that this one has started (on Linux)."""
    tasks = Path("/proc/self/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


if __name__ == "__main__":
    main()
