"""The same statement in several articles: linked to the earliest whatever came first, and counted once."""

from __future__ import annotations

from datetime import date as Date
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.articles import document, speaker, target, triple
from support.contents import with_indexes as contents

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.extract.triple import Kind
from onrecord.graph import Store, lookups
from onrecord.graph.lookups import Ranked
from onrecord.graph.repeats import links as linking

Article = tuple[Document, list[Triple]]

HARBOUR = "“The harbour will stay open until its owners have paid their debts to the town,”"
CUT = "“The harbour will stay open until its owners have paid,”"
REPORTED = "the harbour would stay open until its owners had paid their debts to the town"
VOTES = "“We counted the votes three times before midnight,”"


def article(id: str, day: str | None, *claims: str, who: str = "Ana Ruíz", named: bool = True) -> Article:
    """An article in which somebody says these things, of Norsk Havn."""
    text = document(" ".join(f"{claim} {who} said." for claim in claims), id, day, publisher=f"The {id.title()} Post")
    kinds: list[Kind] = ["direct" if claim.startswith("“") else "indirect" for claim in claims]
    about = target("Norsk Havn", "organization")
    said = [
        triple(text, speaker(who, named=named), claim, about, kind=kind)
        for claim, kind in zip(claims, kinds, strict=True)
    ]
    return text, said


MONDAY = article("monday", "2024-05-06", HARBOUR, VOTES)
TUESDAY = article("tuesday", "2024-05-07", CUT)
FRIDAY = article("friday", "2024-05-10", REPORTED)
UNDATED = article("undated", None, HARBOUR)


def repeats(store: Store) -> list[tuple[str, str]]:
    """The documents of the claims that repeat another one, and of those that they repeat."""
    rows = store.read(
        """
        MATCH (d:Document)<-[:FOUND_IN]-(c:Claim)-[:REPEATS]->(o:Claim)-[:FOUND_IN]->(e:Document)
        WHERE c.statement = o.id
        RETURN d.id, e.id ORDER BY d.id, e.id
        """
    )
    return [(later, earlier) for later, earlier in rows]


def test_a_statement_is_linked_to_where_it_came_first(store: Store) -> None:
    list(store.load([MONDAY, TUESDAY, FRIDAY, UNDATED]))
    assert repeats(store) == [("friday", "monday"), ("tuesday", "monday"), ("undated", "monday")]


def test_the_order_of_loading_does_not_matter(store: Store) -> None:
    articles = [MONDAY, TUESDAY, FRIDAY]
    results = []
    for order in permutations(articles):
        for each in order:
            list(store.load([each]))
        results.append(contents(store))
        for text, _ in articles:
            lookups.forget(store, text.id)
    assert all(result == results[0] for result in results)
    assert contents(store) == [[]] * len(results[0])


def test_when_the_first_goes_the_second_is_repeated(store: Store) -> None:
    list(store.load([MONDAY, TUESDAY, FRIDAY]))
    lookups.forget(store, "monday")
    assert repeats(store) == [("friday", "tuesday")]
    list(store.load([MONDAY]))
    assert repeats(store) == [("friday", "monday"), ("tuesday", "monday")]


def test_another_version_of_an_article_is_linked_anew(store: Store) -> None:
    list(store.load([MONDAY, TUESDAY, FRIDAY]))
    list(store.load([article("monday", "2024-05-06", VOTES)]))
    assert repeats(store) == [("friday", "tuesday")]
    list(store.load([article("monday", "2024-05-08", VOTES, HARBOUR)]))
    assert repeats(store) == [("friday", "tuesday"), ("monday", "tuesday")]


def test_other_speakers_and_unnamed_ones_repeat_nobody(store: Store) -> None:
    another = article("wednesday", "2024-05-08", HARBOUR, who="Ola Berg")
    nobody = [article(id, "2024-05-08", HARBOUR, who="A senior aide", named=False) for id in ("one", "two")]
    list(store.load([MONDAY, another, *nobody]))
    assert repeats(store) == []


def test_parts_of_a_statement_repeat_the_whole_but_not_each_other(store: Store) -> None:
    both = f"{HARBOUR[:-2]}. {VOTES[1:]}"
    list(store.load([article("whole", "2024-05-06", both), article("first", "2024-05-07", HARBOUR)]))
    list(store.load([article("second", "2024-05-08", VOTES)]))
    assert repeats(store) == [("first", "whole"), ("second", "whole")]
    [claim] = lookups.said(store, "Ana Ruíz", filters=lookups.Filters(since=Date(2024, 5, 8)))
    assert [place.document for place in lookups.show(store, claim.id).places] == ["whole", "second"]


SLOGAN = "We will make the county great again"


