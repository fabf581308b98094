"""Opening a store, and all that can be wrong with it: one clear sentence each, never a driver's exception."""

from __future__ import annotations

import random
import signal
import string
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import ladybug
import neo4j
import pytest
from support.articles import BOTH, HARBOUR, HARBOUR_TRIPLES, document, speaker, triple
from support.neo4j_server import PASSWORD
from support.places import TESTS

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph import StoreError, lookups
from onrecord.graph.errors import AccessDenied, CypherError, NoSuchStore, NotAStore, StoreLocked, StoreUnreachable
from onrecord.graph.stores.queries import NEO4J_SCHEMA

HOLD = """
import sys
from onrecord import graph
with graph.open(sys.argv[1], read_only=sys.argv[2] == "reading") as store:
    print("open", flush=True)
    sys.stdin.read()
"""

DIE = """
import os, sys, ladybug
database = ladybug.Database(sys.argv[1], buffer_pool_size=48 * 2**20, checkpoint_threshold=2**20)
connection = ladybug.Connection(database)
try:
    for number in range(2000):
        document = {"id": str(number), "text": os.urandom(20_000).hex()}
        connection.execute("CREATE (:Document {id: $id, text: $text})", document)
    raise SystemExit("the tables were put in order")
except RuntimeError:
    os._exit(0)
"""
"""Writes until putting the tables in order fails for want of memory, and ends without closing the store."""


