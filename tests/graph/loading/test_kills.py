"""Loading killed at any moment, and started again, ends with the graph of a run that nothing disturbed."""

from __future__ import annotations

import random
import resource
import shutil
from itertools import islice
from pathlib import Path

import pytest
from support.killing import Loader, articles, check, fingerprint, load
from support.neo4j_server import PASSWORD, configure, start

from onrecord import graph
from onrecord.graph import StoreError, lookups
from onrecord.graph.stores import ladybug as ladybug_store

ARTICLES = 40


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The fingerprint of an embedded store that was loaded in one go."""
    uri = str(tmp_path_factory.mktemp("undisturbed") / "test.lbug")
    assert len(list(load(uri, ARTICLES))) == 1 + ARTICLES
    return fingerprint(uri)


def test_killed_loaders_leave_nothing_half_done_and_lose_nothing(store_uri: str, undisturbed: str) -> None:
    dice = random.Random(2)
    loader = Loader(store_uri, ARTICLES, set())
    for _ in range(3):
        process = loader.start()
        loader.run_into(dice, process)
        loader.kill(process)
        check(store_uri, loader.told)
    loader.run()
    assert check(store_uri, loader.told) == ARTICLES
    assert fingerprint(store_uri) == undisturbed


@pytest.mark.parametrize("size", [200_000, 300_123, 400_321, 500_001])
def test_a_log_that_cannot_be_written_to_its_end_is_none_the_worse(tmp_path: Path, undisturbed: str, size: int) -> None:
    path = str(tmp_path / "test.lbug")
    loader = Loader(path, ARTICLES, set())
    process = loader.start()
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, size))  # as if the disk were full then
    output, _ = process.communicate()
    loader.hear(output)
    assert process.returncode != 0
    assert Path(f"{path}.wal").stat().st_size == size
    with graph.open(path, read_only=True) as store:
        assert loader.told <= {row.id for row in lookups.documents(store)}
    check(path, loader.told)
    loader.run()
    assert fingerprint(path) == undisturbed


def test_what_does_not_fit_on_the_disk_is_not_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "test.lbug")
    with graph.open(path) as store:
        list(store.load(islice(articles(2), 1)))
        free = shutil.disk_usage(tmp_path).free
        monkeypatch.setattr(ladybug_store, "LEAST_FREE", 2 * free)
        with pytest.raises(StoreError, match=r"MB are free where it is.* Make room and run the same again"):
            list(store.load(articles(2)))
    assert check(path, {"article-00000"}) == 1


def test_a_killed_server_leaves_nothing_half_done_and_loses_nothing(
    neo4j_jars: None, tmp_path: Path, undisturbed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    port = configure(tmp_path)
    server = start(tmp_path, port)
    try:
        loader = Loader(server.uri, ARTICLES, set())
        process = loader.start()
        assert process.stdout is not None
        loader.hear(process.stdout.readline())
        server.kill()
        output, errors = process.communicate(timeout=120)
        loader.hear(output)
        assert process.returncode == 1
        assert "StoreUnreachable" in errors
        server = start(tmp_path, port)
        check(server.uri, loader.told)
        loader.run()
        assert check(server.uri, loader.told) == ARTICLES
        assert fingerprint(server.uri) == undisturbed
    finally:
        server.kill()
