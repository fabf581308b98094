"""Every look-up answers the same on both stores and in a reckoning of its own over the JSON Lines of `extract`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from support.command_line import answer
from support.neo4j_server import PASSWORD, RELEASES, Server
from support.questions import ANSWERS, CLAIMS, QUESTIONS, ask, reckon
from support.reckoning import Reckoning, read

from onrecord import graph
from onrecord.graph import Store, lookups
from onrecord.graph.model.description import model
from onrecord.graph.model.tables import EDGES, NODES

EXPECTED = json.loads(ANSWERS.read_text("utf-8"))


@pytest.fixture(scope="module")
def reckoning() -> Reckoning:
    return read(CLAIMS)


@pytest.fixture(scope="module", params=["ladybug", *RELEASES])
def store(
    request: pytest.FixtureRequest,
    neo4j_servers: Callable[[str], Server],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Store]:
    """The collection in a store, of each kind in turn."""
    with pytest.MonkeyPatch.context() as environment:
        if request.param == "ladybug":
            uri = str(tmp_path_factory.mktemp("questions") / "collection.lbug")
        else:
            server = neo4j_servers(request.param)
            environment.setenv("NEO4J_PASSWORD", PASSWORD)
            uri = server.uri
            with graph.open(uri) as old:
                lookups.cypher(old, "MATCH (n) DETACH DELETE n", write=True)
        answer("import", str(CLAIMS), store=uri)
        with graph.open(uri) as opened:
            yield opened


def test_there_are_enough_questions_and_each_look_up_is_asked() -> None:
    assert len(EXPECTED) == len({question.text for question in QUESTIONS}) == len(QUESTIONS) >= 40
    assert all(EXPECTED[question.text] for question in QUESTIONS if not question.text.endswith(".)"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text)
def test_the_reckoning(reckoning: Reckoning, question: object) -> None:
    assert reckon(reckoning, question) == EXPECTED[question.text]  # type: ignore[attr-defined, arg-type]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text)
def test_the_stores(store: Store, question: object) -> None:
    assert ask(store, question) == EXPECTED[question.text]  # type: ignore[attr-defined, arg-type]


@pytest.mark.parametrize("example", model().examples, ids=lambda example: example.question)
def test_examples_of_the_schema_run(store: Store, example: object) -> None:
    params = {name: "Gordon Pryce" if name == "name" else value for name, value in example.params.items()}  # type: ignore[attr-defined]
    assert lookups.cypher(store, example.cypher, params).rows  # type: ignore[attr-defined]


def test_the_schema_is_printed() -> None:
    shown = answer("schema")
    for name, properties in [*NODES.items(), *((name, edge[2]) for name, edge in EDGES.items())]:
        part = shown[shown.index(f"[:{name}]" if name in EDGES else f"(:{name})") :]
        assert all(f"\n  {property} " in part for property in properties), name
    known = json.loads(answer("schema", "--format", "json"))
    assert known["edges"][0]["pattern"] == "(:Entity)-[:SAID]->(:Claim)"
    assert all(f"# {example['question']}\nonrecord cypher '" in shown for example in known["examples"])
