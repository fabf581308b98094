"""Look-ups: who said what about whom, by any name, within filters; the same answers from both stores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date as Date
from pathlib import Path

import pytest
from support.articles import BOTH, HARBOUR, HARBOUR_TRIPLES, document, speaker, target, triple

from onrecord import graph
from onrecord.graph import Store, lookups
from onrecord.graph.errors import NotFound
from onrecord.graph.filters import Filters
from onrecord.graph.lookups import AmbiguousName, Ranked, UnknownName, exchanges, paths, queries

UNDATED = document("Ana Ruíz said that Bergen can wait. Ada Berg said it cannot.", "undated-1")
UNDATED_TRIPLES = [
    triple(UNDATED, speaker("Ana Ruíz"), "Bergen can wait", target("Bergen", "place"), kind="indirect"),
    triple(UNDATED, speaker("Ada Berg"), "it cannot", target("Bergen", "place", text="it"), kind="indirect"),
]
ARTICLES = [*BOTH, (UNDATED, UNDATED_TRIPLES)]


@pytest.fixture
def store(store: Store) -> Store:
    list(store.load(ARTICLES))
    return store


def names(store: Store, name: str) -> list[str]:
    return [entity.name for entity in lookups.find(store, name)]


def claims(statements: list[lookups.Statement]) -> list[str]:
    return [statement.claim for statement in statements]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Ana Ruíz", ["Ana Ruíz"]),
        ("ana ruiz", ["Ana Ruíz"]),
        ("RUÍZ", ["Ana Ruíz"]),
        ("Mayor Ruiz", ["Ana Ruíz"]),
        ("rui an", ["Ana Ruíz"]),
        ("nh", ["Norsk Havn"]),
        ("the Norsk-Havn", ["Norsk Havn"]),
        ("Berg", ["Ola Berg", "Ada Berg"]),  # an alias of his; a part of hers
        ("ber", ["Bergen", "Ola Berg", "Ada Berg"]),
        ("person:ada berg", ["Ada Berg"]),
        ("aide", ["A senior aide"]),
        ("uiz", []),
        ("Ruiz Havn", []),
        ("", []),
        ("%' OR 1=1", []),
    ],
)
def test_names_are_found_by_alias_and_by_part(store: Store, asked: str, found: list[str]) -> None:
    assert names(store, asked) == found


def test_an_unnamed_source_never_stands_in_the_way_of_a_name(store: Store) -> None:
    text = document("Aide Moreno said no. An aide said yes.", "aides")
    triples = [triple(text, speaker("Aide Moreno"), "no"), triple(text, speaker("An aide", named=False), "yes")]
    list(store.load([(text, triples)]))
    assert names(store, "aide") == ["Aide Moreno"]


def test_a_name_that_fits_several_is_not_mixed(store: Store) -> None:
    with pytest.raises(AmbiguousName) as error:
        lookups.said(store, "ber")
    assert [entity.name for entity in error.value.candidates] == ["Bergen", "Ola Berg", "Ada Berg"]
    assert str(error.value) == (
        "“ber” fits 3: Bergen (place:bergen), Ola Berg (person:ola berg), Ada Berg (person:ada berg). "
        "Give the full name or the id."
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda store, name: lookups.resolve(store, name),
        lambda store, name: lookups.who(store, name),
        lambda store, name: lookups.said(store, name),
        lambda store, name: lookups.said(store, "ruiz", name),
        lambda store, name: lookups.said(store, "ruiz", to=name),
        lambda store, name: lookups.about(store, name),
        lambda store, name: lookups.search(store, "harbour", by=name),
        lambda store, name: exchanges.between(store, "ruiz", name),
        lambda store, name: exchanges.compare(store, "ruiz", name, "nh"),
        lambda store, name: exchanges.timeline(store, name),
        lambda store, name: paths.path(store, "ruiz", name),
    ],
)
def test_an_unknown_name_is_an_error_with_those_of_similar_names(
    store: Store, ask: Callable[[Store, str], object]
) -> None:
    with pytest.raises(UnknownName) as error:
        ask(store, "Anna Ruis")
    assert [entity.name for entity in error.value.candidates] == ["Ana Ruíz"]
    assert str(error.value) == f"{store.uri} has nobody called “Anna Ruis”. Did you mean Ana Ruíz (person:ana ruiz)?"


@pytest.mark.parametrize(
    ("asked", "similar"),
    [("norsk haven", ["Norsk Havn"]), ("Norsk Xylophone", []), ("bregen", ["Bergen"]), ("zzz", []), ("…", [])],
)
def test_similar_names_have_words_that_are_alike(store: Store, asked: str, similar: list[str]) -> None:
    assert [entity.name for entity in lookups.similar(store, asked)] == similar


def test_an_entity_that_was_found_needs_no_name(store: Store) -> None:
    ruiz, berg = lookups.resolve(store, "ruiz"), lookups.resolve(store, "Ola Berg")
    assert lookups.said(store, ruiz) == lookups.said(store, "ruiz")
    assert exchanges.between(store, ruiz, berg) == exchanges.between(store, "ruiz", "Ola Berg")


def test_what_someone_said(store: Store) -> None:
    first, second, third = lookups.said(store, "Ruiz")
    assert asdict(first) == {
        "id": HARBOUR_TRIPLES[0].claim.id,
        "date": Date(2024, 5, 1),
        "speaker": "Ana Ruíz",
        "cue": "said",
        "claim": "“The harbour will stay open,”",
        "kind": "direct",
        "confidence": 0.98,
        "about": ["harbour"],
        "mentions": [],
        "document": "harbour-1",
        "title": "Harbour to stay open",
        "publisher": "The Daily Quay",
        "url": "https://quay.example/harbour",
        "act": "say",
        "repeats": None,
        "corrected": None,
    }
    assert (second.claim, second.about) == ("greed", ["Norsk Havn"])
    assert (third.claim, third.date) == ("Bergen can wait", None)


def test_what_someone_said_about_someone(store: Store) -> None:
    assert claims(lookups.said(store, "ruiz", "nh")) == ["greed"]
    assert lookups.said(store, "ruiz", "Ola Berg") == []


def test_it_does_not_matter_how_the_query_is_written(store: Store) -> None:
    pairs = [
        (by, of)
        for (by,) in store.read("MATCH (e:Entity) RETURN e.id")
        for (of,) in store.read("MATCH (e:Entity) RETURN e.id")
    ]
    params = lookups.EVERYTHING.params()
    own = {"ladybug": queries.SAID_ABOUT_FROM_BOTH, "neo4j": queries.SAID_ABOUT_OF_LIST}
    texts = [queries.SAID_ABOUT, own[store.kind]]
    found = [[store.read(text, speaker=by, target=of, **params) for by, of in pairs] for text in texts]
    assert all(each == found[0] for each in found)
    assert any(found[0])


def test_what_was_said_about_someone(store: Store) -> None:
    hearsay, *rest = lookups.about(store, "Ola Berg")
    assert (hearsay.speaker, hearsay.cue, hearsay.claim, rest) == (None, "is said", "to have resigned", [])
    assert claims(lookups.about(store, "Bergen")) == ["Bergen mattered to it", "Bergen can wait", "it cannot"]
    assert claims(lookups.about(store, "Bergen", by="Ruiz")) == ["Bergen can wait"]


def test_who_is_a_card(store: Store) -> None:
    card = lookups.who(store, "NH")
    assert card is not None
    assert (card.entity.name, card.entity.aliases) == ("Norsk Havn", ["NH", "Norsk Havn"])
    assert (card.entity.said, card.entity.about) == (2, 1)
    assert (card.first, card.last) == (Date(2024, 5, 1), Date(2024, 5, 3))
    assert card.speaks_of == [Ranked("Bergen", "place", 1, 1, "place:bergen")]
    assert card.spoken_of_by == [Ranked("Ana Ruíz", "person", 1, 1, "person:ana ruiz")]


def test_rankings_begin_with_most(store: Store) -> None:
    assert [(row.name, row.claims, row.documents) for row in lookups.speakers(store)] == [
        ("Ana Ruíz", 3, 2),
        ("Norsk Havn", 2, 1),
        ("A senior aide", 1, 1),
        ("Ada Berg", 1, 1),
        ("Ola Berg", 1, 1),
    ]
    assert [(row.name, row.claims, row.documents) for row in lookups.targets(store)] == [
        ("Bergen", 3, 2),
        ("Ana Ruíz", 1, 1),
        ("Norsk Havn", 1, 1),
        ("Ola Berg", 1, 1),
        ("harbour", 1, 1),
    ]


def test_documents_are_listed_with_their_counts(store: Store) -> None:
    rows = [(row.id, row.date, row.title, row.claims, row.speakers) for row in lookups.documents(store)]
    assert rows == [
        ("harbour-1", Date(2024, 5, 1), "Harbour to stay open", 3, 2),
        ("answer-1", Date(2024, 5, 3), "Company denies", 4, 2),
        ("undated-1", None, None, 2, 2),
    ]


@pytest.mark.parametrize(
    ("filters", "said", "speakers", "documents"),
    [
        (Filters(), 3, 5, 3),
        (Filters(since=Date(2024, 5, 1)), 2, 4, 2),
        (Filters(since=Date(2024, 5, 2)), 0, 2, 1),
        (Filters(until=Date(2024, 5, 2)), 2, 2, 1),
        (Filters(since=Date(2024, 5, 1), until=Date(2024, 5, 1)), 2, 2, 1),
        (Filters(kind="direct"), 1, 2, 2),
        (Filters(kind="mixed"), 0, 0, 0),
        (Filters(kind="indirect"), 2, 4, 3),
        (Filters(min_confidence=0.8), 3, 4, 3),
        (Filters(min_confidence=0.81), 2, 4, 3),
        (Filters(min_confidence=1.0, kind="indirect"), 1, 3, 2),
        (Filters(limit=1), 1, 1, 1),
        (Filters(limit=0), 0, 0, 0),
    ],
)
def test_every_look_up_can_be_filtered(
    store: Store, filters: Filters, said: int, speakers: int, documents: int
) -> None:
    assert len(lookups.said(store, "Ana Ruíz", filters=filters)) == said
    assert len(lookups.speakers(store, filters)) == speakers
    assert len(lookups.documents(store, filters)) == documents


def test_the_card_and_the_claims_about_someone_can_be_filtered(store: Store) -> None:
    may_3 = Filters(since=Date(2024, 5, 3))
    assert claims(lookups.about(store, "Bergen", filters=may_3)) == ["Bergen mattered to it"]
    assert claims(lookups.about(store, "Bergen", by="Ruiz", filters=may_3)) == []
    card = lookups.who(store, "NH", may_3)
    assert card is not None
    assert (card.entity.said, card.entity.about, card.spoken_of_by) == (2, 0, [])
    assert [row.name for row in lookups.targets(store, Filters(limit=2))] == ["Bergen", "Ana Ruíz"]
    sure = Filters(min_confidence=0.9)
    assert claims(lookups.about(store, "Norsk Havn", filters=sure)) == []
    card = lookups.who(store, "Ana Ruíz", sure)
    assert card is not None
    assert (card.entity.said, [row.name for row in card.speaks_of]) == (2, ["Bergen", "harbour"])
    assert "Norsk Havn" not in [row.name for row in lookups.targets(store, sure)]


def test_a_claim_is_shown_in_its_text(store: Store) -> None:
    shown = lookups.show(store, HARBOUR_TRIPLES[1].claim.id)
    marked = [
        [shown.text[start:stop] for start, stop in spans]
        for spans in (shown.speaker_spans, shown.cue_spans, shown.claim_spans)
    ]
    assert marked == [["She"], ["accused"], ["greed"]]
    assert (shown.text, shown.speaker_text) == (HARBOUR.text, "She")
    assert shown.statement == lookups.said(store, "Ruiz", "NH")[0]


def test_a_claim_that_is_not_there(store: Store) -> None:
    with pytest.raises(NotFound, match="has no claim 'nothing'"):
        lookups.show(store, "nothing")
    with pytest.raises(NotFound, match="has no document 'nothing'"):
        lookups.forget(store, "nothing")


def test_info_counts(store: Store) -> None:
    info = lookups.info(store)
    assert (info.documents, info.claims, info.speakers, info.entities) == (3, 9, 5, 7)
    assert (info.store, info.kind) == (store.uri, store.kind)
    assert info.version[0].isdigit()


def test_both_stores_answer_the_same(neo4j_uri: str, tmp_path: Path) -> None:
    answers = []
    for uri in (str(tmp_path / "same.lbug"), neo4j_uri):
        with graph.open(uri) as opened:
            list(opened.load(ARTICLES))
            answers.append(
                [
                    lookups.find(opened, "ber"),
                    lookups.said(opened, "Ruiz"),
                    lookups.about(opened, "Bergen"),
                    lookups.who(opened, "Norsk Havn"),
                    lookups.speakers(opened),
                    lookups.targets(opened),
                    lookups.documents(opened),
                    lookups.show(opened, HARBOUR_TRIPLES[0].claim.id),
                ]
            )
    assert answers[0] == answers[1]