def test_a_stock_phrase_makes_no_repeats(store: Store) -> None:
    """Each claim has the slogan and something of its own; the last two are of the same words."""
    things = [
        f"{number} {thing}" for thing in ("schools", "bridges", "hospitals", "ferries") for number in range(2, 12)
    ]
    claims = [f"“{SLOGAN} with {thing} for {thing.split()[1]} lovers everywhere,”" for thing in things]
    assert len(claims) > linking.STOCK
    articles = [article(f"day-{number}", "2024-05-06", claim) for number, claim in enumerate(claims)]
    again = article("day-again", "2024-05-07", claims[-1].replace(",”", ".”"))
    list(store.load([again, *articles]))
    assert repeats(store) == [("day-again", f"day-{len(claims) - 1}")]
    at_once = contents(store)
    for each in (*articles, again):
        lookups.forget(store, each[0].id)
    for each in (*articles[5:], again, *articles[:5]):
        list(store.load([each]))
    assert contents(store) == at_once


POOL: list[list[Article]] = [
    [MONDAY, article("monday", "2024-05-09", VOTES), article("monday", "2024-05-09", CUT, HARBOUR)],
    [TUESDAY, article("tuesday", None, VOTES, REPORTED)],
    [FRIDAY, article("friday", "2024-05-01", VOTES)],
    [UNDATED, article("undated", "2024-05-07", HARBOUR)],
]
STEPS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=10)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_is_linked_depends_on_what_is_there_alone(store: Store, steps: list[tuple[int, int]]) -> None:
    """Each step loads a version of an article, or forgets it; what counts is what is left in the end."""
    there: dict[str, Article] = {}
    for number, version in steps:
        id = POOL[number][0][0].id
        if version < len(POOL[number]):
            there[id] = POOL[number][version]
            list(store.load([there[id]]))
        elif there.pop(id, None):
            lookups.forget(store, id)
    by_steps = contents(store)
    for id in there:
        lookups.forget(store, id)
    list(store.load(there.values()))
    assert contents(store) == by_steps
    for id in there:
        lookups.forget(store, id)


def test_rankings_count_a_statement_once(store: Store) -> None:
    list(store.load([MONDAY, TUESDAY, FRIDAY, article("saturday", "2024-05-11", VOTES, who="Ola Berg")]))
    ruiz, berg = ("Ana Ruíz", "person", "person:ana ruiz"), ("Ola Berg", "person", "person:ola berg")

    def ranked(who: tuple[str, str, str], claims: int, documents: int) -> Ranked:
        name, type, id = who
        return Ranked(name, type, claims, documents, id)

    assert lookups.speakers(store) == [ranked(ruiz, 2, 3), ranked(berg, 1, 1)]
    assert lookups.speakers(store, repeats=True) == [ranked(ruiz, 4, 3), ranked(berg, 1, 1)]
    assert [row.claims for row in lookups.targets(store)] == [3]
    assert [row.claims for row in lookups.targets(store, repeats=True)] == [5]
    card, all_of_it = (lookups.who(store, "Norsk Havn", repeats=repeats) for repeats in (False, True))
    assert card is not None
    assert all_of_it is not None
    assert card.spoken_of_by == [ranked(ruiz, 2, 3), ranked(berg, 1, 1)]
    assert all_of_it.spoken_of_by == [ranked(ruiz, 4, 3), ranked(berg, 1, 1)]


def test_a_statement_counts_where_only_its_repeats_are_asked_for(store: Store) -> None:
    list(store.load([MONDAY, TUESDAY, FRIDAY]))
    later = lookups.Filters(since=Date(2024, 5, 7))
    assert [row.claims for row in lookups.speakers(store, later)] == [1]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_claim_is_shown_with_all_its_places(store: Store, number: int) -> None:
    articles = [MONDAY, TUESDAY, FRIDAY]
    list(store.load(articles))
    shown = lookups.show(store, articles[number][1][0].claim.id)
    assert [(place.date, place.publisher) for place in shown.places] == [
        (Date(2024, 5, 6), "The Monday Post"),
        (Date(2024, 5, 7), "The Tuesday Post"),
        (Date(2024, 5, 10), "The Friday Post"),
    ]
    assert [place.id for place in shown.places] == [triples[0].claim.id for _, triples in articles]


def test_both_stores_link_the_same(neo4j_uri: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = str(tmp_path_factory.mktemp("links") / "same.lbug")
    with graph.open(path) as embedded, graph.open(neo4j_uri) as server:
        for store in (embedded, server):
            list(store.load([FRIDAY, MONDAY, UNDATED, TUESDAY]))
        assert contents(embedded) == contents(server)
