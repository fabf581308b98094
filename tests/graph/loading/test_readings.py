"""What the store remembers of reading: unchanged articles are told, and nothing that was loaded is lost for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from support.articles import BOTH, HARBOUR, HARBOUR_TRIPLES
from support.contents import contents

from onrecord.extract import Document, Triple
from onrecord.graph import Store
from onrecord.graph.loading.batches import Unchanged
from onrecord.graph.loading.readings import Readings

TRIPLES = {document.id: triples for document, triples in BOTH}


def load(store: Store, *articles: Document, how: str = "model", triples: Sequence[Triple] | None = None) -> list[str]:
    """Load articles as the command does; what had to be done for each, with a star where it was not extracted."""
    readings = Readings(store, how)
    outcomes = []
    marked = [*readings.marked(articles)]
    found = (
        (article, mark or (TRIPLES.get(article.id, ()) if triples is None else triples)) for article, mark in marked
    )
    for loaded, (_, mark) in zip(store.load(found), marked, strict=True):
        readings.loaded(loaded.document)
        outcomes.append(loaded.outcome + ("*" if mark else ""))
    readings.remember()
    return outcomes


def documents(pairs: Iterable[tuple[Document, Sequence[Triple]]]) -> list[Document]:
    return [document for document, _ in pairs]


def test_unchanged_articles_are_not_extracted_again(store: Store) -> None:
    assert load(store, *documents(BOTH)) == ["added", "added"]
    before = contents(store)
    assert load(store, *documents(BOTH)) == ["unchanged*", "unchanged*"]
    assert contents(store) == before


def test_another_model_text_or_date_has_an_article_extracted_again(store: Store) -> None:
    load(store, HARBOUR)
    assert load(store, HARBOUR, how="another model") == ["unchanged"]
    assert load(store, HARBOUR, how="another model") == ["unchanged*"]
    assert load(store, replace(HARBOUR, date=date(2020, 1, 1)), how="another model") == ["replaced"]
    assert load(store, replace(HARBOUR, text=HARBOUR.text + " "), how="another model") == ["replaced"]


def test_what_was_changed_in_the_store_meanwhile_has_it_extracted_again(store: Store) -> None:
    load(store, HARBOUR)
    list(store.load([(HARBOUR, HARBOUR_TRIPLES[:1])]))
    assert load(store, HARBOUR) == ["replaced"]
    store.forget(HARBOUR.id)
    assert load(store, HARBOUR) == ["added"]


def test_two_versions_of_an_article_in_one_load_leave_the_last(store: Store) -> None:
    changed = replace(HARBOUR, text=HARBOUR.text + " More.")
    load(store, HARBOUR)
    assert load(store, changed, HARBOUR) == ["replaced", "replaced"]
    assert load(store, HARBOUR) == ["unchanged*"]


def test_an_article_that_another_process_has_replaced_is_left_as_it_is_now(store: Store) -> None:
    load(store, HARBOUR)
    list(store.load([(replace(HARBOUR, title="Another"), HARBOUR_TRIPLES[:1])]))
    before = contents(store)
    [loaded] = store.load([(HARBOUR, Unchanged("an older digest"))])
    assert loaded.outcome == "unchanged"
    assert contents(store) == before


def test_what_was_given_once_is_not_lost(store: Store) -> None:
    text = Document("Ana Ruiz said no.", publisher="Wirefeed", date=date(2025, 3, 6), path="a.txt")
    load(store, text, triples=[])
    assert load(store, Document(text.text, path="a.txt"), triples=[]) == ["unchanged*"]
    [(row,)] = store.read("MATCH (d:Document) RETURN d.publisher")
    assert row == "Wirefeed"


def test_a_text_that_was_loaded_with_its_url_is_the_same_without(store: Store) -> None:
    text = Document("Ana Ruiz said no.", url="https://hp.example/1", path="a.txt")
    load(store, text, triples=[])
    assert load(store, Document(text.text, path="a.txt"), triples=[]) == ["unchanged*"]
    assert load(store, Document("Another text.", path="a.txt"), triples=[]) == ["added"]


def test_other_articles_of_a_file_stay_where_one_is_changed(store: Store) -> None:
    lines = [Document(f"Article {number}.", path="a.jsonl") for number in range(3)]
    load(store, *lines, triples=[])
    changed = replace(lines[1], text="Another.", id="")
    assert load(store, lines[0], changed, lines[2], triples=[]) == ["unchanged*", "replaced", "unchanged*"]
    assert load(store, lines[0], changed, lines[2], triples=[]) == ["unchanged*"] * 3
