"""Stores of many documents are read by a process of its own for an export: the files are the same, and it may fail."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from support.articles import BOTH, document
from support.hostile import HOSTILE, strange_articles

from onrecord import graph
from onrecord.graph import Store, StoreError
from onrecord.graph.model.tables import INDEX, INDEX_EDGES
from onrecord.graph.stores import pages
from onrecord.graph.stores.articles import WITHIN
from onrecord.graph.transfer.formats import Format
from onrecord.graph.transfer.into_files import export


@pytest.fixture
def store(store_uri: str) -> Iterator[Store]:
    """A store with articles of all kinds, open for reading."""
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
            monkeypatch.setattr(pages, "MANY_DOCUMENTS", many)
            place.parent.mkdir(exist_ok=True)
            export(store, format, place)
        assert contents(apart) == contents(here), format


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of three pages of documents, none of which fits into a pipe."""
    place = str(tmp_path_factory.mktemp("many") / "many.lbug")
    text = "A text that is long enough. " * 40
    with graph.open(place) as store:
        for _ in store.load((document(text, f"article-{number:03}"), []) for number in range(600)):
            pass
    with graph.open(place, read_only=True) as store:
        yield store


@pytest.mark.parametrize("part", pages.PARTS)
def test_the_pages_are_the_same(many: Store, part: pages.Part) -> None:
    wanted = {"documents": WITHIN, "index": (*INDEX, *INDEX_EDGES), "entities": ()}[part]
    assert [*pages.read_apart(many.uri, part, wanted)] == [*pages.PARTS[part](many, wanted)]


def test_a_process_that_dies_is_an_error(many: Store) -> None:
    before = children()
    reading = pages.read_apart(many.uri, "documents", WITHIN)
    next(reading)
    [child] = children() - before
    os.kill(child, signal.SIGKILL)
    with pytest.raises(StoreError, match="the process that reads it ended with exit code -9"):
        list(reading)


def test_what_the_store_says_is_the_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.lbug"):
        list(pages.read_apart(str(tmp_path / "none.lbug"), "entities"))


def test_who_stops_reading_leaves_no_process(many: Store) -> None:
    before = children()
    reading = pages.read_apart(many.uri, "documents", WITHIN)
    next(reading)
    reading.close()
    assert children() == before
