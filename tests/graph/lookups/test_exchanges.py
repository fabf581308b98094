"""What two said of each other and of the same, how much in which month, and by whom one gets from one to another."""

from __future__ import annotations

import json
import re
from datetime import date as Date
from itertools import pairwise
from typing import Any

import pytest
from support.articles import Batches, document, speaker, target, triple
from support.command_line import answer, onrecord

from onrecord import graph
from onrecord.graph import Store
from onrecord.graph.filters import FilterError, Filters
from onrecord.graph.lookups import AmbiguousName, Statement, exchanges
from onrecord.graph.lookups import paths as chains
from onrecord.graph.lookups.exchanges import Period


def article(id: str, day: str | None, *claims: tuple[str, str, str]) -> tuple:  # type: ignore[type-arg]
    """An article in which each speaker makes a claim of a target."""
    text = document(" ".join(f"{who} said {claim} of {of}." for who, claim, of in claims), id, day)
    return text, [triple(text, speaker(who), claim, target(of)) for who, claim, of in claims]


ARTICLES: Batches = [
    article(
        "quarrel",
        "2024-01-31",
        ("Ana Ruíz", "he lies about the pier", "Ola Berg"),
        ("Ola Berg", "she made up the figures for the pier", "Ana Ruíz"),
        ("Ola Berg", "its engineers are honest", "Norsk Havn"),
    ),
    article("reply", "2024-02-01", ("Ana Ruíz", "he should count again, slowly and in public", "Ola Berg")),
    article("again", "2024-04-07", ("Ana Ruíz", "he should count again, slowly and in public", "Ola Berg")),
    article(
        "company",
        "2024-04-08",
        ("Norsk Havn", "a fine judge of piers", "Ada Holm"),
        ("Norsk Havn", "nobody was asked", "Eva Lind"),
        ("Ada Holm", "not my affair", "Per Dahl"),
        ("Eva Lind", "he never built a thing", "Per Dahl"),
    ),
    article("undated", None, ("Ana Ruíz", "they build on sand", "Norsk Havn")),
]


@pytest.fixture
def store(store: Store) -> Store:
    list(store.load(ARTICLES))
    return store


def told(statements: list[Statement]) -> list[tuple[str | None, str]]:
    return [(each.speaker, each.claim) for each in statements]


def test_between_two(store: Store) -> None:
    quarrel = [
        ("Ana Ruíz", "he lies about the pier"),
        ("Ola Berg", "she made up the figures for the pier"),
        ("Ana Ruíz", "he should count again, slowly and in public"),
        ("Ana Ruíz", "he should count again, slowly and in public"),
    ]
    assert told(exchanges.between(store, "ruiz", "berg")) == quarrel
    assert told(exchanges.between(store, "Ola Berg", "Ana Ruiz")) == quarrel
    assert told(exchanges.between(store, "ruiz", "berg", Filters(until=Date(2024, 1, 31)))) == quarrel[:2]
    assert told(exchanges.between(store, "ruiz", "berg", Filters(limit=1))) == quarrel[:1]
    assert exchanges.between(store, "ruiz", "dahl") == []
    with pytest.raises(AmbiguousName):
        exchanges.between(store, "a", "berg")


def test_comparing_two(store: Store) -> None:
    assert told(exchanges.compare(store, "ruiz", "berg", "norsk havn")) == [
        ("Ola Berg", "its engineers are honest"),
        ("Ana Ruíz", "they build on sand"),
    ]
    assert told(exchanges.compare(store, "holm", "lind", "dahl", Filters(limit=1))) == [("Ada Holm", "not my affair")]


def test_a_timeline_has_every_period_from_first_to_last(store: Store) -> None:
    assert exchanges.timeline(store, "ruiz") == [
        Period("2024-01", Date(2024, 1, 1), 1, 1),
        Period("2024-02", Date(2024, 2, 1), 1, 0),
        Period("undated", None, 1, 0),
    ]
    assert [(each.period, each.by) for each in exchanges.timeline(store, "ruiz", repeats=True)] == [
        ("2024-01", 1),
        ("2024-02", 1),
        ("2024-03", 0),
        ("2024-04", 1),
        ("undated", 1),
    ]


def test_a_timeline_by_day_and_week(store: Store) -> None:
    havn = [(each.period, each.start, each.by, each.about) for each in exchanges.timeline(store, "norsk havn", "week")]
    assert havn[0] == ("2024-W05", Date(2024, 1, 29), 0, 1)
    assert havn[-2:] == [("2024-W15", Date(2024, 4, 8), 2, 0), ("undated", None, 0, 1)]
    assert len(havn) == 12
    days = exchanges.timeline(store, "ruiz", "day", Filters(until=Date(2024, 3, 1)))
    assert days == [Period("2024-01-31", Date(2024, 1, 31), 1, 1), Period("2024-02-01", Date(2024, 2, 1), 1, 0)]
    assert len(exchanges.timeline(store, "norsk havn", "day", Filters(limit=5))) == 5
    assert exchanges.timeline(store, "ruiz", filters=Filters(kind="mixed")) == []


@pytest.mark.parametrize("unit", ["year", "Month", "", None])
def test_a_timeline_of_no_period_is_refused(store: Store, unit: Any) -> None:
    with pytest.raises(FilterError, match="give one of day, week, month"):
        exchanges.timeline(store, "ruiz", unit)


def test_a_week_over_new_year_is_of_the_year_of_its_thursday(store: Store) -> None:
    list(store.load([article("new year", "2024-12-31", ("Tor Moe", "happy new year", "Per Dahl"))]))
    assert exchanges.timeline(store, "Tor Moe", "week") == [Period("2025-W01", Date(2024, 12, 30), 1, 0)]


