"""A server lets go of an embedded store when another process is to write to it, and shows what is there since."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.articles import ANSWER, HARBOUR, HARBOUR_TRIPLES
from support.command_line import onrecord as command
from support.served import Served, pages_of

import onrecord
from onrecord import graph
from onrecord.graph.errors import StoreLocked
from onrecord.graph.stores.beside import asking
from onrecord.held import Busy, Held

LOAD = """
import sys
sys.path.insert(0, sys.argv[2])
from support.articles import ANSWER, ANSWER_TRIPLES
from onrecord import graph
with graph.open(sys.argv[1]) as store:
    list(store.load([(ANSWER, ANSWER_TRIPLES)]))
    print("loaded", flush=True)
    sys.stdin.read()
"""

READ = """
import sys
from onrecord import graph
with graph.open(sys.argv[1], read_only=True):
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with graph.open(str(tmp_path / "s.lbug")) as store:
        assert [*store.load([(HARBOUR, HARBOUR_TRIPLES)])]
    return tmp_path / "s.lbug"


@pytest.fixture
def served(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Pages of the store; a copy of it is read once, not for some seconds."""
    monkeypatch.setattr("onrecord.held.LEAST_OLD", 0.0)
    monkeypatch.setattr("onrecord.held.TIMES_OLD", 0)
    with onrecord.open(path, read_only=True) as store, pages_of(store) as found:
        yield found


def documents(served: Served) -> list[str]:
    return sorted(each["id"] for each in json.loads(served.ask("/documents.json")[2])["documents"]["rows"])


def test_articles_are_loaded_while_their_pages_are_looked_at(path: Path, served: Served) -> None:
    assert documents(served) == [HARBOUR.id]
    loading = [sys.executable, "-c", LOAD, str(path), str(Path(__file__).parents[2])]
    with subprocess.Popen(loading, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"loaded\n"
        assert documents(served) == sorted([HARBOUR.id, ANSWER.id]), "the other process still has the store open"
        process.communicate()
    assert process.returncode == 0
    assert command("forget", HARBOUR.id, store=str(path)).returncode == 0
    assert documents(served) == [ANSWER.id]
    assert not Path(f"{path}.wanted").exists()


def test_a_copy_is_renewed_when_the_store_has_changed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.held.LEAST_OLD", 0.0)
    monkeypatch.setattr("onrecord.held.TIMES_OLD", 0)
    code = LOAD.replace("list(store.load", 'print("open", flush=True); sys.stdin.readline(); list(store.load')
    loading = [sys.executable, "-c", code, str(path), str(Path(__file__).parents[2])]
    with subprocess.Popen(loading, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        held = Held(onrecord.open(path, read_only=True))
        with held.reading() as store:
            assert store.info().documents == 1
        process.stdin.write(b"\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"loaded\n"
        with held.reading() as store:
            assert store.info().documents == 2
        process.communicate()
        held.close()


def test_who_does_not_let_go_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.2)
    reading = [sys.executable, "-c", READ, str(path)]
    with subprocess.Popen(reading, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        with pytest.raises(
            StoreLocked, match=rf"in use by another process \({process.pid}: .*read_only=True.*or end it"
        ):
            graph.open(str(path))
        process.communicate()
    assert not Path(f"{path}.wanted").exists()


def test_a_sign_that_a_killed_process_left_asks_for_nothing(path: Path) -> None:
    with asking.asked_for(path) as waiting:
        assert waiting()
        assert asking.is_wanted(path)
        for age in (3600, -3600):  # before a clock was put right it may have been in the future
            sign = Path(f"{path}.wanted")
            os.utime(sign, (time.time() - age, time.time() - age))
            assert not asking.is_wanted(path)
    assert not Path(f"{path}.wanted").exists()


def test_a_request_is_answered_before_the_store_is_let_go(path: Path) -> None:
    held = Held(onrecord.open(path, read_only=True))
    begun, done = threading.Event(), threading.Event()

    def ask() -> None:
        with held.reading() as store:
            begun.set()
            for _ in range(20):
                assert store.info().documents == 1
            done.set()

    asking_thread = threading.Thread(target=ask)
    asking_thread.start()
    begun.wait()
    run = command("forget", HARBOUR.id, store=str(path))
    asking_thread.join()
    held.close()
    assert (done.is_set(), run.returncode) == (True, 0)


def ask_again_and_again(held: Held) -> None:
    while True:
        with held.asking():
            pass


def test_a_change_waits_for_queries_and_look_ups_do_not(path: Path) -> None:
    held = Held(onrecord.open(path, read_only=True))
    changed = threading.Event()

    def change() -> None:
        with held.writing() as store:
            store.forget(HARBOUR.id)
        changed.set()

    changing = threading.Thread(target=change)
    with held.asking() as asked:
        assert asked.engine.read_only
        changing.start()
        with pytest.raises(Busy):
            ask_again_and_again(held)  # until the change waits for its turn
        with held.reading() as store:
            assert store.info().documents == 1
        assert not changed.is_set()
    changing.join()
    with held.reading() as store:
        assert store.info().documents == 0
    held.close()
