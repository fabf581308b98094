"""Loading that is killed again and again, and what is in the store then: for the tests, and for bench/kills.py."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import random
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph import Store
from onrecord.graph.loading import batches
from onrecord.graph.loading.readings import Readings
from onrecord.graph.model.tables import ALL_NODES, EDGES, INDEX_EDGES, columns
from onrecord.graph.stores import ladybug
from onrecord.graph.transfer import into_store
from onrecord.loading import find_changed
from support.articles import document, speaker, target, triple

BEGIN = "loading"
FAILED = "failed: "
IMPORTED_LATE = (
    "neo4j",
    "onrecord.graph.loading.load",
    "onrecord.graph.model.arrow",
    "onrecord.graph.stores.claim_index",
    "onrecord.graph.stores.neo4j",
)
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
        claims: dict[tuple[str, str], None] = {}
        while len(claims) < CLAIMS_AN_ARTICLE:
            if not said or dice.random() < 0.8:
                said.append((dice.choice(PEOPLE), " ".join(dice.choices(WORDS, k=9))))
            claims[dice.choice(said[-50:])] = None
        text = document(" ".join(f"{who} said: “{words}.”" for who, words in claims), f"article-{index:05}")
        yield text, [triple(text, speaker(who), words, target(dice.choice(PEOPLE))) for who, words in claims]


def load(uri: str, number: int) -> Iterator[str]:
    """Load the articles, a few a transaction, as `onrecord load` does. BEGIN, and each id once its document is safe."""
    batches.ROWS_A_TRANSACTION = ROWS_A_TRANSACTION
    found = {text.id: triples for text, triples in articles(number)}

    def extract(documents: Iterable[Document]) -> Generator[tuple[Document, list[Triple]]]:
        for text in documents:
            yield text, found[text.id]

    with graph.open(uri) as store:
        yield BEGIN
        texts = (text for text, _ in articles(number))
        with (
            Readings(store, "tests") as readings,
            closing(find_changed(readings.marked(texts), extract)) as changed,
        ):
            for loaded in store.load(changed):
                readings.loaded(loaded.document)
                yield loaded.document


def import_(uri: str, number: int) -> Iterator[str]:
    """Import the articles from JSON Lines, as `onrecord import` does. Tells what `load` tells."""
    into_store.ROWS_A_TRANSACTION = ROWS_A_TRANSACTION  # type: ignore[misc]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for text, triples in articles(number):
            for each in triples:
                line = each.to_dict()
                line["document"]["text"] = text.text
                file.write(json.dumps(line) + "\n")
        file.flush()
        with graph.open(uri) as store:
            yield BEGIN
            for loaded in into_store.put(store, into_store.read_back(store, [file.name], [])):
                yield loaded.document


WAYS: dict[str, Callable[[str, int], Iterator[str]]] = {"load": load, "import": import_}

# Forked from one that has imported all, a process begins in a hundredth of the time.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__, *IMPORTED_LATE])


@dataclass
class Loading:
    """A process that has opened the store and begins to load. `failure`: the error that it ended with."""

    process: ForkServerProcess
    told: Connection
    failure: str | None = None

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    def next(self) -> str | None:
        """The next document that it tells to be in the store; None at its end."""
        try:
            message: str = self.told.recv()
        except (EOFError, ConnectionResetError):
            return None
        if message.startswith(FAILED):
            self.failure = message
            return None
        return message

    def rest(self) -> Iterator[str]:
        """What else it tells, to its end."""
        while (message := self.next()) is not None:
            yield message
        self.process.join()

    @property
    def is_done(self) -> bool:
        """Whether it has come to its end, and all is loaded."""
        return self.process.exitcode == 0


@dataclass
class Loader:
    """A process that loads the articles. `told` are the documents that any of its kind has told to be in the store.

    Attributes:
        way: how it does so, one of `WAYS`.
        least_log: bytes of the embedded store's log after which the tables are put in order; None as in the product.
        seconds: how long it may go on at most where it is to be killed: longer each time, so that one gets through on a
            busy machine too.
    """

    uri: str
    number: int
    told: set[str]
    way: str = "load"
    least_log: int | None = None
    seconds: float = SECONDS

    def start(self) -> Loading:
        """A new process, which has opened the store and begins to load."""
        receiving, sending = _processes.Pipe(duplex=False)
        # The fork server keeps the environment of the moment when it began.
        access = {name: value for name, value in os.environ.items() if name.startswith("NEO4J_")}
        given = (sending, self.way, self.uri, self.number, self.least_log, access)
        process = _processes.Process(target=_work, args=given)
        process.start()
        sending.close()
        loading = Loading(process, receiving)
        assert loading.next() == BEGIN, loading.failure
        return loading

    def run(self) -> None:
        """Let it load to its end."""
        self.hear((loading := self.start()).rest())
        assert loading.is_done, loading.failure

    def run_into(self, dice: random.Random, loading: Loading) -> bool:
        """Let it load up to a random moment: so many documents, and some time, as a transaction or two take.

        It is beyond the first commit of all. Returns whether it was done before.
        """
        for _ in range(max(not self.told, dice.randrange(self.number))):
            message = loading.next()
            if message is None:
                loading.process.join()
                return loading.is_done
            self.told.add(message)
        loading.process.join(dice.random() * self.seconds)
        self.seconds *= LONGER
        return loading.is_done

    def kill(self, loading: Loading) -> None:
        loading.process.kill()
        self.hear(loading.rest())

    def hear(self, told: Iterable[str]) -> None:
        """Remember what it told; a message that was cut off does not count."""
        self.told.update(told)


def _work(told: Connection, way: str, uri: str, number: int, least_log: int | None, access: Mapping[str, str]) -> None:
    """Load, and tell what is in the store. `access`: variables of the environment that the store is opened with."""
    os.environ.update(access)
    if least_log is not None:
        ladybug.LEAST_LOG, ladybug.SHARE_OF_LOG = least_log, 10**6
    try:
        for message in WAYS[way](uri, number):
            told.send(message)
    except Exception as error:
        told.send(f"{FAILED}{type(error).__name__}: {error}")
        raise SystemExit(1) from None


def check(uri: str, told: set[str], *, read_only: bool = False) -> int:
    """See that no document is half there, and none is lost that was told to be there. Returns how many are there."""
    with graph.open(uri, read_only=read_only) as store:
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
        rows = {table: sorted(map(repr, rows_in(store, table))) for table in (*ALL_NODES, *EDGES, *INDEX_EDGES)}
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def rows_in(store: Store, table: str) -> Sequence[Sequence[object]]:
    names = list(columns(table))
    if table in ALL_NODES:
        kept = "WHERE n.id <> ' '" if table == "Block" else ""  # what loaders of Neo4j lock is nothing of the graph
        return store.read(f"MATCH (n:{table}) {kept} RETURN {', '.join(f'n.{name}' for name in names)}")
    start, stop, properties = (EDGES | INDEX_EDGES)[table]
    listed = "".join(f", r.{name}" for name in properties)
    return store.read(f"MATCH (a:{start})-[r:{table}]->(b:{stop}) RETURN a.id, b.id{listed}")
