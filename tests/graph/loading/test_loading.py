"""Loading: idempotent, each document all there or not at all, the same content in both stores."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.articles import ANSWER, ANSWER_TRIPLES, BOTH, HARBOUR, HARBOUR_TRIPLES, document, speaker, target, triple
from support.contents import contents

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph import Store, lookups
from onrecord.graph.loading import batches
from onrecord.loading import Report


def outcomes(store: Store, *batches: tuple[Document, Sequence[Triple]]) -> list[str]:
    return [loaded.outcome for loaded in store.load(batches)]


def aliases(store: Store, name: str) -> list[str]:
    [entity] = lookups.find(store, name)
    return entity.aliases


def test_an_article_becomes_claims_speakers_and_targets(store: Store) -> None:
    [loaded] = store.load([(HARBOUR, HARBOUR_TRIPLES)])
    assert (loaded.document, loaded.outcome, loaded.claims) == ("harbour-1", "added", 3)
    assert loaded.speakers == {"person:ana ruiz", "person:a senior aide@harbour-1"}
    spoken = lookups.cypher(
        store,
        """
        MATCH (s:Entity)-[said:SAID]->(c:Claim)-[about:ABOUT]->(t:Entity), (c)-[:FOUND_IN]->(d:Document)
        RETURN s.name, said.mention, said.cue, c.text, c.kind, about.role, t.name, d.title
        ORDER BY c.start
        """,
    )
    title = "Harbour to stay open"
    failed = "the talks in Bergen had failed"
    assert spoken.rows == [
        ["Ana Ruíz", "Mayor Ana Ruíz", "said", "“The harbour will stay open,”", "direct", "about", "harbour", title],
        ["Ana Ruíz", "She", "accused", "greed", "indirect", "about", "Norsk Havn", title],
        ["A senior aide", "A senior aide", "said", failed, "indirect", "mention", "Bergen", title],
    ]


def test_both_stores_hold_the_same(neo4j_uri: str, tmp_path: Path) -> None:
    with graph.open(str(tmp_path / "same.lbug")) as embedded, graph.open(neo4j_uri) as server:
        assert list(embedded.load(BOTH)) == list(server.load(BOTH))
        assert contents(embedded) == contents(server)


def test_loading_again_changes_nothing(store: Store) -> None:
    assert outcomes(store, *BOTH) == ["added", "added"]
    before = contents(store)
    assert outcomes(store, *BOTH) == ["unchanged", "unchanged"]
    assert contents(store) == before


def test_who_is_one_with_another_since_is_counted_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "DOCUMENTS_A_TRANSACTION", 1)
    names = {"one": "Ruiz", "two": "Ana Ruiz", "three": "Ben Hall", "four": "Ben Hall", "five": "Bea Ruiz"}
    report = Report()
    for id, name in names.items():
        text = document(f"{name} said so.", id)
        for loaded in store.load([(text, [triple(text, speaker(name), "so")])]):
            report.count(loaded)
        found = lookups.cypher(store, "MATCH (s:Entity)-[:SAID]->() RETURN DISTINCT s.id AS id ORDER BY id")
        assert sorted(report.speakers) == [id for [id] in found.rows]
    assert len(report.speakers) == 4  # “Ruiz” may be either of two, and is neither


def test_the_order_of_loading_does_not_matter(store: Store) -> None:
    spellings = [("one", "ANA RUIZ"), ("two", "Ana Ruiz"), ("three", "Ana Ruíz")]
    articles = []
    for id, name in spellings:
        text = document(f"{name} said so. Ruíz said no more.", id)
        triples = [triple(text, speaker(name), "so"), triple(text, speaker(name, text="Ruíz"), "no more")]
        articles.append((text, triples))
    results = []
    for order in permutations(articles):
        list(store.load(order[:1]))
        list(store.load(order[1:]))
        results.append(contents(store))
        for id, _ in spellings:
            lookups.forget(store, id)
    assert all(result == results[0] for result in results)
    [entity] = results[0][1]
    assert entity == ["person:ana ruiz", "Ana Ruíz", "person", True, ["Ana Ruíz", "Ruíz"]]


def test_a_document_without_claims_is_kept(store: Store) -> None:
    assert outcomes(store, (document("Rain is expected.", "weather"), [])) == ["added"]
    [row] = lookups.documents(store)
    assert (row.id, row.claims, row.speakers) == ("weather", 0, 0)


def test_another_text_of_the_same_id_replaces_the_claims(store: Store) -> None:
    list(store.load(BOTH))
    corrected = replace(HARBOUR, text="“The harbour will close,” Mayor Ana Ruíz said.")
    claim = triple(corrected, speaker("Ana Ruíz", text="Mayor Ana Ruíz"), "“The harbour will close,”")
    assert outcomes(store, (corrected, [claim])) == ["replaced"]
    assert [statement.claim for statement in lookups.said(store, "Ana Ruíz")] == ["“The harbour will close,”"]
    assert lookups.find(store, "A senior aide") == []
    assert len(lookups.documents(store)) == 2


def test_other_triples_of_the_same_text_replace_the_claims(store: Store) -> None:
    list(store.load(BOTH))
    assert outcomes(store, (HARBOUR, HARBOUR_TRIPLES[:1])) == ["replaced"]
    assert len(lookups.said(store, "Ana Ruíz")) == 1
    assert outcomes(store, (HARBOUR, HARBOUR_TRIPLES)) == ["replaced"]
    with_both = contents(store)
    for id in ("harbour-1", "answer-1"):
        lookups.forget(store, id)
    list(store.load(BOTH))
    assert contents(store) == with_both


def test_a_changed_file_replaces_what_was_read_from_it(store: Store) -> None:
    first = document("Ana Ruíz said little.", path="news/today.txt")
    second = document("Ola Berg said much.", path="news/today.txt")
    elsewhere = document("Ana Ruíz said nothing.", path="news/yesterday.txt")
    list(store.load([(first, [triple(first, speaker("Ana Ruíz"), "little")]), (elsewhere, [])]))
    assert outcomes(store, (second, [triple(second, speaker("Ola Berg"), "much")])) == ["replaced"]
    assert {row.id for row in lookups.documents(store)} == {second.id, elsewhere.id}
    assert lookups.find(store, "Ana Ruíz") == []


def test_articles_of_one_file_do_not_replace_each_other(store: Store) -> None:
    lines = [document(f"Article {number}.", path="all.jsonl") for number in range(3)]
    assert outcomes(store, *((line, []) for line in lines)) == ["added"] * 3
    changed = [lines[0], document("Article one, corrected.", path="all.jsonl"), lines[2]]
    assert outcomes(store, *((line, []) for line in changed)) == ["unchanged", "replaced", "unchanged"]
    assert {row.id for row in lookups.documents(store)} == {line.id for line in changed}


def test_a_file_that_moved_is_still_the_same_article(store: Store) -> None:
    before, after = (document("Nothing was said.", path=path) for path in ("old.txt", "new.txt"))
    list(store.load([(before, [])]))
    assert outcomes(store, (after, [])) == ["unchanged"]
    [row] = lookups.documents(store)
    assert row.path == str(Path("new.txt").absolute())


def test_an_id_twice_in_one_run_keeps_the_last(store: Store) -> None:
    later = document("Ana Ruíz said more.", HARBOUR.id)
    batches = [(HARBOUR, HARBOUR_TRIPLES), (later, [triple(later, speaker("Ana Ruíz"), "more")])]
    assert outcomes(store, *batches) == ["added", "replaced"]
    assert [statement.claim for statement in lookups.said(store, "Ana Ruíz")] == ["more"]


def test_forgetting_takes_claims_and_whoever_only_they_named(store: Store) -> None:
    list(store.load([(HARBOUR, HARBOUR_TRIPLES)]))
    before = contents(store)
    list(store.load([(ANSWER, ANSWER_TRIPLES)]))
    assert lookups.forget(store, "answer-1") == lookups.Forgotten("answer-1", "Company denies", 4)
    assert contents(store) == before


def test_aliases_are_names_and_go_with_the_document_that_brought_them(store: Store) -> None:
    list(store.load([(HARBOUR, HARBOUR_TRIPLES)]))
    assert aliases(store, "Ana Ruíz") == ["Ana Ruíz", "Mayor Ana Ruíz"]
    list(store.load([(ANSWER, ANSWER_TRIPLES)]))
    assert aliases(store, "Ana Ruíz") == ["Ana Ruíz", "Mayor Ana Ruíz", "Ruiz"]
    assert aliases(store, "Norsk Havn") == ["NH", "Norsk Havn"]
    list(store.load([(ANSWER, ANSWER_TRIPLES[:1])]))
    assert aliases(store, "Ana Ruíz") == ["Ana Ruíz", "Mayor Ana Ruíz"]


def test_unnamed_sources_of_two_articles_are_two(store: Store) -> None:
    for id in ("monday", "tuesday"):
        text = document("A senior aide said no.", id)
        list(store.load([(text, [triple(text, speaker("A senior aide", named=False), "no")])]))
    assert [entity.id for entity in lookups.find(store, "senior aide")] == [
        "person:a senior aide@monday",
        "person:a senior aide@tuesday",
    ]


def test_what_came_before_a_failure_is_kept(store: Store) -> None:
    def failing() -> Iterator[tuple[Document, list[Triple]]]:
        yield HARBOUR, HARBOUR_TRIPLES
        raise ValueError("the second article cannot be read")

    with pytest.raises(ValueError, match="second article"):
        list(store.load(failing()))
    assert [row.id for row in lookups.documents(store)] == ["harbour-1"]


HOSTILE = [
    "Robert'); MATCH (n) DETACH DELETE n //",
    'a "quoted" {name: $value} `back` \\ slash \\u0027',
    "nul \0 and bell \a and tab \t and line\nbreak",
    "\ud800 lone \udfff surrogates",
    "\U0001f600 أنا Ελλάδα 中文 e\u0301 \ufeff\u202e",
    "'",
    " ",
    "…",
    "x" * 40_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_goes_in_and_comes_out(store: Store, text: str) -> None:
    article = Document(text, text, text, text, text, path=text.replace("\0", ""))
    said = triple(article, speaker(text), text, target(text + "!"), cue=text)
    assert outcomes(store, (article, [said])) == ["added"]
    assert outcomes(store, (article, [said])) == ["unchanged"]
    [speaks] = lookups.speakers(store)
    [statement] = lookups.said(store, speaks.id)
    stored = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert (statement.speaker, statement.cue, statement.claim) == (stored,) * 3
    assert statement.title == stored.replace("\0", "\N{REPLACEMENT CHARACTER}")
    assert lookups.show(store, said.claim.id).text == stored
    lookups.forget(store, statement.document)
    assert lookups.info(store).entities == 0


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(alphabet=st.characters(exclude_categories=[])), min_size=4, max_size=4))
def test_arbitrary_unicode_is_loaded(store: Store, texts: list[str]) -> None:
    text, name, mention, other = texts
    article = document(text, "arbitrary")
    said = triple(article, speaker(name, text=mention), text, target(other, text=mention))
    list(store.load([(article, [said])]))
    [statement] = lookups.about(store, lookups.targets(store)[0].id)
    assert len(statement.claim) == len(text)
    assert json.dumps(statement.claim).isascii()
