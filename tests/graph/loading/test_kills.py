"""Loading killed at any moment, and started again, ends with the graph of a run that nothing disturbed."""

from __future__ import annotations

import random
import resource
import shutil
from itertools import islice
from pathlib import Path

import pytest
from support.killing import WAYS, Loader, articles, check, fingerprint
from support.neo4j_server import PASSWORD, configure, start

from onrecord import graph
from onrecord.graph import StoreError, lookups
from onrecord.graph.stores import ladybug as ladybug_store

ARTICLES = 40


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """By the way of loading the fingerprint of an embedded store that was loaded in one go."""
    folder = tmp_path_factory.mktemp("undisturbed")
    for name, way in WAYS.items():
        assert len(list(way(str(folder / name), ARTICLES))) == 1 + ARTICLES
    return {name: fingerprint(str(folder / name)) for name in WAYS}


@pytest.mark.parametrize(("way", "least_log"), [("load", None), ("load", 100_000), ("import", None)])
def test_killed_loaders_leave_nothing_half_done_and_lose_nothing(
    store_uri: str, undisturbed: dict[str, str], way: str, least_log: int | None
) -> None:
    dice = random.Random(2)
    loader = Loader(store_uri, ARTICLES, set(), way, least_log)
    for _ in range(3):
        loading = loader.start()
        loader.run_into(dice, loading)
        loader.kill(loading)
        check(store_uri, loader.told, read_only=dice.random() < 0.5)
    loader.run()
    assert check(store_uri, loader.told) == ARTICLES
    assert fingerprint(store_uri) == undisturbed[way]


@pytest.mark.parametrize("size", [200_000, 300_123, 400_321, 500_001])
def test_a_log_that_cannot_be_written_to_its_end_is_none_the_worse(
    tmp_path: Path, undisturbed: dict[str, str], size: int
) -> None:
    path = str(tmp_path / "test.lbug")
    loader = Loader(path, ARTICLES, set())
    loading = loader.start()
    resource.prlimit(loading.pid, resource.RLIMIT_FSIZE, (size, size))  # as if the disk were full then
    loader.hear(loading.rest())
    assert not loading.is_done
    assert Path(f"{path}.wal").stat().st_size == size
    with graph.open(path, read_only=True) as store:
        assert loader.told <= {row.id for row in lookups.documents(store)}
    check(path, loader.told)
    loader.run()
    assert fingerprint(path) == undisturbed["load"]


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
    neo4j_jars: None, tmp_path: Path, undisturbed: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    port = configure(tmp_path)
    server = start(tmp_path, port)
    try:
        loader = Loader(server.uri, ARTICLES, set())
        loading = loader.start()
        loader.hear([str(loading.next())])
        server.kill()
        loader.hear(loading.rest())
        assert loading.process.exitcode == 1
        assert "StoreUnreachable" in str(loading.failure)
        server = start(tmp_path, port)
        check(server.uri, loader.told)
        loader.run()
        assert check(server.uri, loader.told) == ARTICLES
        assert fingerprint(server.uri) == undisturbed["load"]
    finally:
        server.kill()
