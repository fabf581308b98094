"""A file that was loaded with a URL, then edited and loaded without it, is one article; many in one file stay many."""

from __future__ import annotations

from dataclasses import replace

from support.articles import HARBOUR

from onrecord.extract import Document, Triple
from onrecord.graph import Store
from onrecord.graph.loading.readings import ASKED_AT_ONCE, Readings

URL = "https://post.example/bridge"


def load(store: Store, *articles: Document) -> list[str]:
    with Readings(store, "model") as readings:
        nothing: list[Triple] = []
        found = [(article, mark or nothing) for article, mark in readings.marked(articles)]
        outcomes: list[str] = []
        for loaded in store.load(found):
            readings.loaded(loaded.document)
            outcomes.append(loaded.outcome)
        return outcomes


def ids(store: Store) -> set[str]:
    return {row[0] for row in store.read("MATCH (d:Document) RETURN d.id")}


def test_an_edited_file_replaces_what_was_loaded_of_it_with_a_url(store: Store) -> None:
    assert load(store, Document("31 people are ill.", url=URL, path="a.txt")) == ["added"]
    assert load(store, Document("32 people are ill.", path="a.txt")) == ["replaced"]
    assert ids(store) == {URL}
    assert load(store, Document("32 people are ill.", path="a.txt")) == ["unchanged"]


def test_other_articles_of_a_file_are_not_taken_for_it(store: Store) -> None:
    load(store, Document("31 people are ill.", url=URL, path="a.jsonl"))
    many = [Document(f"{number} people are ill.", path="a.jsonl") for number in range(100, 101 + ASKED_AT_ONCE)]
    assert load(store, *many) == ["added"] * len(many)
    assert len(ids(store)) == 1 + len(many)


def test_an_article_with_an_id_of_its_own_stays_its_own(store: Store) -> None:
    load(store, replace(HARBOUR, path="a.txt", url=URL, id=URL))
    load(store, replace(HARBOUR, path="a.txt", id="other"))
    assert ids(store) == {URL, "other"}
