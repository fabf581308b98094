"""A small log stays when a large store is closed: nothing is missing then, whoever opens it next."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.killing import articles, fingerprint

from onrecord import graph
from onrecord.graph import lookups
from onrecord.graph.stores import ladybug_file

FIRST, MORE = 20, 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store whose file has all that was loaded."""
    path = tmp_path / "s.lbug"
    with graph.open(str(path)) as store:
        list(store.load(articles(FIRST)))
    assert not log_of(path).exists()
    return path


def log_of(path: Path) -> Path:
    return Path(f"{path}.wal")


def load_one_at_a_time(path: Path) -> None:
    for number in range(FIRST + 1, FIRST + MORE + 1):
        with graph.open(str(path)) as store:
            list(store.load(articles(number)))


def test_what_is_left_in_the_log_is_there_for_all(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladybug_file, "SHARE_LEFT_IN_LOG", 1)
    before = path.read_bytes()
    load_one_at_a_time(path)
    assert log_of(path).exists()
    assert path.read_bytes() == before
    with graph.open(str(path), read_only=True) as store:
        assert lookups.info(store).documents == FIRST + MORE
        assert lookups.search(store, "harbour")
    assert log_of(path).exists()
    whole = tmp_path / "whole.lbug"
    with graph.open(str(whole)) as store:
        list(store.load(articles(FIRST + MORE)))
    assert fingerprint(str(path)) == fingerprint(str(whole))


def test_a_log_that_is_no_small_share_of_the_file_goes_into_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladybug_file, "SHARE_LEFT_IN_LOG", 1)
    load_one_at_a_time(path)
    monkeypatch.undo()
    load_one_at_a_time(path)
    assert not log_of(path).exists()


def test_a_file_without_the_log_that_was_left_is_said_to_lack_something(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ladybug_file, "SHARE_LEFT_IN_LOG", 1)
    load_one_at_a_time(path)
    copy = tmp_path / "copy.lbug"
    shutil.copy(path, copy)
    shutil.copy(f"{path}.contents", f"{copy}.contents")
    with graph.open(str(copy), read_only=True) as store:
        assert lookups.info(store).documents == FIRST
    assert f"holds {FIRST} documents, but {FIRST + MORE} were written to it" in caplog.text