@contextmanager
def another_process(path: str, how: str) -> Iterator[int]:
    """Another process that has the store open, for "reading" or "writing"; its id."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, path, how], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == b"open\n"
        yield process.pid
        process.stdin.close()


@pytest.fixture
def path(tmp_path: Path) -> str:
    """An embedded store with two articles in it."""
    path = str(tmp_path / "filled.lbug")
    with graph.open(path) as store:
        list(store.load(BOTH))
    return path


def test_what_a_killed_writer_left_unfinished_is_finished_before_reading(path: str) -> None:
    subprocess.run([sys.executable, "-c", DIE, path], check=True)
    with pytest.raises(RuntimeError, match="recovery is pending"):
        ladybug.Database(path, read_only=True)
    with graph.open(path, read_only=True) as store:
        assert lookups.info(store).claims == 7
        assert 2 < lookups.info(store).documents < 2002


def test_texts_may_take_more_room_than_a_reader_has(path: str) -> None:
    letters = random.Random(1).choices(string.ascii_letters, k=200_000)
    with graph.open(path) as store:
        for portion in range(4):
            texts = ["".join(letters[start : start + 40_000]) for start in range(portion, 160_000, 100)]
            documents = (document(text, f"{portion}-{number}") for number, text in enumerate(texts))
            assert len(list(store.load((one, ()) for one in documents))) == len(texts)
    with graph.open(path, read_only=True) as store:
        assert lookups.info(store).documents == 2 + 4 * len(texts)


def test_importing_imports_no_driver() -> None:
    code = "import sys, onrecord.graph; print({'ladybug', 'neo4j', 'pyarrow'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


def test_a_uri_may_name_the_embedded_store(tmp_path: Path) -> None:
    with graph.open(f"ladybug://{tmp_path / 'new.lbug'}") as store:
        assert store.kind == "ladybug"
    assert (tmp_path / "new.lbug").exists()


def test_the_store_is_there_after_closing(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(BOTH))
    with graph.open(store_uri, read_only=True) as store:
        assert lookups.info(store).documents == 2


def test_a_store_open_for_reading_cannot_be_written_to(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(BOTH))
    with graph.open(store_uri, read_only=True) as store:
        for writing in (lambda: list(store.load([(document("new"), [])])), lambda: lookups.forget(store, HARBOUR.id)):
            with pytest.raises(StoreError, match="open for reading only"):
                writing()
        with pytest.raises(CypherError):
            lookups.cypher(store, "MATCH (n) DETACH DELETE n")
        assert lookups.info(store).documents == 2


def test_a_scheme_that_is_none() -> None:
    with pytest.raises(StoreError, match="postgres://x is no store: give a path, or a URI"):
        graph.open("postgres://x")


def test_nothing_is_there_to_read(tmp_path: Path) -> None:
    with pytest.raises(NoSuchStore, match=r"There is no store at .*none\.lbug\. Make one with: onrecord load"):
        graph.open(str(tmp_path / "none.lbug"), read_only=True)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NoSuchStore, match="there is no folder"):
        graph.open(str(tmp_path / "no" / "folder.lbug"))


def test_a_database_without_articles(tmp_path: Path) -> None:
    path = tmp_path / "other.lbug"
    with ladybug.Database(path) as database, ladybug.Connection(database) as connection:
        connection.execute("CREATE NODE TABLE Other(id STRING PRIMARY KEY)")
    with pytest.raises(NoSuchStore, match="holds no articles yet"):
        graph.open(str(path), read_only=True)


@pytest.mark.parametrize("read_only", [True, False])
def test_what_is_no_store(tmp_path: Path, read_only: bool) -> None:
    text = tmp_path / "text.lbug"
    text.write_text("This is an article, not a graph.\n" * 500)
    with pytest.raises(NotAStore, match="no Ladybug file, or a damaged one"):
        graph.open(str(text), read_only=read_only)
    assert text.read_text().startswith("This is an article")
    with pytest.raises(NotAStore, match="is a folder"):
        graph.open(str(tmp_path), read_only=read_only)


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("kept", [10, 4096, 0.5, 0.99])
def test_a_damaged_file(path: str, kept: float, read_only: bool) -> None:
    data = Path(path).read_bytes()
    Path(path).write_bytes(data[: int(kept if kept > 1 else len(data) * kept)])
    with pytest.raises(NotAStore, match="or a damaged one"):
        graph.open(path, read_only=read_only)


def test_a_file_without_rights(path: str) -> None:
    Path(path).chmod(0)
    code = (
        "import os, sys; from onrecord import graph\n"
        "import onrecord.graph.stores.ladybug\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: graph.open(sys.argv[1], read_only=True)\n"
        "except graph.StoreError as error: print(type(error).__name__, error)\n"
    )
    for folder in Path(path).parents:
        if not folder.stat().st_mode & 0o001:
            folder.chmod(0o755)
    result = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True)
    assert result.stdout.startswith(f"AccessDenied {path} cannot be read"), result


def test_two_writers_in_one_process(path: str) -> None:
    with graph.open(path), pytest.raises(StoreLocked, match="already open in this process"):
        graph.open(path)
    with graph.open(path) as store:
        assert lookups.info(store).documents == 2


@pytest.mark.parametrize("theirs", ["writing", "reading"])
def test_another_process_has_it_open(path: str, theirs: str) -> None:
    with another_process(path, theirs), pytest.raises(StoreLocked, match="in use by another process"):
        graph.open(path)
    with graph.open(path) as store:
        assert lookups.info(store).documents == 2


def test_many_may_read_at_once(path: str) -> None:
    with another_process(path, "reading"), graph.open(path, read_only=True) as store:
        assert lookups.info(store).documents == 2


LOAD_FOREVER = """
import sys
from itertools import count
sys.path.insert(0, sys.argv[2])
from support.articles import document, speaker, triple
from onrecord import graph

def articles():
    for number in count():
        text = document(" ".join(f"Speaker {n} said word{n}." for n in range(40)), f"article-{number}")
        yield text, [triple(text, speaker(f"Speaker {n}"), f"word{n}.") for n in range(40)]

with graph.open(sys.argv[1]) as store:
    for loaded in store.load(articles()):
        print(loaded.document, flush=True)
