"""What is kept beside the claims to answer at once – an index of names, counts of claims – agrees with the claims."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import product
from typing import Any, get_args

import ladybug
import neo4j
import pytest
from support.articles import BOTH, document, speaker, target, triple
from support.neo4j_server import PASSWORD

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.extract.triple import Kind
from onrecord.graph import Store, lookups
from onrecord.graph.filters import Filters
from onrecord.graph.loading import counts
from onrecord.graph.lookups.rankings import queries
from onrecord.graph.model.query import Query
from onrecord.graph.model.tables import COUNTS, TALLIES
from onrecord.graph.model.tally import Tally, columns
from onrecord.graph.stores import pages
from onrecord.graph.stores.check import check

WORDS = [
    "the harbour will stay open until its owners have paid",
    "the harbour will stay open",
    "nobody asked the harbour pilots before the bridge was closed",
    "every pilot in the harbour was asked before the bridge closed",
]
PEOPLE = ["Ana Ruíz", "Ola Berg", "Norsk Havn"]
FILTERS = [
    lookups.EVERYTHING, Filters(kind="direct"), Filters(kind="indirect", limit=2), Filters(min_confidence=0.5),
    Filters(min_confidence=0.8), Filters(min_confidence=0.81), Filters(min_confidence=0.99, limit=2),
]  # fmt: skip


def article(dice: random.Random, id: str) -> tuple[Document, list[Triple]]:
    """One of the same few statements by and about the same few people."""
    said = [(dice.choice(PEOPLE), dice.choice(WORDS), dice.choice(PEOPLE)) for _ in range(3)]
    text = document(" ".join(f"{who} said {words} {n}." for n, (who, words, _) in enumerate(said)), id)
    return text, [
        triple(
            text,
            speaker(who),
            f"{words} {n}",
            target(whom),
            kind=dice.choice(get_args(Kind)),
            confidence=dice.choice((0.3, 0.5, 0.79, 0.8, 0.97, 1.0)),
        )
        for n, (who, words, whom) in enumerate(said)
    ]


def test_counts_agree_with_the_claims_however_documents_come_and_go(store: Store) -> None:
    dice = random.Random(1)
    ids = [f"article-{number}" for number in range(6)]
    for _ in range(12):
        list(store.load([article(dice, id) for id in dice.sample(ids, 3)]))
        there = [row.id for row in lookups.documents(store)]
        lookups.forget(store, dice.choice(there))
        for filters in FILTERS:
            assert lookups.speakers(store, filters) == ranked(store, queries.SPEAKERS, filters), filters
            assert lookups.targets(store, filters) == ranked(store, queries.TARGETS, filters), filters
            by, about = (rank(store, filters, repeats=True) for rank in (lookups.speakers, lookups.targets))
            assert by == ranked(store, queries.SPEAKERS_REPEATS, filters), filters
            assert about == ranked(store, queries.TARGETS_REPEATS, filters), filters
    assert store.read("MATCH (:Claim)-[:REPEATS]->(c:Claim) RETURN count(c)")[0][0] > 0


def ranked(store: Store, query: Query[lookups.Ranked], filters: Filters) -> list[lookups.Ranked]:
    """A ranking that goes over all claims."""
    return store.read(query, **filters.params())


def test_a_part_of_a_name_is_not_a_part_of_two_names(store: Store) -> None:
    text = document("Ana Ruíz, also called Mayor Berg, said so.", "one")
    triples = [triple(text, speaker("Ana Ruíz", text=who), "so") for who in ("Ana Ruíz", "Mayor Ana")]
    list(store.load([(text, triples)]))
    assert [entity.name for entity in lookups.find(store, "may an")] == ["Ana Ruíz"]
    assert lookups.find(store, "mayor ruiz") == []


def test_a_store_of_an_earlier_version_gets_its_index_and_counts(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(BOTH))
        before = rankings(store)
        kind = store.kind
    for read_only, forget in product((True, False), (_forget_index, _forget_tallies)):
        forget(store_uri, kind)
        with graph.open(store_uri, read_only=read_only) as store:
            assert rankings(store) == before
    with graph.open(store_uri) as store:
        lookups.forget(store, "harbour-1")
        assert [loaded.outcome for loaded in store.load(BOTH)] == ["added", "unchanged"]
        assert rankings(store) == before


def test_a_count_that_was_stopped_is_done_from_the_start(store_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with graph.open(store_uri) as store:
        list(store.load(BOTH))
        before, tallies, kind = rankings(store), tallies_of(store), store.kind
    _forget_tallies(store_uri, kind)
    monkeypatch.setattr(pages, "ENTITIES_A_PAGE", 1)
    with monkeypatch.context() as patch:
        patch.setattr(counts, "columns", stopped_after(2))
        with pytest.raises(KeyboardInterrupt):
            graph.open(store_uri)
    with graph.open(store_uri) as store:
        assert rankings(store) == before
        assert tallies_of(store) == tallies


def stopped_after(times: int) -> Callable[..., Any]:
    """Make columns of counts so many times, as if Ctrl-C was pressed then."""
    left = iter(range(times))

    def make(tallies: dict[str, Tally]) -> dict[str, int | Tally]:
        if next(left, None) is None:
            raise KeyboardInterrupt
        return columns(tallies)

    return make


def test_who_only_reads_a_server_does_not_wait_until_it_is_counted(neo4j_uri: str) -> None:
    with graph.open(neo4j_uri) as store:
        list(store.load(BOTH))
        before = rankings(store)
    _forget_tallies(neo4j_uri, "neo4j")
    with graph.open(neo4j_uri, read_only=True) as store:
        assert rankings(store) == before
        assert {*map(tuple, tallies_of(store))} == {(None, None)}
        assert not [part for part in check(store) if part.wrong]
        graph.open(neo4j_uri).close()
        assert rankings(store) == before
        assert [None, None] not in tallies_of(store)


def tallies_of(store: Store) -> list[list[Any]]:
    """The tallies of all entities."""
    return store.read("MATCH (e:Entity) RETURN e.tally_by, e.tally_about ORDER BY e.id")


def rankings(store: Store) -> list[list[Any]]:
    """Those that are answered by what is counted, and a name by the index of names."""
    ranked = [rank(store, filters) for rank in (lookups.speakers, lookups.targets) for filters in FILTERS]
    return [*ranked, lookups.find(store, "rui")]


def _forget_index(uri: str, kind: str) -> None:
    """Make a store what it was when names were searched in a property of the entities, and claims not counted."""
    if kind == "ladybug":
        with ladybug.Database(uri) as database, ladybug.Connection(database) as connection:
            for table in ("NAMES", "IN_ALIAS", "Alias", "Word", "Model"):
                connection.execute(f"DROP TABLE {table}")
            for count in (*COUNTS, *TALLIES):
                connection.execute(f"ALTER TABLE Entity DROP {count}")
            connection.execute("ALTER TABLE Entity ADD IF NOT EXISTS search STRING")
        return
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        session.run("MATCH (n) WHERE n:Alias OR n:Word OR n:Model DETACH DELETE n").consume()
        session.run(f"MATCH (e:Entity) REMOVE {', '.join(f'e.{count}' for count in (*COUNTS, *TALLIES))}").consume()


def _forget_tallies(uri: str, kind: str) -> None:
    """Make a store what it was when claims were not counted by kind and confidence."""
    if kind == "ladybug":
        with ladybug.Database(uri) as database, ladybug.Connection(database) as connection:
            for name in TALLIES:
                connection.execute(f"ALTER TABLE Entity DROP {name}")
            connection.execute("MATCH (m:Model) SET m.version = 2")
        return
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        session.run(f"MATCH (e:Entity) REMOVE {', '.join(f'e.{name}' for name in TALLIES)}").consume()
        session.run("MATCH (m:Model) SET m.version = 2").consume()
