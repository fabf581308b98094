"""`extract --output` and `build` killed 50 times each at random moments, and started again each time.

    uv run python bench/bulk_kills.py --kills 50

After each round, when one got through, shards, store (its indexes included) and files for neo4j-admin have to be those
of an undisturbed run. Claims are made up, not found by a model: it is the files that a kill could leave half written.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.killing import fingerprint

from onrecord.extract import Claim, Document, Speaker, Triple
from onrecord.extract.shards.plan import Job, plan
from onrecord.extract.shards.work import make
from onrecord.graph.bulk.build import build_files, build_store

ARTICLES = 400
PEOPLE = ("Ana Ruiz", "Ola Berg", "Mary Hale", "Tom Vilar", "Ruiz", "Mr. Berg")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "source"
        source.mkdir()
        for number in range(ARTICLES):
            (source / f"{number:04}.txt").write_text(
                f"“We will vote {number % 90} times for it,” said {number}.", "utf-8"
            )
        extract(source, folder / "whole")
        disturb("extract --output", folder, arguments.kills, dice, lambda place: extract(source, place), contents)
        shards = folder / "whole"
        disturb(
            "build",
            folder,
            arguments.kills,
            dice,
            lambda place: build_store(shards, place),
            lambda at: fingerprint(str(at)),
        )
        disturb(
            "build --neo4j-admin", folder, arguments.kills, dice, lambda place: build_files(shards, place), contents
        )


def disturb(
    name: str,
    folder: Path,
    kills: int,
    dice: random.Random,
    work: Callable[[Path], object],
    result: Callable[[Path], object],
) -> None:
    """Kill work at random moments, up to the time that it takes undisturbed, until it was killed so many times."""
    began = time.perf_counter()
    run(work, folder / f"{name}-whole").wait()
    seconds = time.perf_counter() - began
    wanted = result(folder / f"{name}-whole")
    killed = 0
    for number in count(1):
        place = folder / f"{name}-{number}"
        patience = seconds
        while True:
            child = run(work, place)
            time.sleep(dice.random() * patience)
            if child.killed():
                killed += 1
                patience *= 1.1
            else:
                break
        assert result(place) == wanted, f"{name}: another result than that of an undisturbed run"
        print(f"{name}: {killed} kills in {number} rounds; each ended with the same result", flush=True)
        if killed >= kills:
            return


class Child:
    """A process that does the work, forked, since Python begins slowly."""

    def __init__(self, process: int) -> None:
        self._process = process

    def wait(self) -> None:
        assert os.waitpid(self._process, 0)[1] == 0

    def killed(self) -> bool:
        """Kill it. Returns whether it was killed before it was done."""
        os.kill(self._process, signal.SIGKILL)
        status = os.waitpid(self._process, 0)[1]
        assert status in (0, signal.SIGKILL), status
        return status != 0


def run(work: Callable[[Path], object], place: Path) -> Child:
    """Begin the work in a process of its own."""
    process = os.fork()
    if not process:
        work(place)
        os._exit(0)
    return Child(process)


def extract(source: Path, place: Path) -> None:
    """Make shards of ten articles each."""
    job = Job(place, articles_a_shard=10)
    place.mkdir(exist_ok=True)
    for work in plan([source], job).work:
        for _ in make(work, job, triples):
            pass


def triples(article: Document) -> list[Triple]:
    """Give claims for an article, always the same."""
    number = int(Path(article.path or "0").stem)
    who = PEOPLE[number % len(PEOPLE)]
    speaker = Speaker(who, "person", True, who, ())
    return [Triple(article, speaker, None, Claim(article.id + "c", article.text[:30], "direct", ((0, 30),)))]


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


if __name__ == "__main__":
    main()