"""


def test_a_killed_loader_leaves_whole_documents(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load([(HARBOUR, HARBOUR_TRIPLES)]))
    command = [sys.executable, "-c", LOAD_FOREVER, store_uri, str(TESTS)]
    for enough in (1, 150):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            told = [process.stdout.readline().strip() for _ in range(enough)]
            process.send_signal(signal.SIGKILL)
        with graph.open(store_uri, read_only=True) as store:
            rows = {row.id: row.claims for row in lookups.documents(store)}
            assert set(told) <= set(rows)
            assert rows.pop(HARBOUR.id) == 3
            assert set(rows.values()) == {40}
            broken = (
                "MATCH (c:Claim) WHERE NOT EXISTS { MATCH (:Entity)-[:SAID]->(c)-[:FOUND_IN]->(:Document) } RETURN c"
            )
            assert lookups.cypher(store, broken).rows == []


def test_a_wrong_password(neo4j_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "something-else")
    with pytest.raises(AccessDenied, match="refuses the user name or password") as error:
        graph.open(neo4j_uri)
    assert "something-else" not in str(error.value)
    monkeypatch.delenv("NEO4J_PASSWORD")
    with pytest.raises(AccessDenied, match="Set NEO4J_USERNAME and NEO4J_PASSWORD"):
        graph.open(neo4j_uri, read_only=True)


def test_a_database_that_the_server_does_not_have(neo4j_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "elsewhere")
    with pytest.raises(StoreError, match="Set NEO4J_DATABASE to a database that is there"):
        graph.open(neo4j_uri)


def test_no_server_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "a-password")
    for uri in ("bolt://127.0.0.1:1", "neo4j://127.0.0.1:1"):
        with pytest.raises(StoreUnreachable, match=f"{uri} does not answer .* Is Neo4j running there"):
            graph.open(uri)


def test_a_uri_without_sense() -> None:
    for uri in ("bolt://127.0.0.1:port", "neo4j://"):
        with pytest.raises(StoreError, match=uri):
            graph.open(uri)


def test_closing_twice_is_harmless(store_uri: str) -> None:
    store = graph.open(store_uri)
    store.close()
    store.close()
    with graph.open(store_uri) as again:
        assert lookups.info(again).documents == 0


def test_two_loaders_on_one_server_add_up(neo4j_uri: str) -> None:
    def batches(name: str) -> list[tuple[Document, list[Triple]]]:
        shared = [document(f"Ana Ruíz said {number}.", f"shared-{number}") for number in range(30)]
        own = [document(f"Ruíz of {name} said {number}.", f"{name}-{number}") for number in range(30)]
        texts = [text for both in zip(shared, own, strict=True) for text in both]
        return [(text, [triple(text, speaker("Ana Ruíz", text=text.text.split(" said")[0]), "said")]) for text in texts]

    def load(name: str) -> list[str]:
        with graph.open(neo4j_uri) as store:
            return [loaded.outcome for one in batches(name) for loaded in store.load([one])]

    with ThreadPoolExecutor() as threads:
        outcomes = [outcome for result in threads.map(load, ["Bergen", "Oslo", "Molde"]) for outcome in result]
    assert (outcomes.count("added"), outcomes.count("unchanged")) == (120, 60)
    with graph.open(neo4j_uri, read_only=True) as store:
        [entity] = lookups.find(store, "Ana Ruíz")
        assert (entity.said, entity.aliases) == (120, ["Ana Ruíz", "Ruíz of Bergen", "Ruíz of Molde", "Ruíz of Oslo"])


def test_indexes_that_a_server_lacks_are_made(neo4j_uri: str) -> None:
    with graph.open(neo4j_uri) as store:
        assert [*store.load(BOTH)]
    with neo4j.GraphDatabase.driver(neo4j_uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        for lost in ("INDEX claim_date", "CONSTRAINT word_id", "INDEX claim_search"):
            session.run(f"DROP {lost}").consume()
        session.run("CREATE INDEX claim_words FOR (c:Claim) ON (c.words)").consume()  # of an earlier version
    with graph.open(neo4j_uri) as store:
        there = dict(store.read("SHOW INDEXES YIELD name, state, type WHERE type <> 'LOOKUP' RETURN name, state"))
        assert there == dict.fromkeys(NEO4J_SCHEMA, "ONLINE")
        assert lookups.search(store, "harbour")


def test_the_driver_comes_without_the_libraries_whose_tables_it_could_take() -> None:
    """That is most of the time in which a command on Neo4j begins; whoever imports them afterwards has them."""
    code = (
        "import sys; from onrecord.graph.stores.start import import_engine; import_engine('bolt://localhost');"
        "print('neo4j' in sys.modules, {'numpy', 'pandas', 'pyarrow'} & set(sys.modules));"
        "import numpy, pandas, pyarrow"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout == "True set()\n", run.stderr
