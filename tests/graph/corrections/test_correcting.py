"""Corrections of claims: what they change, what is left when they are taken back, and what loading again does."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from support.articles import (
    ANSWER,
    ANSWER_TRIPLES,
    BOTH,
    DENIAL,
    HARBOUR,
    HARBOUR_TRIPLES,
    INNER,
    OUTER,
    TOLD,
    document,
    speaker,
    target,
    triple,
)
from support.contents import with_indexes as contents
from support.names import article

from onrecord import graph
from onrecord.graph import Store, StoreError, lookups
from onrecord.graph.corrections import making
from onrecord.graph.corrections.making import NothingToCorrect, NotInArticle, UnclearName
from onrecord.graph.entities.corrections import split
from onrecord.graph.errors import NotFound
from onrecord.graph.lookups import AmbiguousName
from onrecord.graph.transfer import into_store

OPEN, GREED, TALKS = (each.claim.id for each in HARBOUR_TRIPLES)
CHARGE, CALLED, RESIGNED, MATTERED = (each.claim.id for each in ANSWER_TRIPLES)


def said(store: Store) -> dict[str, tuple[str | None, str, str | None]]:
    """Of each claim who said it, what, and what people did with it."""
    rows = store.read("MATCH (c:Claim) OPTIONAL MATCH (e:Entity)-[:SAID]->(c) RETURN c.id, e.name, c.text, c.corrected")
    return {id: (name, text, corrected) for id, name, text, corrected in rows}


def outcomes(store: Store, articles: object = BOTH) -> list[str]:
    return [loaded.outcome for loaded in store.load(articles)]  # type: ignore[arg-type]


def test_a_speaker_is_corrected_shown_and_kept_when_the_article_is_loaded_again(store: Store) -> None:
    list(store.load(BOTH))
    before = contents(store)
    made = making.correct(store, GREED, speaker="Ola Berg", by="the desk")
    assert made.what == "speaker: Ana Ruíz → Ola Berg"
    assert said(store)[GREED] == ("Ola Berg", "greed", "corrected")
    assert [each.id for each in lookups.said(store, "Ana Ruiz")] == [OPEN]
    assert outcomes(store) == ["unchanged", "unchanged"]
    shown = lookups.show(store, GREED)
    assert (shown.corrected, shown.statement.speaker, shown.statement.confidence) == ("corrected", "Ola Berg", 1.0)
    assert {each.id: each.corrected for each in lookups.said(store, "Ola Berg")}[shown.statement.id] == "corrected"
    assert shown.read_as is not None
    assert (shown.read_as.speaker, shown.read_as.confidence) == ("Ana Ruíz", 0.8)
    assert [(each.by, each.what) for each in shown.corrections] == [("the desk", made.what)]
    assert making.undo(store, GREED).id == made.id
    assert contents(store) == before
    assert lookups.show(store, GREED).corrections == []


def told(store: Store) -> list[tuple[str | None, list[str]]]:
    """Who made each of these claims, and whom it is about."""
    shown = [lookups.show(store, each.claim.id) for each in (OUTER, INNER, DENIAL)]
    return [(each.statement.speaker, each.statement.about) for each in shown]


def test_a_claim_inside_another_follows_its_speaker_and_the_other_its(store: Store) -> None:
    list(store.load([*BOTH, (TOLD, [OUTER, INNER, DENIAL])]))
    before, read = contents(store), told(store)
    assert read == [("Nora Berg", ["Norsk Havn"]), ("Nora Berg", ["Norsk Havn"]), ("Norsk Havn", [])]
    outer = making.correct(store, OUTER.claim.id, speaker="Ola Berg")
    assert told(store) == [("Ola Berg", ["Norsk Havn"]), ("Ola Berg", ["Norsk Havn"]), ("Norsk Havn", [])]
    denial = making.correct(store, DENIAL.claim.id, speaker="organization:Acme")
    assert told(store) == [("Ola Berg", ["Acme"]), ("Ola Berg", ["Acme"]), ("Acme", [])]
    shown = lookups.show(store, INNER.claim.id)
    assert [each.id for each in shown.corrections] == [outer.id, denial.id]
    assert (shown.corrected, shown.read_as and shown.read_as.speaker) == ("corrected", "Nora Berg")
    assert [each.speaker for each in (*shown.reported_in, *shown.reports)] == ["Ola Berg", "Acme"]
    assert [each.id for each in lookups.show(store, DENIAL.claim.id).corrections] == [denial.id]
    making.undo(store, outer)
    assert told(store) == [("Nora Berg", ["Acme"]), ("Nora Berg", ["Acme"]), ("Acme", [])]
    making.undo(store, denial)
    assert contents(store) == before
    making.correct(store, OUTER.claim.id, speaker="")
    assert told(store)[:2] == [(None, ["Norsk Havn"]), (None, ["Norsk Havn"])]


def test_what_somebody_looked_at_follows_nobody(store: Store) -> None:
    list(store.load([*BOTH, (TOLD, [OUTER, INNER, DENIAL])]))
    making.correct(store, INNER.claim.id, confirm=True)
    making.correct(store, OUTER.claim.id, speaker="Ola Berg")
    making.correct(store, DENIAL.claim.id, speaker="organization:Acme")
    assert told(store) == [("Ola Berg", ["Acme"]), ("Nora Berg", ["Norsk Havn"]), ("Acme", [])]


def test_every_part_of_a_claim_is_corrected(store: Store) -> None:
    list(store.load(BOTH))
    making.correct(
        store, GREED, about=["Ola Berg", "place:Narvik"], act="blame", cue="accused", words="greed. A … aide"
    )
    shown = lookups.show(store, GREED)
    assert shown.statement.about == ["Ola Berg", "Narvik"]
    assert (shown.statement.act, shown.statement.claim) == ("blame", "greed. A aide")
    assert [HARBOUR.text[start:stop] for start, stop in shown.claim_spans] == ["greed. A", "aide"]
    making.correct(store, GREED, speaker="", about=[])
    shown = lookups.show(store, GREED)
    assert (shown.statement.speaker, shown.statement.about) == (None, [])
    assert [entity.type for entity in lookups.find(store, "Narvik")] == []


def test_a_dropped_claim_is_gone_and_comes_back(store: Store) -> None:
    list(store.load(BOTH))
    before = contents(store)
    making.correct(store, CALLED, drop=True)
    assert CALLED not in said(store)
    assert lookups.search(store, "never called") == []
    assert outcomes(store) == ["unchanged", "unchanged"]
    assert CALLED not in said(store)
    making.undo(store, CALLED)
    assert contents(store) == before
    assert [each.id for each in lookups.search(store, "never called")] == [CALLED]


def test_a_claim_is_confirmed(store: Store) -> None:
    list(store.load(BOTH))
    making.correct(store, TALKS, confirm=True)
    assert said(store)[TALKS][2] == "confirmed"
    assert lookups.show(store, TALKS).statement.confidence == 1.0
    with pytest.raises(NothingToCorrect):
        making.correct(store, TALKS, confirm=True)


def test_search_follows_corrections(store: Store) -> None:
    list(store.load(BOTH))
    assert [each.id for each in lookups.search(store, "charge")] == [CHARGE]
    making.correct(store, CHARGE, words="denied the charge")
    assert [each.claim for each in lookups.search(store, "denied")] == ["denied the charge"]
    making.undo(store, CHARGE)
    assert lookups.search(store, "denied") == []


def test_a_missed_claim_is_added_with_its_cue_and_act(store: Store) -> None:
    list(store.load(BOTH))
    before = contents(store)
    added = making.add(store, "answer-1", "have resigned", speaker="Ola Berg", about="Norsk Havn", cue="denied")
    shown = lookups.show(store, added.claim)
    assert (shown.corrected, shown.statement.speaker, shown.statement.act) == ("added", "Ola Berg", "deny")
    assert (shown.statement.about, shown.statement.kind, shown.read_as) == (["Norsk Havn"], "indirect", None)
    inner = making.add(store, "answer-1", "resigned", speaker="Ola Berg")
    assert [each.id for each in lookups.show(store, inner.claim).reported_in] == [added.claim]
    making.undo(store, inner.claim)
    making.correct(store, added.claim, act="doubt")
    assert outcomes(store) == ["unchanged", "unchanged"]
    assert lookups.show(store, added.claim).statement.act == "doubt"
    with pytest.raises(NothingToCorrect):
        making.add(store, "answer-1", "have resigned", speaker="Ola Berg")
    making.undo(store, making.corrections(store)[0])
    assert making.corrections(store) == []
    assert contents(store) == before


def test_a_document_and_a_claim_are_meant_by_what_is_at_hand(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    parts = [
        document(f"Nora Berg said no. {words} is shut.", f"news-{words}", path=str(file)) for words in ("It", "Gas")
    ]
    list(store.load([*BOTH, *((each, []) for each in parts)]))
    before = contents(store)
    by_url = making.add(store, "https://quay.example/harbour", "on Monday", speaker="Lee Park")
    by_start = making.add(store, "answ", "the charge", speaker="Lee Park")
    by_path = making.add(store, str(file), "Gas is shut")
    assert [each.document for each in (by_url, by_start, by_path)] == ["harbour-1", "answer-1", "news-Gas"]
    with pytest.raises(NotFound, match=r"has several documents: give the id of one, news-Gas, news-It\."):
        making.add(store, str(file), "said no")
    with pytest.raises(NotFound, match="has no document 'nothing'"):
        making.add(store, "nothing", "said no")
    made = making.correct(store, GREED[:8], drop=True)
    assert (made.claim, making.undo(store, GREED[:8]).id) == (GREED, made.id)
    for each in (by_url, by_start, by_path):
        making.undo(store, each.claim[:10])
    assert contents(store) == before


def test_a_claim_that_is_read_later_is_not_there_twice(store: Store) -> None:
    list(store.load([(HARBOUR, HARBOUR_TRIPLES[:2])]))
    added = making.add(store, "harbour-1", "the talks in Bergen had failed", speaker="Ola Berg")
    read = replace(HARBOUR_TRIPLES[2], speaker=speaker("Ola Berg", text="A senior aide"))
    assert outcomes(store, [(HARBOUR, [*HARBOUR_TRIPLES[:2], read])]) == ["replaced"]
    claims = [text for _, text, _ in said(store).values()]
    assert sorted(claims) == ["greed", "the talks in Bergen had failed", "“The harbour will stay open,”"]
    assert making.corrections(store)[0].claim == read.claim.id != added.claim


def test_an_unnamed_source_is_named_in_one_article(store: Store) -> None:
    other = document("A senior aide said that it was late.", "a2")
    list(store.load([*BOTH, (other, [triple(other, speaker("A senior aide", named=False), "it was late")])]))
    before = contents(store)
    named = making.name(store, "a senior aide", "Ola Berg", "harbour-1")
    assert named.what == "A senior aide is Ola Berg"
    assert said(store)[TALKS] == ("Ola Berg", "the talks in Bergen had failed", "corrected")
    assert [each.name for each in lookups.find(store, "senior aide")] == ["A senior aide"]
    assert outcomes(store) == ["unchanged", "unchanged"]
    assert [each.what for each in lookups.show(store, TALKS).corrections] == [named.what]
    making.undo(store, named.id)
    assert contents(store) == before
    with pytest.raises(NothingToCorrect, match="It has A senior aide"):
        making.name(store, "minister", "Ola Berg", "harbour-1")


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("Ola", UnclearName),
        ("Havn", UnclearName),
        ("Ana Berg", AmbiguousName),
        ("…", UnclearName),
        ("person:a senior aide@harbour-1", UnclearName),
    ],
)
def test_a_name_has_to_be_whole(store: Store, name: str, error: type[StoreError]) -> None:
    list(store.load(BOTH))
    articles = [article("a3", ("Ana Berg", "person")), article("a4", "Ana Berg Jr.", ("Ana Berg", "person"))]
    list(store.load(articles))
    store.learn([split("Ana Berg", "a4")])
    with pytest.raises(error):
        making.correct(store, OPEN, speaker=name)
    assert making.corrections(store) == []


def test_what_cannot_be_done_says_so_and_changes_nothing(store: Store) -> None:
    list(store.load(BOTH))
    before = contents(store)
    with pytest.raises(NotFound):
        making.correct(store, "0123", drop=True)
    with pytest.raises(NotFound):
        making.add(store, "nowhere", "greed")
    with pytest.raises(NotInArticle, match="“thieves” does not stand in the article"):
        making.correct(store, GREED, words="thieves")
    with pytest.raises(NotInArticle):
        making.add(store, "harbour-1", " ")
    with pytest.raises(NothingToCorrect, match="is so already"):
        making.correct(store, GREED, speaker="Ana Ruíz")
    with pytest.raises(NothingToCorrect, match="one of three"):
        making.correct(store, GREED)
    with pytest.raises(StoreError, match="did you mean deny"):
        making.correct(store, GREED, act="denied")
    with pytest.raises(NothingToCorrect):
        making.undo(store, GREED)
    assert contents(store) == before


def test_the_words_of_a_speaker_go_where_they_name_another(store: Store) -> None:
    told = document("Ana Ruiz said it was over. Later Ben Hall, of the union, agreed that it was.", "a1")
    read = triple(told, speaker("Ana Ruiz"), "it was over", target("Ben Hall"))
    list(store.load([(told, [read])]))
    making.correct(store, read.claim.id, speaker="Ben Hall")
    assert lookups.show(store, read.claim.id).speaker_text == "Ben Hall"
    assert lookups.find(store, "Ben Hall")[0].aliases == ["Ben Hall"]
    making.correct(store, read.claim.id, speaker="Lee Park")
    shown = lookups.show(store, read.claim.id)
    assert (shown.speaker_text, shown.speaker_spans) == ("Lee Park", ())


# An article that has changed

STORY = "The mayor spoke first. Ana Ruiz said that the old bridge will stay open. She denied that it was late."
CHANGED = "Update: it rained.\n\nAna Ruiz  said that the old bridge\nwill stay open. Nothing else was said."


def story(text: str, path: str | None = None, id: str = "") -> tuple[object, list[object]]:
    told = document(text, id, **({"path": path} if path else {}))
    words = "that the old bridge will stay open" if "bridge will" in text else "that the old bridge\nwill stay open"
    found = [triple(told, speaker("Ana Ruiz"), words, kind="indirect")]
    if "late" in text:
        found.append(triple(told, speaker("Ana Ruiz", text="She"), "that it was late", cue="denied"))
    return told, list(found)


@pytest.mark.parametrize("id", ["a1", ""], ids=["its own id", "a fingerprint of its text"])
def test_a_correction_is_found_again_by_its_words(store: Store, tmp_path: Path, id: str) -> None:
    path = str(tmp_path / "a.txt")
    list(store.load([story(STORY, path, id)]))  # type: ignore[list-item]
    first, late = sorted(said(store), key=lambda claim: said(store)[claim][1])[::-1]
    if said(store)[first][1] != "that the old bridge will stay open":
        first, late = late, first
    making.correct(store, first, speaker="Ben Hall")
    making.correct(store, late, act="doubt")
    assert outcomes(store, [story(CHANGED, path, id)]) == ["replaced"]
    [(claim, (name, _, corrected))] = said(store).items()
    assert (name, corrected) == ("Ben Hall", "corrected")
    found, lost = making.corrections(store)
    assert (found.claim, found.lost, lost.lost) == (claim, False, True)
    assert making.corrections(store, lost=True) == [lost]
    assert outcomes(store, [story(CHANGED, path, id)]) == ["unchanged"]
    assert outcomes(store, [story(STORY, path, id)]) == ["replaced"]
    assert making.corrections(store, lost=True) == []
    assert sorted(corrected or "" for _, _, corrected in said(store).values()) == ["corrected", "corrected"]


def test_a_claim_that_is_not_read_any_more_stays_as_it_was_corrected(store: Store) -> None:
    list(store.load(BOTH))
    making.correct(store, GREED, speaker="Ola Berg")
    making.correct(store, OPEN, confirm=True)
    assert outcomes(store, [(HARBOUR, HARBOUR_TRIPLES[2:]), (ANSWER, [])]) == ["unchanged", "replaced"]
    assert {id: (name, corrected) for id, (name, _, corrected) in said(store).items()} == {
        OPEN: ("Ana Ruíz", "confirmed"),
        GREED: ("Ola Berg", "corrected"),
        TALKS: ("A senior aide", None),
    }
    making.undo(store, GREED)
    making.undo(store, OPEN)
    assert set(said(store)) == {TALKS}


def test_corrections_outlast_their_document(store: Store) -> None:
    list(store.load(BOTH))
    making.correct(store, GREED, speaker="Ola Berg")
    corrected = contents(store)
    lookups.forget(store, "harbour-1")
    assert [each.lost for each in making.corrections(store)] == [True]
    assert outcomes(store, [(HARBOUR, HARBOUR_TRIPLES)]) == ["added"]
    assert contents(store) == corrected
    assert making.corrections(store, lost=True) == []


def test_a_copy_has_the_corrections_and_can_take_them_back(store: Store, tmp_path: Path) -> None:
    list(store.load(BOTH))
    before = contents(store)
    making.correct(store, GREED, speaker="Ola Berg", by="one")
    making.correct(store, CALLED, drop=True)
    with graph.open(str(tmp_path / "copy.lbug")) as other:
        list(into_store.copy(store, other))
        assert contents(other) == contents(store)
        assert making.corrections(other) == making.corrections(store)
        assert {each.outcome for each in into_store.copy(store, other)} == {"unchanged"}
        assert outcomes(other) == ["unchanged", "unchanged"]
        for each in making.corrections(other):
            making.undo(other, each)
        assert contents(other) == before


def test_a_copy_into_a_store_that_has_the_articles_corrects_them(store: Store, tmp_path: Path) -> None:
    list(store.load(BOTH))
    making.correct(store, GREED, speaker="Ola Berg")
    with graph.open(str(tmp_path / "copy.lbug")) as other:
        list(other.load(BOTH))
        making.correct(other, OPEN, act="promise", by="other")
        list(into_store.copy(store, other))
        assert said(other)[GREED][0] == "Ola Berg"
        assert lookups.show(other, OPEN).statement.act == "promise"


def test_an_unread_article_stays_corrected(store: Store) -> None:
    """What is known to be unchanged without being read again stays as it is."""
    from onrecord.graph.loading.readings import Readings

    list(store.load([(HARBOUR, HARBOUR_TRIPLES)]))
    with Readings(store, "how") as readings:
        for told, _ in readings.marked([HARBOUR]):
            [loaded] = store.load([(told, HARBOUR_TRIPLES)])
            readings.loaded(loaded.document)
    making.correct(store, GREED, speaker="Ola Berg")
    with Readings(store, "how") as readings:
        [(told, unchanged)] = readings.marked([HARBOUR])
        assert unchanged is not None
        assert [each.outcome for each in store.load([(told, unchanged)])] == ["unchanged"]
    assert said(store)[GREED][0] == "Ola Berg"


def test_what_goes_wrong_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.graph.loading import load

    list(store.load(BOTH))
    before = contents(store)
    monkeypatch.setattr(load, "_write", partial(_fail))
    with pytest.raises((ZeroDivisionError, StoreError)):  # the embedded store takes it for its engine's
        making.correct(store, GREED, speaker="Ola Berg")
    monkeypatch.undo()
    assert contents(store) == before
    assert making.corrections(store) == []


def _fail(*_: object) -> None:
    raise ZeroDivisionError
