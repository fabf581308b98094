"""Loading killed 100 times at random moments, on each store, and started again each time.

    uv run python bench/kills.py --kills 100

After each kill no document may be half there, and none lost that was told to be there; at the end of each round, when a
load got through, the store has to hold the same graph, its indexes included, as one that was loaded in one go. Of the
kills on Neo4j one in ten is of the server, and one in ten of both.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.killing import Loader, check, fingerprint, load
from support.neo4j_server import PASSWORD, Server, configure, start

ARTICLES = 150


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--store", choices=["ladybug", "neo4j"])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.update(NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
    with tempfile.TemporaryDirectory() as folder:
        whole = f"{folder}/whole.lbug"
        list(load(whole, ARTICLES))
        wanted = fingerprint(whole)
        for name, kill in (("ladybug", kill_ladybug), ("neo4j", kill_neo4j)):
            if arguments.store in (None, name):
                kill(Path(folder), arguments.kills, random.Random(arguments.seed), wanted)


def kill_ladybug(folder: Path, kills: int, dice: random.Random, wanted: str) -> None:
    killed = rounds = 0
    while killed < kills:
        rounds += 1
        loader = Loader(str(folder / f"killed-{rounds}.lbug"), ARTICLES, set())
        killed += one_round(loader, partial(kill_loader, loader, dice), wanted)
        print(f"ladybug: {killed} kills in {rounds} loads; each ended with the same graph", flush=True)


def kill_loader(loader: Loader, dice: random.Random) -> bool:
    """Whether the loader was done before it was killed."""
    process = loader.start()
    done = loader.run_into(dice, process)
    loader.kill(process)
    return done


def kill_neo4j(folder: Path, kills: int, dice: random.Random, wanted: str) -> None:
    what: Counter[str] = Counter()
    killed = rounds = 0
    while killed < kills:
        rounds += 1
        home = folder / f"neo4j-{rounds}"
        port = configure(home)
        server = start(home, port)
        loader = Loader(server.uri, ARTICLES, set())

        def disturb(home: Path = home, port: int = port, loader: Loader = loader) -> bool:
            nonlocal server
            victim = dice.choices(["client", "server", "both"], weights=[8, 1, 1])[0]
            if victim == "client":
                done = kill_loader(loader, dice)
            else:
                done = kill_server(loader, server, dice, also_client=victim == "both")
                server = start(home, port)
            what[victim] += not done
            return done

        try:
            killed += one_round(loader, disturb, wanted)
        finally:
            server.kill()
        print(f"neo4j: {killed} kills ({dict(what)}) in {rounds} loads; each ended with the same graph", flush=True)


def kill_server(loader: Loader, server: Server, dice: random.Random, *, also_client: bool) -> bool:
    """Whether the loader was done before its server was killed."""
    process = loader.start()
    done = loader.run_into(dice, process)
    server.kill()
    if also_client:
        process.kill()
    output, _ = process.communicate()
    loader.hear(output)
    return done or process.returncode == 0


def one_round(loader: Loader, disturb: Callable[[], bool], wanted: str) -> int:
    """Disturb loads until one gets through. Returns how many did not."""
    kills = 0
    while not disturb():
        kills += 1
        there = check(loader.uri, loader.told)
        print(f"  killed: {there} of {loader.number} documents there, {len(loader.told)} told", flush=True)
    assert check(loader.uri, loader.told) == loader.number
    assert fingerprint(loader.uri) == wanted, "another graph than that of an undisturbed load"
    return kills


if __name__ == "__main__":
    main()
