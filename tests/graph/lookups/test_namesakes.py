"""A name that is taken for one, where others have it as a part of theirs: everyone who asks is told of the others."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.articles import document, speaker, target, triple
from support.command_line import onrecord
from support.served import pages_of

import onrecord as package
from onrecord import graph
from onrecord.assistants.server import make
from onrecord.graph import Store, curation, lookups
from onrecord.graph.corrections import making
from onrecord.graph.lookups import AmbiguousName, exchanges, paths
from onrecord.graph.lookups.contradictions import contradictions
from onrecord.graph.lookups.namesakes import noted

HALES = document(
    "Joan Hale said yes. Hale said it again. Peter Hale accused Air Norway of haste, and France of greed. "
    "Peter Hale said no. Haleton said maybe. Air France said nothing.",
    "hales",
)
TRIPLES = [
    triple(HALES, speaker("Joan Hale"), "yes"),
    triple(HALES, speaker("Joan Hale", text="Hale"), "it again"),
    triple(HALES, speaker("Peter Hale"), "haste", target("Air Norway", "organization"), cue="accused"),
    triple(HALES, speaker("Peter Hale"), "greed", target("France", "organization"), cue="accused"),
    triple(HALES, speaker("Peter Hale"), "no"),
    triple(HALES, speaker("Haleton"), "maybe"),
    triple(HALES, speaker("Air France", "organization"), "nothing"),
]
TOLD = (
    "“Hale” was taken for Joan Hale; also: Peter Hale (person:peter hale). For another, give the full name or the id."
)


@pytest.fixture
def store(store: Store) -> Store:
    list(store.load([(HALES, TRIPLES)]))
    return store


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Hale", ["Peter Hale"]),
        ("hale", ["Peter Hale"]),
        ("Joan Hale", []),  # a full name
        ("person:joan hale", []),
        ("Peter", []),  # only the beginning of one name
        ("Haleton", []),
        ("France", []),  # a full name, if not of a person
    ],
)
def test_a_name_that_is_taken_for_one_tells_who_else_has_it(store: Store, name: str, others: list[str]) -> None:
    with noted() as taken:
        found = lookups.resolve(store, name)
    assert [each.name for one in taken for each in one.others] == others
    assert [each.name for each in lookups.find(store, name)] == [found.name, *others]


def test_one_of_a_single_name_may_be_one_of_those_with_that_surname(store: Store) -> None:
    bare = document("Hale said that it rains.", "bare")
    list(store.load([(bare, [triple(bare, speaker("Hale"), "it rains", kind="indirect")])]))
    with pytest.raises(AmbiguousName) as error:
        lookups.resolve(store, "Hale")
    assert {each.name for each in error.value.candidates} == {"Hale", "Joan Hale", "Peter Hale"}


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: lookups.said(store, "Hale"),
        lambda store: lookups.said(store, "Peter Hale", "Hale"),
        lambda store: lookups.about(store, "Hale"),
        lambda store: lookups.search(store, "yes", by="Hale"),
        lambda store: lookups.who(store, "Hale"),
        lambda store: exchanges.between(store, "Hale", "Haleton"),
        lambda store: exchanges.compare(store, "Peter", "Haleton", "Hale"),
        lambda store: exchanges.timeline(store, "Hale"),
        lambda store: paths.path(store, "Haleton", "Hale"),
        lambda store: contradictions(store, "Hale"),
    ],
)
def test_every_look_up_tells_so(store: Store, ask: Callable[[Store], object], caplog: pytest.LogCaptureFixture) -> None:
    with noted() as taken:
        ask(store)
    assert [str(each) for each in taken] == [TOLD]
    with caplog.at_level(logging.WARNING, "onrecord"):
        ask(store)
    assert caplog.messages[0] == TOLD


@pytest.mark.parametrize(
    "change",
    [
        lambda store: curation.merge(store, "Hale", "Haleton"),
        lambda store: curation.merge(store, "Haleton", "Hale"),
        lambda store: making.correct(store, TRIPLES[5].claim.id, speaker="Hale"),
    ],
)
def test_nobody_is_changed_for_another(store: Store, change: Callable[[Store], object]) -> None:
    with pytest.raises(AmbiguousName) as error:
        change(store)
    assert [each.name for each in error.value.candidates] == ["Joan Hale", "Peter Hale"]


def test_the_name_itself_can_be_corrected_to(store: Store) -> None:
    curation.merge(store, "Joan Hale", "Haleton")
    assert lookups.resolve(store, "Haleton").name == "Joan Hale"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.lbug"
    with graph.open(str(path), make=True) as store:
        list(store.load([(HALES, TRIPLES)]))
    return path


def test_a_command_says_it_once_beside_its_answer(path: Path) -> None:
    for command in ("said", "claims --by", "timeline", "who"):
        done = onrecord(*command.split(), "Hale", "--format", "jsonl", store=str(path))
        assert done.stderr.splitlines() == [TOLD], command
        assert [json.loads(line) for line in done.stdout.splitlines()]
    assert onrecord("said", "Joan Hale", store=str(path)).stderr == ""
    assert onrecord("said", "Hale", "--quiet", store=str(path)).stderr == ""


def _answer(store: package.Store, name: str) -> dict[str, Any]:
    answered: Any = asyncio.run(make(store).call_tool("said", {"speaker": name}))
    return dict(answered.structured_content)


def test_an_assistant_is_told_whom_to_ask_for(path: Path) -> None:
    with package.open(path, read_only=True) as store:
        told, alone = (_answer(store, name) for name in ("Hale", "Joan Hale"))
    assert told["taken"] == [
        {
            "name": "Hale",
            "meant": {"id": "person:joan hale", "name": "Joan Hale", "type": "person", "claims": 2},
            "others": [{"id": "person:peter hale", "name": "Peter Hale", "type": "person", "claims": 3}],
        }
    ]
    assert told["rows"] == alone["rows"]
    assert "taken" not in alone


def test_a_page_leads_to_the_same_question_about_another(path: Path) -> None:
    with package.open(path, read_only=True) as store, pages_of(store) as served:
        text = served.ask("/search?q=no&by=Hale")[2]
        assert '<a href="/search?q=no&amp;by=person%3Apeter+hale"><bdi>Peter Hale</bdi></a>' in text
        assert 'role="note"' not in served.ask("/search?q=no&by=person%3Apeter+hale")[2]
        assert '<a href="/entity/person%3Apeter%20hale"><bdi>Peter Hale</bdi></a>' in served.ask("/entity/Hale")[2]
        [taken] = json.loads(served.ask("/search.json?q=no&by=Hale")[2])["taken"]
        assert (taken["meant"]["name"], taken["others"][0]["name"]) == ("Joan Hale", "Peter Hale")
        assert "Peter Hale" in served.ask("/named?name=Hale")[2]
