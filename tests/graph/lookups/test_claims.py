"""All claims in one list, by whom and by whom not, with and without a name; denials beside what they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date
from pathlib import Path

import pytest
from support.articles import Batches, document, speaker, target, triple

from onrecord.extract import Document, Target, Triple
from onrecord.graph import Store, lookups
from onrecord.graph.errors import NotFound
from onrecord.graph.filters import Filters
from onrecord.graph.lookups import Statement, exchanges
from onrecord.graph.lookups.claims import claims
from onrecord.graph.lookups.contradictions import contradictions

WORKS = target("Brackwater", "organization")


def article(text: str, id: str, day: str | None, *made: tuple[str | None, str, str, str, Sequence[Target]]) -> tuple:  # type: ignore[type-arg]
    """An article, and its claims: speaker (a small letter first: without a name), cue, words, act and targets."""
    article = document(text, id, day, url=f"https://courier.example/{id}")
    return article, [_claim(article, *each) for each in made]


def _claim(article: Document, who: str | None, cue: str, words: str, act: str, targets: Sequence[Target]) -> Triple:
    source = speaker(who, named=who[0].isupper()) if who else None
    found = triple(article, source, words, *targets, cue=cue, kind="indirect")
    return replace(found, claim=replace(found.claim, act=act))


HALLORAN, FERRAN = target("Thomas Halloran"), target("Lucia Ferran")

ARTICLES: Batches = [
    article(
        "Lucia Ferran accused Thomas Halloran of hiding the log book. an official said that Brackwater had lied. "
        "It is said that Brackwater is for sale.",
        "one",
        "2025-03-03",
        ("Lucia Ferran", "accused", "hiding the log book", "accuse", [HALLORAN]),
        ("an official", "said", "that Brackwater had lied", "say", [WORKS]),
        (None, "is said", "that Brackwater is for sale", "say", [WORKS]),
    ),
    article(
        "Thomas Halloran denied that he had seen the log book. Brackwater said that Brackwater was sorry. "
        "Edith Marsh claimed that Brackwater had poisoned the wells.",
        "two",
        "2025-03-10",
        ("Thomas Halloran", "denied", "that he had seen the log book", "deny", []),
        ("Brackwater", "said", "that Brackwater was sorry", "say", [WORKS]),
        ("Edith Marsh", "claimed", "that Brackwater had poisoned the wells", "claim", [WORKS]),
    ),
    article(
        "Lucia Ferran rejected that Brackwater had poisoned wells. Edith Marsh withdrew that Brackwater had poisoned "
        "the wells. Lucia Ferran praised Brackwater.",
        "three",
        "2025-04-02",
        ("Lucia Ferran", "rejected", "that Brackwater had poisoned wells", "deny", [WORKS]),
        ("Edith Marsh", "withdrew", "that Brackwater had poisoned the wells", "retract", [WORKS]),
        ("Lucia Ferran", "praised", "Brackwater", "praise", [WORKS]),
    ),
    article(
        "Thomas Halloran denied that a log book could ever have been his.",
        "years later",
        "2027-03-10",
        ("Thomas Halloran", "denied", "that a log book could ever have been his", "deny", []),
    ),
    article(
        "Edith Marsh accused Thomas Halloran of greed.",
        "undated",
        None,
        ("Edith Marsh", "accused", "greed", "accuse", [HALLORAN]),
    ),
]


@pytest.fixture
def store(store: Store) -> Store:
    list(store.load(ARTICLES))
    return store


def told(found: Sequence[Statement]) -> list[tuple[str | None, str]]:
    return [(each.speaker, each.claim) for each in found]


SORRY = ("Brackwater", "that Brackwater was sorry")
LIED = ("an official", "that Brackwater had lied")
SALE = (None, "that Brackwater is for sale")


def test_all_claims_are_in_the_order_of_time_and_whole(store: Store) -> None:
    found = list(claims(store))
    assert [each.document for each in found] == ["one"] * 3 + ["two"] * 3 + ["three"] * 3 + ["years later", "undated"]
    assert told(found)[:3] == [("Lucia Ferran", "hiding the log book"), LIED, SALE]
    assert found[0].about == ["Thomas Halloran"]
    assert found == [shown.statement for shown in (lookups.show(store, each.id) for each in found)]
    assert list(claims(store, filters=Filters(limit=4))) == found[:4]
    assert [each.act for each in claims(store, filters=Filters(acts=("accuse", "praise")))] == [
        "accuse",
        "praise",
        "accuse",
    ]
    until = Filters(until=Date(2025, 3, 9))
    assert list(claims(store, filters=until)) == found[:3]


def test_by_whom_and_by_whom_not(store: Store) -> None:
    by_others = told(list(claims(store, about="Brackwater", not_by="Brackwater", filters=Filters(limit=3))))
    assert by_others == [LIED, SALE, ("Edith Marsh", "that Brackwater had poisoned the wells")]
    assert told(lookups.about(store, "Brackwater", not_by=["Brackwater", "Marsh", "Ferran"])) == [LIED, SALE]
    assert len(list(claims(store, not_by=["Ferran", "Marsh", "Halloran"]))) == 3
    assert told(lookups.search(store, "Brackwater", not_by=["Marsh", "Ferran", "Brackwater"])) != []
    assert {each.speaker for each in lookups.search(store, "Brackwater", not_by=["Marsh", "Ferran", "Brackwater"])} == {
        "an official",
        None,
    }


def test_with_a_name_and_without(store: Store) -> None:
    unnamed = lookups.about(store, "Brackwater", named=False)
    assert told(unnamed) == [LIED, SALE]
    assert told(list(claims(store, named=False))) == [LIED, SALE]
    named = list(claims(store, named=True))
    assert {each.speaker for each in named} == {"Lucia Ferran", "Thomas Halloran", "Brackwater", "Edith Marsh"}
    assert len(named) + len(unnamed) == len(list(claims(store)))
    assert told(lookups.search(store, "Brackwater", named=False, filters=Filters(limit=1))) in ([LIED], [SALE])


def test_several_names_in_one_question(store: Store) -> None:
    both = lookups.said(store, ["Ferran", "Thomas Halloran"])
    assert [each.speaker for each in both] == [
        "Lucia Ferran", "Thomas Halloran", "Lucia Ferran", "Lucia Ferran", "Thomas Halloran",
    ]  # fmt: skip
    assert lookups.said(store, ["Ferran", "Lucia Ferran"]) == lookups.said(store, "Ferran")
    about = lookups.about(store, ["Thomas Halloran", "Brackwater"])
    assert about == sorted(about, key=lambda each: each.date or Date.max)
    assert len(about) == len(lookups.about(store, "Thomas Halloran")) + len(lookups.about(store, "Brackwater"))
    assert told(
        list(claims(store, by=["Edith Marsh"], about=["Halloran", "Brackwater"], filters=Filters(limit=1)))
    ) == [("Edith Marsh", "that Brackwater had poisoned the wells")]


def test_denials_stand_beside_what_they_may_answer(store: Store) -> None:
    pairs = [
        (each.denial.speaker, each.denial.act, each.claim.speaker, each.claim.claim, each.about, each.days)
        for each in contradictions(store)
    ]
    poisoned = "that Brackwater had poisoned the wells"
    assert pairs == [
        ("Thomas Halloran", "deny", "Lucia Ferran", "hiding the log book", ["Thomas Halloran"], 7),
        ("Lucia Ferran", "deny", "Edith Marsh", poisoned, ["Brackwater"], 23),
        ("Edith Marsh", "retract", "Edith Marsh", poisoned, ["Brackwater"], 23),
    ]
    [first, *_] = contradictions(store)
    assert first.shared == ["log", "book"]
    assert [(place.id, place.document) for place in first.denied_in] == [(first.denial.id, "two")]
    assert [(place.id, place.url) for place in first.claimed_in] == [(first.claim.id, "https://courier.example/one")]


def test_contradictions_of_one_person_and_within_limits(store: Store) -> None:
    for name, speakers in (("Halloran", ["Thomas Halloran"]), ("Marsh", ["Lucia Ferran", "Edith Marsh"])):
        assert [each.denial.speaker for each in contradictions(store, name)] == speakers
    assert [each.claim.speaker for each in contradictions(store, "Ferran")] == ["Lucia Ferran", "Edith Marsh"]
    assert len(contradictions(store, days=7)) == 1
    assert len(contradictions(store, days=1000)) == 4
    assert len(contradictions(store, filters=Filters(limit=2))) == 2
    assert contradictions(store, filters=Filters(since=Date(2025, 5, 1))) == []


def test_a_timeline_of_two_and_by_act(store: Store) -> None:
    periods = exchanges.timeline(store, "Ferran", about="Brackwater")
    assert [(each.period, each.by, each.about, each.act) for each in periods] == [("2025-04", 2, 0, None)]
    acts = exchanges.timeline(store, "Halloran", by_act=True)
    assert [(each.period, each.act, each.by, each.about) for each in acts] == [
        ("2025-03", "accuse", 0, 1),
        ("2025-03", "deny", 1, 0),
        ("2027-03", "deny", 1, 0),
        ("undated", "accuse", 0, 1),
    ]
    assert exchanges.timeline(store, "Brackwater", about="Ferran")[0].about == 2


def test_links_are_of_the_claims_own_words(store: Store) -> None:
    found = list(claims(store))
    links = lookups.links(store, found)
    assert links[0] == "https://courier.example/one#:~:text=hiding%20the%20log%20book"
    assert links == [lookups.show(store, each.id).link for each in found]


def test_the_beginning_of_an_id_is_enough(store: Store) -> None:
    ids = sorted(each.id for each in claims(store))
    assert all(lookups.show(store, id[:12]).statement.id == id for id in ids)
    with pytest.raises(NotFound, match="has no claim ''"):
        lookups.show(store, "")
    assert lookups.documents_meant(store, "th") == ["three"]
    with pytest.raises(NotFound, match="'t' begins the id of several documents: three, two"):
        lookups.documents_meant(store, "t")


def test_documents_are_meant_by_path_and_url_too(store: Store, tmp_path: Path) -> None:
    path = str(tmp_path / "wire.jsonl")
    list(store.load([(document(f"It rained {n} days.", f"wire-{n}", path=path), []) for n in (1, 2)]))
    assert lookups.documents_meant(store, path) == ["wire-1", "wire-2"]
    assert lookups.documents_meant(store, "https://courier.example/one") == ["one"]
    with pytest.raises(NotFound, match="has no document 'nowhere'"):
        lookups.documents_meant(store, "nowhere")
