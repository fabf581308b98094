"""The stores that tests run on, and which tests run: without --all none that needs Neo4j, torch, Ray or a browser."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from multiprocessing import util
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import neo4j
import pytest
from support.neo4j_server import PASSWORD, RELEASES, Server, neo4j_server
from xdist.scheduler import LoadGroupScheduling

from onrecord import graph
from onrecord.graph import Store

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

# A shell starts what runs in the background with SIGINT ignored, and programs that tests start would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The sockets of multiprocessing lie where temporary files lie when it first makes one; the path of a socket has to be
# short, and some tests put temporary files elsewhere.
util.get_temp_dir()

NEEDS = {"neo4j_jars": "Neo4j", "neo4j_uri": "Neo4j", "torch": "torch", "chromium": "Chromium", "ray": "Ray"}
# The folders whose tests run on each release of Neo4j, not on the one with long-term support alone.
ON_EACH_RELEASE = {"loading", "stores"}
LEFT_OUT = pytest.StashKey[dict[str, int]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all", action="store_true", help="Run also the tests that need Neo4j, torch, Chromium or Ray, as CI does."
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for a store, or for a Neo4j, on each kind."""
    servers = [*RELEASES] if metafunc.definition.path.parent.name in ON_EACH_RELEASE else ["neo4j"]
    for fixture, kinds in (("store_uri", ["ladybug", *servers]), ("neo4j_uri", servers)):
        if fixture in metafunc.fixturenames:
            metafunc.parametrize(fixture, kinds, indirect=True)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs Neo4j or torch unless --all is given; else let one worker run all tests on one server."""
    needs = {item: _need(item) for item in items}
    for item, need in needs.items():
        if need == "Neo4j":
            item.add_marker(pytest.mark.xdist_group(_release(item) or "neo4j"))
    if config.getoption("--all"):
        return
    left_out = [item for item in items if needs[item]]
    items[:] = [item for item in items if not needs[item]]
    config.hook.pytest_deselected(items=left_out)
    config.stash[LEFT_OUT] = dict(Counter(need for need in needs.values() if need))
    if output := getattr(config, "workeroutput", None):  # the process in which xdist runs tests
        output["left_out"] = config.stash[LEFT_OUT]


def _need(item: pytest.Item) -> str | None:
    """What a test needs that the dev group does not bring, by its fixtures and by the store that it runs on."""
    assert isinstance(item, pytest.Function)
    return "Neo4j" if _release(item) else next((NEEDS[name] for name in item.fixturenames if name in NEEDS), None)


def _release(item: pytest.Item) -> str | None:
    """The name of the Neo4j that a test runs on, by its parameters."""
    parameters = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    kinds = [parameters.get(name) for name in ("neo4j_uri", "store", "store_uri")]
    return next((name for name in RELEASES if name in kinds), None)


class Scheduler(LoadGroupScheduling):  # type: ignore[misc]
    """Gives a worker a file at a time, so that what a module's fixtures make is made once; groups as they are."""

    def _split_scope(self, nodeid: str) -> str:
        return str(super()._split_scope(nodeid)).partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduler:
    return Scheduler(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker left out. Each of them collects all tests, so that the last word is as good as any."""
    if left_out := getattr(node, "workeroutput", {}).get("left_out"):
        node.config.stash[LEFT_OUT] = left_out


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if left_out := config.stash.get(LEFT_OUT, None):
        counts = " and ".join(f"{number} that need {need}" for need, number in sorted(left_out.items()))
        terminalreporter.write_line(f"Left out: {counts}. To run all: uv run --extra train pytest --all")


@pytest.fixture(scope="session")
def torch() -> ModuleType:
    """The module, which only the train extra installs."""
    try:
        import torch
    except ImportError:
        pytest.fail("This test needs torch. Run: uv run --extra train pytest --all")
    return torch  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def ray() -> Iterator[str]:
    """A Ray of this machine, which takes some 20 seconds to start: its address."""
    from onrecord.extract.shards import cluster

    with cluster.joined() as joined:
        yield str(joined.get_runtime_context().gcs_address)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chrome]:
    """A browser, which .ci/browser installs."""
    from support.browser import chromium

    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def neo4j_jars() -> None:
    """To be asked for by tests that start a server of their own."""


@pytest.fixture(scope="session")
def neo4j_servers() -> Iterator[Callable[[str], Server]]:
    """Start the server of a release when it is asked for first; all tests share it."""
    with ExitStack() as running:
        yield cache(lambda name: running.enter_context(neo4j_server(release=RELEASES[name])))


@pytest.fixture
def emptied(neo4j_servers: Callable[[str], Server], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Empty the server of a release, once in a test: what one fixture has loaded stays when another asks for it too."""
    return cache(lambda name: empty(neo4j_servers(name), monkeypatch))


@pytest.fixture
def neo4j_uri(request: pytest.FixtureRequest, emptied: Callable[[str], str]) -> str:
    """The URI of an empty Neo4j, with user name and password in the environment."""
    return emptied(request.param)


@pytest.fixture
def store_uri(request: pytest.FixtureRequest, emptied: Callable[[str], str], tmp_path: Path) -> str:
    """The URI of an empty store, of each kind in turn."""
    if request.param == "ladybug":
        return str(tmp_path / "test.lbug")
    return emptied(request.param)


def empty(server: Server, environment: pytest.MonkeyPatch) -> str:
    """Delete all that is in a server's database. Returns its URI."""
    environment.setenv("NEO4J_USERNAME", "neo4j")
    environment.setenv("NEO4J_PASSWORD", PASSWORD)
    environment.delenv("NEO4J_DATABASE", raising=False)
    with neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS").consume()
    return server.uri


@pytest.fixture
def store(store_uri: str) -> Iterator[Store]:
    """An empty store open for writing, of each kind in turn."""
    with graph.open(store_uri) as opened:
        yield opened
