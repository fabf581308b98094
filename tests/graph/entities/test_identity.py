"""One person, one node: which names are joined across articles, by which rule, whatever came first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import ladybug
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.articles import document, speaker, target, triple
from support.contents import with_indexes as contents
from support.names import COLLECTIONS, Article, Who, article, collection, entities, forget_all, load

from onrecord import graph
from onrecord.graph import Store, lookups
from onrecord.graph.entities.corrections import split
from onrecord.graph.loading import load as loading
from onrecord.graph.lookups import AmbiguousName


@pytest.fixture
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Store]:
    with graph.open(str(tmp_path_factory.mktemp("identity") / "test.lbug")) as store:
        yield store


ONE = [
    ("Vladimir Putin", "Putin", "President Vladimir V. Putin", "V. Putin", "Putin, Vladimir", "Vladimir V. Putin"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Zelenskiy", "Mr Zelenskyi"),
    ("Alexei Navalny", "Aleksei Navalnyi", "Navalny"),
    ("Ana Ruíz", "Ana Ruiz", "Mayor Ruiz", "ANA RUIZ"),
    ("Leo Farrant Jr.", "Farrant"),
    ("Hillary Clinton", "Hillary Rodham Clinton", "Mrs. Clinton"),
]


@pytest.mark.parametrize("names", ONE)
def test_all_spellings_of_a_name_are_one(embedded: Store, names: tuple[str, ...]) -> None:
    load(embedded, *(article(f"a{number}", name) for number, name in enumerate(names)))
    assert len({*entities(embedded).values()}) == 1
    [entity] = lookups.find(embedded, names[0])
    assert entity.said == len(names)
    assert {*entity.aliases} >= {name for name in names if not name.isupper() and "Ruiz" not in name}


SEVERAL = [
    ("Hillary Clinton", "Bill Clinton", "Clinton"),
    ("George W. Bush", "George H. W. Bush", "George Bush"),
    ("Leo Farrant", "Leo Farrant Jr."),
    ("Leo Farrant", "Lea Farrant", "L. Farrant"),
    ("Norsk Havn", "Norsk Fisk"),
    ("William Barr", "William Barry"),
]


@pytest.mark.parametrize("names", SEVERAL)
def test_names_that_could_be_two_stay_apart(embedded: Store, names: tuple[str, ...]) -> None:
    load(embedded, *(article(f"a{number}", name) for number, name in enumerate(names)))
    assert len({*entities(embedded).values()}) == len(names)


def test_a_homonym_is_ambiguous(embedded: Store) -> None:
    first = article("a1", ("Hillary Clinton", "person", "Clinton"))
    load(embedded, first, article("a2", "Bill Clinton"), article("a3", "Clinton"))
    with pytest.raises(AmbiguousName) as error:
        lookups.said(embedded, "Clinton")
    assert {found.name for found in error.value.candidates} == {"Clinton", "Hillary Clinton", "Bill Clinton"}


def test_a_surname_is_that_of_who_is_in_the_news_at_the_time(embedded: Store) -> None:
    load(
        embedded,
        article("a1", "Bill Clinton", day="1998-08-17"),
        article("a2", "Hillary Clinton", day="2016-07-28"),
        article("a3", "Clinton", day="1998-09-01"),
        article("a4", "Clinton", day="2016-09-01"),
    )
    assert entities(embedded)["Clinton"] == "person:bill clinton + person:hillary clinton"
    assert [found.document for found in lookups.said(embedded, "Bill Clinton")] == ["a1", "a3"]


def test_by_far_the_most_frequent_bearer_has_the_surname(embedded: Store) -> None:
    load(embedded, *(article(f"a{number}", "Ola Berg") for number in range(10)), article("b", "Ada Berg"))
    load(embedded, article("c", "Berg"), article("d", ("Mrs. Berg", "person")))
    assert entities(embedded)["Berg"] == "person:ola berg"
    load(embedded, article("e", ("Ola Berg", "person", "Mr. Berg")))
    assert entities(embedded)["Mrs. Berg"] == "person:ada berg"
    load(embedded, article("f", "Ada Berg"))
    assert entities(embedded)["Berg"] == "person:berg"


def test_one_name_of_two_types_is_one(embedded: Store) -> None:
    load(embedded, article("a1", "Putin"), article("a2", "Putin"), article("a3", ("Putin", "organization")))
    assert entities(embedded) == {"Putin": "person:putin"}
    load(embedded, article("a4", "Vladimir Putin", ("Washington", "place")), article("a5", "George Washington"))
    found = entities(embedded)
    assert (found["Putin"], found["Washington"]) == ("person:vladimir putin", "place:washington")


def test_acronyms_are_joined_where_an_article_gives_both(embedded: Store) -> None:
    nations: Who = ("United Nations", "organization", "UN")
    load(embedded, article("a1", ("UN", "organization")), article("a2", ("United Nations", "organization")))
    assert len(set(entities(embedded).values())) == 2
    load(embedded, article("a3", nations))
    assert set(entities(embedded).values()) == {"organization:united nations"}
    lookups.forget(embedded, "a3")
    assert len(set(entities(embedded).values())) == 2


def test_father_and_son_are_one_only_where_an_article_says_so(embedded: Store) -> None:
    load(embedded, article("a1", "Leo Farrant"), article("a2", ("Leo Farrant Jr.", "person", "Leo Farrant")))
    assert len(set(entities(embedded).values())) == 1
    load(embedded, article("a3", "Leo Farrant", "Leo Farrant Jr."))
    assert len(set(entities(embedded).values())) == 2


def test_bodies_and_places_lose_ex_and_former_but_no_titles(embedded: Store) -> None:
    bodies = "Calder", "Ex-Calder", "State Department", "Justice Department", "General Dynamics", "Dynamics"
    places = "Soviet Union", "Former Soviet Union"
    load(embedded, article("a1", *((name, "organization") for name in bodies), *((name, "place") for name in places)))
    assert [*entities(embedded).values()].count("organization:calder") == 2
    assert [*entities(embedded).values()].count("place:soviet union") == 2
    assert len({*entities(embedded).values()}) == len(bodies) + len(places) - 2


def test_legal_forms_are_no_part_of_a_name(embedded: Store) -> None:
    load(embedded, article("a1", ("Norsk Havn Ltd.", "organization")), article("a2", ("Norsk Havn", "organization")))
    assert set(entities(embedded).values()) == {"organization:norsk havn"}


def test_two_names_of_one_claim_count_once(embedded: Store) -> None:
    text = document("Ana Ruiz said Berg and Ola Berg had left.", "a1")
    of = [target("Berg", "organization"), target("Ola Berg"), target("Ola Berg", text="Ola")]
    load(embedded, (text, [triple(text, speaker("Ana Ruiz"), "Berg and Ola Berg had left", *of)]))
    load(embedded, *(article(f"b{number}", "Ola Berg") for number in range(3)))
    [said] = lookups.about(embedded, "Ola Berg")
    assert said.about == ["Ola Berg"]
    assert lookups.find(embedded, "Ola Berg")[0].about == 1


def test_what_both_names_said_is_a_repeat_once_they_are_one(embedded: Store) -> None:
    words = "“The harbour will stay open until its owners have paid their debts,”"

    def saying(id: str, name: str, day: str) -> Article:
        text = document(f"{words} {name} said.", id, day)
        return text, [triple(text, speaker(name), words)]

    load(embedded, saying("a1", "Putin", "2024-05-01"), saying("a2", "Vladimir Putin", "2024-05-02"))
    assert embedded.read("MATCH (c:Claim)-[:REPEATS]->(o:Claim) RETURN count(c)") == [[1]]
    load(embedded, article("a3", "Igor Putin", day="2024-05-03"))
    assert embedded.read("MATCH (c:Claim)-[:REPEATS]->(o:Claim) RETURN count(c)") == [[0]]
    lookups.forget(embedded, "a3")
    assert embedded.read("MATCH (c:Claim)-[:REPEATS]->(o:Claim) RETURN count(c)") == [[1]]


def portions(articles: list[Article], sizes: list[int]) -> Iterable[list[Article]]:
    for size in [*sizes, len(articles)]:
        if articles:
            yield articles[:size]
            articles = articles[size:]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=COLLECTIONS, data=st.data())
def test_any_order_any_portions_and_any_detour_give_the_same(
    embedded: Store, drawn: list[tuple[list[Who], str | None]], data: st.DataObject
) -> None:
    check_order(embedded, drawn, data)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=COLLECTIONS, data=st.data())
def test_in_both_stores(store: Store, drawn: list[tuple[list[Who], str | None]], data: st.DataObject) -> None:
    check_order(store, drawn, data)


def check_order(store: Store, drawn: list[tuple[list[Who], str | None]], data: st.DataObject) -> None:
    """Load a collection at once, and again in another order, in portions, with articles that are there only a while."""
    forget_all(store)  # also what an example that failed has left
    articles = collection(drawn)
    assert len(list(store.load(articles))) == len(articles)
    at_once = contents(store)
    assert {found.outcome for found in store.load(articles)} == {"unchanged"}
    assert contents(store) == at_once
    forget_all(store)
    assert not any(contents(store))
    detour = [article(f"x{n}", *names, day=day) for n, (names, day) in enumerate(data.draw(COLLECTIONS, "detour"))]
    earlier = [article(text.id, "Igor Putin", "Ada Berg") for text, _ in data.draw(st.permutations(articles))[:2]]
    way = data.draw(st.permutations([*articles, *detour]))
    sizes = data.draw(st.lists(st.integers(1, 4), max_size=8))
    for portion in portions([*earlier, *way], sizes):
        list(store.load(portion))
    lookups.forget(store, detour[0][0].id)
    store.write(partial(loading.remove, ids=[text.id for text, _ in detour[1:]]))
    assert contents(store) == at_once


def test_a_store_of_an_earlier_version_has_its_names_joined_when_it_is_opened(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    path = str(tmp_path_factory.mktemp("earlier") / "test.lbug")
    articles = [article("a1", "Vladimir Putin", ("Kyiv", "place")), article("a2", "Putin"), article("a3", "Ukraine")]
    with graph.open(path) as store:
        list(store.load(articles))
        wanted = contents(store)
        store.learn([split("Putin")])  # as all names were then
        assert contents(store) != wanted
    with ladybug.Database(path) as database, ladybug.Connection(database) as connection:
        for change in ("DROP TABLE Block", "DROP TABLE STANDS_FOR", "MATCH (m:Model) DELETE m"):
            connection.execute(change)
    with graph.open(path, read_only=True) as store:
        assert contents(store) == wanted
        assert lookups.find(store, "person:vladimir putin")
