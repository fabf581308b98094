"""Loading and importing killed at random moments, on each store, and started again each time.

    uv run python bench/kills.py --kills 1000 --store ladybug
    uv run python bench/kills.py --kills 200 --store neo4j

Each is killed beyond its first commit; in every other round on the embedded store the tables are put in order all the
time. After each kill a reader or a writer sees that no document is half there, and none lost that was told to be there;
at the end of each round, when one got through, the store has to hold the same graph, its indexes included, as one that
was loaded in one go. Of the kills on Neo4j one in twenty is of the server, and one in twenty of both.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import neo4j
from support.killing import WAYS, Loader, check, fingerprint
from support.neo4j_server import PASSWORD, Server, configure, start

ARTICLES = 60
LEAST_LOG = 100_000  # bytes
READER = 0.7  # of those who look at a store after a kill


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--store", choices=["ladybug", "neo4j"])
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.update(NEO4J_USERNAME="neo4j", NEO4J_PASSWORD=PASSWORD)
    with tempfile.TemporaryDirectory() as folder:
        for name, way in WAYS.items():
            list(way(f"{folder}/{name}.lbug", ARTICLES))
        wanted = {name: fingerprint(f"{folder}/{name}.lbug") for name in WAYS}
        for name, kill in (("ladybug", kill_ladybug), ("neo4j", kill_neo4j)):
            if arguments.store in (None, name):
                kill(Path(folder), arguments.kills, random.Random(arguments.seed), wanted)


def kill_ladybug(folder: Path, kills: int, dice: random.Random, wanted: dict[str, str]) -> None:
    killed: Counter[str] = Counter()
    rounds = 0
    while killed.total() < kills:
        rounds += 1
        path = folder / "killed.lbug"
        least_log = LEAST_LOG if rounds % 2 else None
        loader = Loader(str(path), ARTICLES, set(), [*WAYS][rounds // 2 % len(WAYS)], least_log)
        killed[loader.way] += one_round(loader, partial(kill_loader, loader, dice), wanted[loader.way], dice)
        remove(path)
        print(f"ladybug: {killed.total()} kills ({dict(killed)}) in {rounds} rounds; same graph each time", flush=True)


def remove(path: Path) -> None:
    """Remove a store, and all that lies beside it."""
    for file in path.parent.glob(f"{path.name}*"):
        if file.is_dir():
            shutil.rmtree(file)
        else:
            file.unlink()


def kill_loader(loader: Loader, dice: random.Random) -> bool:
    """Whether the loader was done before it was killed."""
    loading = loader.start()
    done = loader.run_into(dice, loading)
    loader.kill(loading)
    return done


def kill_neo4j(folder: Path, kills: int, dice: random.Random, wanted: dict[str, str]) -> None:
    what: Counter[str] = Counter()
    rounds = 0
    home = folder / "neo4j"
    port = configure(home)
    server = start(home, port)

    def disturb(loader: Loader) -> bool:
        nonlocal server
        victim = dice.choices(["client", "server", "both"], weights=[18, 1, 1])[0]
        if victim == "client":
            done = kill_loader(loader, dice)
        else:
            done = kill_server(loader, server, dice, also_client=victim == "both")
            server = start(home, port)
        what[f"{loader.way}, {victim}"] += not done
        return done

    try:
        while what.total() < kills:
            rounds += 1
            empty(server)
            loader = Loader(server.uri, ARTICLES, set(), [*WAYS][rounds % len(WAYS)])
            one_round(loader, partial(disturb, loader), wanted[loader.way], dice)
            print(f"neo4j: {what.total()} kills ({dict(what)}) in {rounds} rounds; same graph each time", flush=True)
    finally:
        server.kill()


def empty(server: Server) -> None:
    """Delete all that is in a server's database."""
    with neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS").consume()


def kill_server(loader: Loader, server: Server, dice: random.Random, *, also_client: bool) -> bool:
    """Whether the loader was done before its server was killed."""
    loading = loader.start()
    loader.run_into(dice, loading)
    server.kill()
    if also_client:
        loading.process.kill()
    loader.hear(loading.rest())
    return loading.is_done


def one_round(loader: Loader, disturb: Callable[[], bool], wanted: str, dice: random.Random) -> int:
    """Disturb loads until one gets through. Returns how many did not."""
    kills = 0
    while not disturb():
        kills += 1
        check(loader.uri, loader.told, read_only=dice.random() < READER)
    assert check(loader.uri, loader.told) == loader.number
    assert fingerprint(loader.uri) == wanted, "another graph than that of an undisturbed load"
    return kills


if __name__ == "__main__":
    main()
