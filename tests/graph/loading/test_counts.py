"""What is kept beside the claims to answer at once – an index of names, counts of claims – agrees with the claims."""

from __future__ import annotations

import random

import ladybug
import neo4j
from support.articles import BOTH, document, speaker, target, triple
from support.neo4j_server import PASSWORD

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph import Store, lookups
from onrecord.graph.lookups import queries
from onrecord.graph.model.query import Query
from onrecord.graph.model.tables import COUNTS

WORDS = [
    "the harbour will stay open until its owners have paid",
    "the harbour will stay open",
    "nobody asked the harbour pilots before the bridge was closed",
    "every pilot in the harbour was asked before the bridge closed",
]
PEOPLE = ["Ana Ruíz", "Ola Berg", "Norsk Havn"]


def article(dice: random.Random, id: str) -> tuple[Document, list[Triple]]:
    """One of the same few statements by and about the same few people."""
    said = [(dice.choice(PEOPLE), dice.choice(WORDS), dice.choice(PEOPLE)) for _ in range(3)]
    text = document(" ".join(f"{who} said {words} {n}." for n, (who, words, _) in enumerate(said)), id)
    return text, [
        triple(text, speaker(who), f"{words} {n}", target(whom), kind="indirect")
        for n, (who, words, whom) in enumerate(said)
    ]


def test_counts_agree_with_the_claims_however_documents_come_and_go(store: Store) -> None:
    dice = random.Random(1)
    ids = [f"article-{number}" for number in range(6)]
    for _ in range(12):
        list(store.load([article(dice, id) for id in dice.sample(ids, 3)]))
        there = [row.id for row in lookups.documents(store)]
        lookups.forget(store, dice.choice(there))
        assert lookups.speakers(store) == ranked(store, queries.SPEAKERS)
        assert lookups.targets(store) == ranked(store, queries.TARGETS)
        assert lookups.speakers(store, repeats=True) == ranked(store, queries.SPEAKERS_REPEATS)
        assert lookups.targets(store, repeats=True) == ranked(store, queries.TARGETS_REPEATS)
    assert store.read("MATCH (:Claim)-[:REPEATS]->(c:Claim) RETURN count(c)")[0][0] > 0


def ranked(store: Store, query: Query[lookups.Ranked]) -> list[lookups.Ranked]:
    """A ranking that goes over all claims."""
    return store.read(query, **lookups.EVERYTHING.params())


def test_a_part_of_a_name_is_not_a_part_of_two_names(store: Store) -> None:
    text = document("Ana Ruíz, also called Mayor Berg, said so.", "one")
    triples = [triple(text, speaker("Ana Ruíz", text=who), "so") for who in ("Ana Ruíz", "Mayor Ana")]
    list(store.load([(text, triples)]))
    assert [entity.name for entity in lookups.find(store, "may an")] == ["Ana Ruíz"]
    assert lookups.find(store, "mayor ruiz") == []


def test_a_store_of_an_earlier_version_gets_its_index_and_counts(store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(BOTH))
        rankings = lookups.speakers(store), lookups.targets(store), lookups.find(store, "rui")
        kind = store.kind
    for read_only in (True, False):
        _forget_index(store_uri, kind)
        with graph.open(store_uri, read_only=read_only) as store:
            assert (lookups.speakers(store), lookups.targets(store), lookups.find(store, "rui")) == rankings
    with graph.open(store_uri) as store:
        lookups.forget(store, "harbour-1")
        assert [loaded.outcome for loaded in store.load(BOTH)] == ["added", "unchanged"]
        assert (lookups.speakers(store), lookups.targets(store), lookups.find(store, "rui")) == rankings


def _forget_index(uri: str, kind: str) -> None:
    """Make a store what it was when names were searched in a property of the entities, and claims not counted."""
    if kind == "ladybug":
        with ladybug.Database(uri) as database, ladybug.Connection(database) as connection:
            for table in ("NAMES", "IN_ALIAS", "Alias", "Word", "Model"):
                connection.execute(f"DROP TABLE {table}")
            for count in COUNTS:
                connection.execute(f"ALTER TABLE Entity DROP {count}")
            connection.execute("ALTER TABLE Entity ADD IF NOT EXISTS search STRING")
        return
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver, driver.session() as session:
        session.run("MATCH (n) WHERE n:Alias OR n:Word OR n:Model DETACH DELETE n").consume()
        session.run(f"MATCH (e:Entity) REMOVE {', '.join(f'e.{count}' for count in COUNTS)}").consume()
