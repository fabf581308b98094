"""The stores that tests run on: an embedded one in a folder of the test, and a real Neo4j, one for the session."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest
from neo4j_server import PASSWORD, Server, neo4j_server

from onrecord import graph
from onrecord.graph import Store

# A shell starts what runs in the background with SIGINT ignored, and programs that tests start would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def neo4j_session() -> Iterator[Server]:
    """The server that all tests share; started when the first of them asks for it."""
    with neo4j_server() as server:
        yield server


@pytest.fixture
def neo4j_uri(neo4j_session: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URI of an empty Neo4j, with user name and password in the environment."""
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    monkeypatch.delenv("NEO4J_DATABASE", raising=False)
    with neo4j.GraphDatabase.driver(neo4j_session.uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS").consume()
    return neo4j_session.uri


@pytest.fixture(params=["ladybug", "neo4j"])
def store_uri(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URI of an empty store, of each kind in turn."""
    if request.param == "ladybug":
        return str(tmp_path / "test.lbug")
    return str(request.getfixturevalue("neo4j_uri"))


@pytest.fixture
def store(store_uri: str) -> Iterator[Store]:
    """An empty store open for writing, of each kind in turn."""
    with graph.open(store_uri) as opened:
        yield opened
