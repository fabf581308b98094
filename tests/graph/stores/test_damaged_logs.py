"""A log that is damaged, torn or gone: nothing committed is lost without a word, and readers mend nothing."""

from __future__ import annotations

import logging
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.articles import document, speaker, triple
from support.places import TESTS

from onrecord import graph
from onrecord.graph import StoreError, lookups
from onrecord.graph.errors import NotAStore, NotFound, StoreLocked
from onrecord.graph.stores.ladybug_log import COMMIT, LONG, _joined, _joined_at_once, examine

DOCUMENTS = 8

LOAD = """
import os, sys
sys.path.insert(0, sys.argv[2])
from support.articles import document, speaker, triple
from onrecord import graph
store = graph.open(sys.argv[1])
for number in range(int(sys.argv[3])):
    text = document(f"Ana Ruiz said claim {number}.", str(number))
    list(store.load([(text, [triple(text, speaker("Ana Ruiz"), f"claim {number}")])]))
os._exit(9)
"""
"""Loads documents, each in a transaction of its own, and ends as if it had been killed."""


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all its documents in the log."""
    path = tmp_path_factory.mktemp("killed") / "s.lbug"
    subprocess.run([sys.executable, "-c", LOAD, path, TESTS, str(DOCUMENTS)], check=False)
    assert log_of(path).exists()
    return path


@pytest.fixture
def store(killed: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    for file in killed.parent.iterdir():
        shutil.copy(file, tmp_path) if file.is_file() else shutil.copytree(file, tmp_path / file.name)
    return tmp_path / killed.name


def log_of(path: Path) -> Path:
    return Path(f"{path}.wal")


def flip(path: Path, at: int, bit: int = 0) -> None:
    """Turn a bit round."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1 << bit
    path.write_bytes(content)


def documents(path: Path, *, read_only: bool = True) -> int:
    with graph.open(str(path), read_only=read_only) as opened:
        return lookups.info(opened).documents


def test_a_whole_log(store: Path) -> None:
    log = examine(log_of(store))
    assert (log.whole, log.lost, log.is_damaged) == (log.size, 0, False)
    assert log.read >= DOCUMENTS
    assert documents(store) == DOCUMENTS


def test_a_reader_says_what_a_damaged_log_leaves_out_and_changes_nothing(
    store: Path, caplog: pytest.LogCaptureFixture
) -> None:
    middle = log_of(store).stat().st_size * 3 // 4
    flip(log_of(store), middle)
    before = {file.name: file.read_bytes() for file in store.parent.iterdir() if file.is_file()}
    found = documents(store)
    assert 0 < found < DOCUMENTS
    assert "its log s.lbug.wal is damaged" in caplog.text
    assert "nothing has been changed" in caplog.text
    assert f"holds {found} documents, but {DOCUMENTS} were written to it" in caplog.text
    assert {file.name: file.read_bytes() for file in store.parent.iterdir() if file.is_file()} == before


def test_a_writer_puts_a_damaged_log_aside(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    flip(log_of(store), log_of(store).stat().st_size // 2)
    damaged = log_of(store).read_bytes()
    found = documents(store, read_only=False)
    [aside] = store.parent.glob("s.lbug.wal.damaged-*")
    assert aside.read_bytes() == damaged
    assert str(aside) in caplog.text
    with graph.open(str(store)) as opened:
        for number in range(DOCUMENTS):
            text = document(f"Ana Ruiz said claim {number}.", str(number))
            list(opened.load([(text, [triple(text, speaker("Ana Ruiz"), f"claim {number}")])]))
    caplog.clear()
    assert found < documents(store) == DOCUMENTS
    assert caplog.text == ""


@pytest.mark.parametrize("cut", [1, 24, 25, 26, 40, 200])
def test_a_torn_end_loses_only_what_was_not_committed(store: Path, cut: int, caplog: pytest.LogCaptureFixture) -> None:
    Path(f"{store}.contents").unlink()
    content = log_of(store).read_bytes()
    last = content.rindex(COMMIT)
    log_of(store).write_bytes(content[: last + len(COMMIT) - cut])
    assert documents(store) == DOCUMENTS - 1
    assert documents(store, read_only=False) == DOCUMENTS - 1
    assert caplog.text == ""


def test_a_missing_log_is_noticed(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    log_of(store).unlink()
    with pytest.raises(StoreError, match=f"but {DOCUMENTS} documents were written to it|holds no articles yet"):
        documents(store)


def test_an_emptied_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "s.lbug"
    text = document("Ana Ruiz said so.", "one")
    with graph.open(str(path)) as opened:
        list(opened.load([(text, [triple(text, speaker("Ana Ruiz"), "so")])]))
    path.write_bytes(b"")
    with pytest.raises(NotAStore, match="is empty, but 1 documents were written to it"):
        documents(path)


def test_forgetting_is_no_loss(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "s.lbug"
    text = document("Ana Ruiz said so.", "one")
    with graph.open(str(path)) as opened:
        list(opened.load([(text, [triple(text, speaker("Ana Ruiz"), "so")])]))
        opened.forget("one")
        with pytest.raises(NotFound):
            opened.forget("one")
    assert documents(path) == 0
    assert caplog.text == ""


def test_random_damage_is_never_silent(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    dice = random.Random(4)
    content = log_of(store).read_bytes()
    caplog.set_level(logging.WARNING)
    for _ in range(12):
        caplog.clear()
        log_of(store).write_bytes(content)
        flip(log_of(store), dice.randrange(len(content)), dice.randrange(8))
        try:
            found = documents(store)
        except StoreError:
            continue
        assert found == DOCUMENTS or "is damaged" in caplog.text


def test_a_log_that_another_process_writes_is_left_alone(store: Path) -> None:
    flip(log_of(store), log_of(store).stat().st_size // 2)
    damaged = log_of(store).read_bytes()
    holding = "import sys; from onrecord import graph; s = graph.open(sys.argv[1], read_only=True); print(); input()"
    command = [sys.executable, "-c", holding, str(store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(StoreLocked):
            documents(store, read_only=False)
        holder.communicate(b"\n")
    assert log_of(store).read_bytes() == damaged
    assert 0 < documents(store, read_only=False) < DOCUMENTS


@pytest.mark.parametrize("numbers", [1, 7, LONG // 8 - 1, LONG // 8, LONG // 4 + 3])
def test_checksums_of_any_length_are_reckoned_alike(numbers: int) -> None:
    data = random.Random(numbers).randbytes(numbers * 8)
    assert _joined(data) == _joined_at_once(data)
