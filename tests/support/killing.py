"""Loading that is killed again and again, and what is in the store then: for the tests, and for bench/kills.py."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph import Store
from onrecord.graph.loading import batches as loading
from onrecord.graph.model.tables import ALL_NODES, EDGES, INDEX_EDGES, columns
from support.articles import document, speaker, target, triple
from support.places import TESTS

BEGIN = "loading"
CLAIMS_AN_ARTICLE = 10
ROWS_A_TRANSACTION = 1_000
SECONDS = 0.3
LONGER = 1.1
PEOPLE = [f"{first} {last}" for first in ("Ana", "Ola", "Mary", "Tom") for last in ("Ruiz", "Berg", "Hale", "Vilar")]
WORDS = [
    "harbour",
    "bridge",
    "council",
    "tax",
    "vote",
    "cable",
    "storm",
    "budget",
    "school",
    "ferry",
    "tunnel",
    "strike",
]


def articles(number: int) -> Iterator[tuple[Document, list[Triple]]]:
    """So many articles, always the same, in which a few people say much of each other, some of it again and again."""
    dice = random.Random(1)
    said: list[tuple[str, str]] = []
    for index in range(number):
        claims = []
        for _ in range(CLAIMS_AN_ARTICLE):
            if not said or dice.random() < 0.8:
                said.append((dice.choice(PEOPLE), " ".join(dice.choices(WORDS, k=9))))
            claims.append(dice.choice(said[-50:]))
        text = document(" ".join(f"{who} said: “{words}.”" for who, words in claims), f"article-{index:05}")
        yield text, [triple(text, speaker(who), words, target(dice.choice(PEOPLE))) for who, words in claims]


def load(uri: str, number: int) -> Iterator[str]:
    """Load the articles, a few a transaction. BEGIN, and each document's id, told once it is safely in the store."""
    loading.ROWS_A_TRANSACTION = ROWS_A_TRANSACTION
    with graph.open(uri) as store:
        yield BEGIN
        for loaded in store.load(articles(number)):
            yield loaded.document


@dataclass
class Loader:
    """A process that loads the articles. `told` are the documents that any of its kind has told to be in the store.

    `seconds` is how long it may go on at most where it is to be killed: longer each time, so that one gets through on a
    busy machine too.
    """

    uri: str
    number: int
    told: set[str]
    seconds: float = SECONDS

    def start(self) -> subprocess.Popen[str]:
        """A new process, which has opened the store and begins to load."""
        command = [sys.executable, "-m", "support.killing", self.uri, str(self.number)]
        process = subprocess.Popen(command, cwd=TESTS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == BEGIN + "\n", process.communicate()[1]
        return process

    def run(self) -> None:
        """Let it load to its end."""
        output, errors = (process := self.start()).communicate()
        assert process.returncode == 0, errors
        self.hear(output)

    def run_into(self, dice: random.Random, process: subprocess.Popen[str]) -> bool:
        """Let it load up to a random moment: so many documents, and some time, as a transaction or two take.

        Returns whether it was done before.
        """
        assert process.stdout is not None
        for _ in range(dice.randrange(self.number)):
            line = process.stdout.readline()
            if not line:
                return process.wait() == 0
            self.hear(line)
        time.sleep(dice.random() * self.seconds)
        self.seconds *= LONGER
        return process.poll() == 0

    def kill(self, process: subprocess.Popen[str]) -> None:
        process.kill()
        output, _ = process.communicate()
        self.hear(output)

    def hear(self, output: str) -> None:
        """Remember what it told; a line that was cut off does not count."""
        self.told.update(line for line in output.split("\n")[:-1] if line)


def check(uri: str, told: set[str]) -> int:
    """See that no document is half there, and none is lost that was told to be there. Returns how many are there."""
    with graph.open(uri) as store:
        claims = dict(map(tuple, store.read("MATCH (c:Claim)-[:FOUND_IN]->(d:Document) RETURN d.id, count(c)")))
        parts = dict(map(tuple, store.read("MATCH (c:Claim)-[:ABOUT]->(:Entity) RETURN c.id, count(*)")))
        said = dict(map(tuple, store.read("MATCH (:Entity)-[:SAID]->(c:Claim) RETURN c.id, count(*)")))
        [[documents]] = store.read("MATCH (d:Document) RETURN count(d)")
    assert told <= claims.keys(), f"lost: {sorted(told - claims.keys())}"
    assert len(claims) == documents, "a document without claims"
    assert len(parts) == len(said) == sum(claims.values()), "a claim without a speaker or a target"
    return len(claims)


def fingerprint(uri: str) -> str:
    """A hash of all that is in the store, its indexes included."""
    with graph.open(uri) as store:
        rows = {table: sorted(map(repr, _rows(store, table))) for table in (*ALL_NODES, *EDGES, *INDEX_EDGES)}
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _rows(store: Store, table: str) -> Sequence[Sequence[object]]:
    names = list(columns(table))
    if table in ALL_NODES:
        kept = "WHERE n.id <> ' '" if table == "Block" else ""  # what loaders of Neo4j lock is nothing of the graph
        return store.read(f"MATCH (n:{table}) {kept} RETURN {', '.join(f'n.{name}' for name in names)}")
    start, stop, properties = (EDGES | INDEX_EDGES)[table]
    listed = "".join(f", r.{name}" for name in properties)
    return store.read(f"MATCH (a:{start})-[r:{table}]->(b:{stop}) RETURN a.id, b.id{listed}")


if __name__ == "__main__":
    for told in load(sys.argv[1], int(sys.argv[2])):
        print(told, flush=True)
