"""Stores of many documents are read by a process of its own for an export: the files are the same, and it may fail."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from support.articles import BOTH
from support.hostile import HOSTILE, strange_articles

from onrecord import graph
from onrecord.graph import Store, StoreError
from onrecord.graph.stores import pages
from onrecord.graph.stores.articles import WITHIN
from onrecord.graph.transfer.formats import Format
from onrecord.graph.transfer.into_files import export


@pytest.fixture
def store(store_uri: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store with articles of all kinds, open for reading, in pages of few documents."""
    monkeypatch.setattr(pages, "DOCUMENTS_A_PAGE", 5)
    with graph.open(store_uri) as store:
        assert [*store.load([*BOTH, *HOSTILE, *strange_articles()])]
    with graph.open(store_uri, read_only=True) as store:
        yield store


def contents(place: Path) -> dict[str, bytes]:
    """What is in a file, or in each file of a folder."""
    files = [path for path in place.rglob("*") if path.is_file()] if place.is_dir() else [place]
    return {str(path.relative_to(place)): path.read_bytes() for path in files}


def children() -> set[int]:
    """The processes that this one has started."""
    return {*map(int, Path("/proc/thread-self/children").read_text().split())}


def test_each_format_is_the_same(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for format in get_args(Format):
        here, apart = (tmp_path / name / f"out.{format}" for name in ("here", "apart"))
        for place, many in ((here, 1_000), (apart, 2)):
            monkeypatch.setattr(pages, "MANY_PAGES", many)
            place.parent.mkdir(exist_ok=True)
            export(store, format, place)
        assert contents(apart) == contents(here), format


def test_a_process_that_dies_is_an_error(store: Store) -> None:
    ranges = [*pages._ranges(store)] * 50
    before = children()
    reading = pages.documents_apart(store.uri, ranges, WITHIN)
    next(reading)
    [child] = children() - before
    os.kill(child, signal.SIGKILL)
    with pytest.raises(StoreError, match="the process that reads it ended with exit code -9"):
        list(reading)


def test_what_the_store_says_is_the_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.lbug"):
        list(pages.documents_apart(str(tmp_path / "none.lbug"), [("a", "b")], WITHIN))


def test_who_stops_reading_leaves_no_process(store: Store) -> None:
    before = children()
    reading = pages.documents_apart(store.uri, [*pages._ranges(store)] * 50, WITHIN)
    next(reading)
    reading.close()
    assert children() == before