def test_the_shortest_path(store: Store) -> None:
    steps = chains.path(store, "ruiz", "dahl")
    assert [(step.step, step.statement.speaker, step.statement.claim, step.target) for step in steps] == [
        (1, "Ana Ruíz", "they build on sand", "Norsk Havn"),
        (2, "Norsk Havn", "a fine judge of piers", "Ada Holm"),  # not Eva Lind: the first of the two
        (3, "Ada Holm", "not my affair", "Per Dahl"),
    ]
    [step] = chains.path(store, "ruiz", "berg")
    assert step.statement.claim == "he lies about the pier"
    assert chains.path(store, "dahl", "ruiz") == []
    assert chains.path(store, "ruiz", "ruiz") == []


def test_a_path_within_limits(store: Store) -> None:
    dated = Filters(since=Date(2024, 1, 1))
    assert [step.target for step in chains.path(store, "ruiz", "dahl", dated)] == [
        "Ola Berg",
        "Norsk Havn",
        "Ada Holm",
        "Per Dahl",
    ]
    assert chains.path(store, "ruiz", "dahl", Filters(until=Date(2024, 4, 1))) == []
    assert len(chains.path(store, "ruiz", "dahl", Filters(limit=3))) == 3
    assert chains.path(store, "ruiz", "dahl", Filters(limit=2)) == []


def test_of_many_shortest_paths_the_first_by_id(store: Store) -> None:
    layers = [["Zoe A"], ["Ada B", "Bo B", "Cy B"], ["Ada C", "Bo C"], ["Ada D", "Bo D", "Cy D"], ["Zoe E"]]
    said = [
        (one, f"word of {one} for {other}", other)
        for here, there in pairwise(layers)
        for one in here
        for other in there
        if (one, other) not in {("Ada B", "Ada C"), ("Ada B", "Bo C"), ("Ada C", "Ada D")}
    ]
    list(store.load([article("layers", None, *said)]))
    steps = chains.path(store, "Zoe A", "Zoe E")
    assert [step.target for step in steps] == ["Bo B", "Ada C", "Bo D", "Zoe E"]


def test_on_the_command_line(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(ARTICLES))
    heading, _, _, first, *_ = answer("between", "ruiz", "berg", store=store_uri).splitlines()
    assert heading == "Claims by Ana Ruíz and Ola Berg about each other"
    assert first.startswith("2024-01-31  Ana Ruíz  said  he lies about the pier")

    names, _, first, _, second, _ = answer("compare", "ruiz", "berg", "--about", "norsk", store=store_uri).splitlines()
    assert names.split() == ["date", "Ana", "Ruíz", "Ola", "Berg", "id"]
    assert re.match(r"2024-01-31 {14,}said \| its engineers", first)
    assert second.startswith("            said | they build on  ")

    assert answer("timeline", "ruiz", store=store_uri).splitlines() == [
        "Claims by Ana Ruíz █ and about ░",
        "2024-01 1 1 █░",
        "2024-02 1 0 █",
        "undated 1 0 █",
    ]
    lines = answer("timeline", "ruiz", "--by", "day", "--format", "jsonl", store=store_uri).splitlines()
    assert json.loads(lines[0]) == {"period": "2024-01-31", "start": "2024-01-31", "by": 1, "about": 1, "act": None}

    _, claim, target, *_ = answer("path", "ruiz", "dahl", store=store_uri).splitlines()
    assert (claim, target) == ("  Ana Ruíz said | they build on sand", "  target: Norsk Havn")
    [*_, last] = [
        json.loads(line) for line in answer("path", "ruiz", "dahl", "--format", "jsonl", store=store_uri).splitlines()
    ]
    assert (last["step"], last["target"], last["speaker"], last["document"]) == (3, "Per Dahl", "Ada Holm", "company")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (["between", "ruiz", "dahl"], " has nothing that Ana Ruíz and Per Dahl said about each other."),
        (["between", "ruiz", "nemo"], " has nobody called “nemo”"),
        (["compare", "ruiz", "nemo", "--about", "dahl"], " has nobody called “nemo”"),
        (["compare", "ruiz", "berg", "--about", "dahl"], " has nothing that Ana Ruíz or Ola Berg said about Per Dahl."),
        (["timeline", "nemo"], " has nobody called “nemo”"),
        (["timeline", "ruiz", "--kind", "mixed"], " has no claims by or about Ana Ruíz within these limits."),
        (["path", "dahl", "ruiz"], " has no chain of claims from Per Dahl to Ana Ruíz."),
    ],
)
def test_where_nothing_is_found_a_sentence_says_so(question: list[str], sentence: str, filled: str) -> None:
    run = onrecord(*question, store=filled)
    assert (run.returncode, run.stdout) == (0, "")
    assert sentence in run.stderr


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An embedded store with the articles in it."""
    uri = str(tmp_path_factory.mktemp("exchanges") / "filled.lbug")
    with graph.open(uri) as store:
        list(store.load(ARTICLES))
    return uri


def test_bars_fit_the_terminal(tmp_path_factory: pytest.TempPathFactory) -> None:
    uri = str(tmp_path_factory.mktemp("bars") / "many.lbug")
    many = [
        article(f"a{n}", "2024-01-01", *(("Ana Ruíz", f"number {n} of {k}", "Ola Berg") for k in range(20)))
        for n in range(10)
    ]
    with graph.open(uri) as store:
        list(store.load([*many, article("one", "2024-02-01", ("Ana Ruíz", "one", "Ola Berg"))]))
    _, first, second = answer("timeline", "ruiz", store=uri).splitlines()
    assert first == "2024-01 200   0 " + "█" * 63
    assert second == "2024-02   1   0 █"
