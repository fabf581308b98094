"""Loading killed at any moment, and started again, ends with the graph of a run that nothing disturbed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from killing import Loader, check, fingerprint, load
from neo4j_server import PASSWORD, configure, start

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


def test_a_killed_server_leaves_nothing_half_done_and_loses_nothing(
    tmp_path: Path, undisturbed: str, monkeypatch: pytest.MonkeyPatch
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
