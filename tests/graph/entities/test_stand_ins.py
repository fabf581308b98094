"""A country is also asked for by what stands for it, unless it is asked for exactly: in every look-up of somebody."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import pytest
from support.articles import Batches, document, speaker, target, triple
from support.command_line import answer

from onrecord.graph import Store, lookups
from onrecord.graph.filters import Filters
from onrecord.graph.lookups import exchanges
from onrecord.graph.lookups import paths as chains
from onrecord.graph.lookups.exchanges import Period

EXACTLY = Filters(exact=True)
UKRAINE = "place:ukraine"


def article(id: str, day: str, *claims: tuple[str, str, list[str]]) -> tuple:  # type: ignore[type-arg]
    """An article in which each speaker makes a claim of several targets; all are places."""
    text = document(" ".join(f"{who} said {claim} of {', '.join(of)}." for who, claim, of in claims), id, day)
    return text, [
        triple(text, speaker(who, type="place"), claim, *(target(each, type="place") for each in of))
        for who, claim, of in claims
    ]


ARTICLES: Batches = [
    article(
        "first",
        "2024-01-31",
        ("Kyiv", "grain ships will sail again", ["Norway"]),
        ("Norway", "the harbour is safe for ships", ["Kyiv", "Ukraine"]),
    ),
    article(
        "second",
        "2024-02-01",
        ("Ukraine", "grain is cheap this year", ["Norway"]),
        ("Peru", "nobody answers letters there", ["Kyiv"]),
    ),
]


@pytest.fixture
def store(store: Store) -> Store:
    list(store.load(ARTICLES))
    return store


def test_who(store: Store) -> None:
    card, alone = (lookups.who(store, UKRAINE, filters) for filters in (Filters(), EXACTLY))
    assert card is not None
    assert alone is not None
    assert (card.entity.said, card.entity.about, card.first) == (2, 2, Date(2024, 1, 31))
    assert [(each.name, each.claims, each.documents) for each in card.speaks_of] == [("Norway", 2, 2)]
    assert [(each.name, each.claims) for each in card.spoken_of_by] == [("Norway", 1), ("Peru", 1)]
    assert (alone.entity.said, alone.entity.about, alone.first) == (1, 1, Date(2024, 1, 31))
    assert [(each.name, each.claims) for each in alone.spoken_of_by] == [("Norway", 1)]


def test_timeline(store: Store) -> None:
    january, february = Date(2024, 1, 1), Date(2024, 2, 1)
    assert exchanges.timeline(store, UKRAINE) == [Period("2024-01", january, 1, 1), Period("2024-02", february, 1, 1)]
    alone = [Period("2024-01", january, 0, 1), Period("2024-02", february, 1, 0)]
    assert exchanges.timeline(store, UKRAINE, filters=EXACTLY) == alone


def test_search(store: Store) -> None:
    def found(filters: Filters, **whose: Any) -> set[str]:
        return {each.claim for each in lookups.search(store, whose.pop("words"), filters=filters, **whose)}

    grain = {"grain ships will sail again", "grain is cheap this year"}
    assert found(Filters(), words="grain", by=UKRAINE) == grain
    assert found(EXACTLY, words="grain", by=UKRAINE) == {"grain is cheap this year"}
    assert found(Filters(), words="letters", about=UKRAINE) == {"nobody answers letters there"}
    assert found(EXACTLY, words="letters", about=UKRAINE) == set()


def test_between_and_compare(store: Store) -> None:
    assert len(exchanges.between(store, UKRAINE, "Norway")) == 3
    assert len(exchanges.between(store, UKRAINE, "Norway", EXACTLY)) == 2
    assert len(exchanges.compare(store, "Peru", "Norway", UKRAINE)) == 2
    assert len(exchanges.compare(store, "Peru", "Norway", UKRAINE, EXACTLY)) == 1


def test_path(store: Store) -> None:
    [step] = chains.path(store, "Peru", UKRAINE)
    assert (step.statement.claim, step.target) == ("nobody answers letters there", "Kyiv")
    assert [step.target for step in chains.path(store, "Peru", UKRAINE, EXACTLY)] == ["Kyiv", "Norway", "Ukraine"]
    assert chains.path(store, UKRAINE, "Kyiv") == []
    assert chains.path(store, UKRAINE, "Kyiv", EXACTLY) != []


@pytest.mark.parametrize(
    "command",
    [
        ("who", UKRAINE),
        ("timeline", UKRAINE),
        ("search", "letters", "--about", UKRAINE),
        ("between", UKRAINE, "Norway"),
        ("compare", "Peru", "Norway", "--about", UKRAINE),
        ("path", "Peru", UKRAINE),
    ],
)
def test_commands_can_be_exact(store: Store, command: tuple[str, ...]) -> None:
    store.close()
    asked = [*command, "--store", store.uri, "--format", "jsonl"]
    assert answer(*asked) != answer(*asked, "--exact")
