"""Whatever corrections are made, and in whatever order they are taken back, the graph is then what it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.articles import ANSWER, ANSWER_TRIPLES, BOTH, DENIAL, HARBOUR, HARBOUR_TRIPLES, INNER, OUTER, TOLD
from support.contents import with_indexes as contents

from onrecord import graph
from onrecord.graph import Store, StoreError, lookups
from onrecord.graph.corrections import making
from onrecord.graph.lookups.answers import AmbiguousName
from onrecord.graph.transfer import into_store

ALL = [*BOTH, (TOLD, [OUTER, INNER, DENIAL])]
NAMES = ["Ana Ruíz", "Ola Berg", "Norsk Havn", "Lee Park", "organization:Ruiz Ltd.", "Bergen", ""]
CLAIMS = [each.claim.id for each in (*HARBOUR_TRIPLES, *ANSWER_TRIPLES)]
NESTED = [OUTER.claim.id, INNER.claim.id, DENIAL.claim.id]
WORDS = {
    "harbour-1": ["greed", "The harbour will stay open", "on Monday", "the talks … had failed"],
    "answer-1": ["the charge", "never called us", "Bergen mattered", "have resigned"],
    "told": ["it denied", "us", "I warned", "the leak"],
}

Step = Callable[[Store], object]


def _correct(claim: str, **change: Any) -> Step:
    return lambda store: making.correct(store, claim, by="us", **change)


def _add(document: str, words: int, **parts: Any) -> Step:
    return lambda store: making.add(store, document, WORDS[document][words], by="us", **parts)


def _name(source: str, person: str, document: str) -> Step:
    return lambda store: making.name(store, source, person, document, by="us")


def _undo(number: int) -> Step:
    def undo(store: Store) -> None:
        if made := making.corrections(store):
            making.undo(store, made[number % len(made)])

    return undo


def _load(store: Store) -> None:
    assert {loaded.outcome for loaded in store.load(ALL)} <= {"added", "unchanged"}


def _forget(document: str) -> Step:
    return lambda store: lookups.forget(store, document)


CLAIM, NAME = st.sampled_from([*CLAIMS, *NESTED]), st.sampled_from(NAMES)
STEPS = st.one_of(
    # The speaker of a claim is followed by those inside it, and by those that it is inside of.
    st.builds(lambda claim, name: _correct(claim, speaker=name), st.sampled_from(NESTED), NAME),
    st.builds(lambda claim, name: _correct(claim, speaker=name), CLAIM, NAME),
    st.builds(lambda claim, names: _correct(claim, about=names), CLAIM, st.lists(NAME, max_size=2, unique=True)),
    st.builds(lambda claim, act: _correct(claim, act=act), CLAIM, st.sampled_from(["deny", "accuse"])),
    st.builds(
        lambda claim, words: _correct(claim, words=words),
        CLAIM,
        st.sampled_from([word for words in WORDS.values() for word in words]),
    ),
    st.builds(lambda claim: _correct(claim, drop=True), CLAIM),
    st.builds(lambda claim: _correct(claim, confirm=True), CLAIM),
    st.builds(
        lambda document, words, name: _add(document, words, speaker=name),
        st.sampled_from([*WORDS]),
        st.integers(0, 3),
        NAME,
    ),
    st.builds(_name, st.just("A senior aide"), NAME, st.just("harbour-1")),
    st.builds(_name, st.just("I"), NAME, st.just("told")),
    st.builds(_undo, st.integers(0, 9)),
    st.builds(_forget, st.sampled_from([*WORDS])),
    st.just(_load),
)


def check(store: Store, steps: list[Step], copy: str) -> None:
    """Take the steps; see that loading and copying keep what came of them; and undo all of it, in two orders."""
    list(store.load(ALL))
    before = contents(store)
    for step in steps:
        try:
            step(store)
        except (AmbiguousName, StoreError):  # it cannot be done, as things are
            continue
    _load(store)
    corrected = contents(store)
    _load(store)
    assert contents(store) == corrected, "loaded again"
    with graph.open(copy) as other:
        list(into_store.copy(store, other))
        assert contents(other) == corrected, "copied"
        for made in making.corrections(other):  # the first one first
            if made.id in {each.id for each in making.corrections(other)}:
                making.undo(other, made)
        assert contents(other) == before, "undone in the copy"
    for made in reversed(making.corrections(store)):
        making.undo(store, made)
    assert contents(store) == before, "undone"
    assert store.read("MATCH (o:Original) RETURN o.id") == []


@settings(max_examples=10, deadline=None, suppress_health_check=[*HealthCheck])
@given(steps=st.lists(STEPS, min_size=1, max_size=6))
def test_on_the_embedded_store(steps: list[Step], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("corrections")
    with graph.open(str(folder / "test.lbug")) as store:
        check(store, steps, str(folder / "copy.lbug"))


# The first example is always the least one. A server takes seconds for each step, so that there is one more only, which
# is not made smaller where it fails.
@settings(max_examples=2, phases=[Phase.generate], deadline=None, suppress_health_check=[*HealthCheck])
@given(steps=st.lists(STEPS, min_size=2, max_size=3))
def test_on_a_server(neo4j_uri: str, steps: list[Step], tmp_path_factory: pytest.TempPathFactory) -> None:
    with graph.open(neo4j_uri) as store:
        for row in lookups.documents(store):
            lookups.forget(store, row.id)
        store.write(lambda transaction: transaction.run("MATCH (k:Correction) DELETE k"))
        check(store, steps, str(tmp_path_factory.mktemp("corrections") / "copy.lbug"))


def test_the_articles_are_those_that_the_steps_are_about(tmp_path: Path) -> None:
    with graph.open(str(tmp_path / "test.lbug")) as store:
        list(store.load(ALL))
        for document, words in WORDS.items():
            for each in words:
                making.add(store, document, each, speaker="Lee Park")
    assert {article.id for article in (HARBOUR, ANSWER, TOLD)} == {*WORDS}
