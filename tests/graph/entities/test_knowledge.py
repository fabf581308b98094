"""What people know of names – aliases, merges, splits – wins over what articles tell, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.articles import document, speaker, triple
from support.command_line import answer, onrecord
from support.contents import with_indexes as contents
from support.names import COLLECTIONS, NAMES, Article, Who, article, collection, entities, forget_all, load

from onrecord import graph
from onrecord.graph import Store, lookups
from onrecord.graph.entities.corrections import AliasFileError, Known, alias, merge, read_aliases, set_apart_in, split
from onrecord.graph.lookups import reasons as explaining
from onrecord.graph.transfer import into_store as copying


@pytest.fixture
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Store]:
    with graph.open(str(tmp_path_factory.mktemp("knowledge") / "test.lbug")) as store:
        yield store


def test_an_alias_joins_names_that_nothing_else_would(embedded: Store) -> None:
    load(embedded, article("a1", "Benjamin Netanyahu"), article("a2", "Bibi"), article("a3", "Netanyahu"))
    embedded.learn([alias("Benjamin Netanyahu", "Bibi")])
    assert set(entities(embedded).values()) == {"person:benjamin netanyahu"}
    [entity] = lookups.find(embedded, "bibi")
    assert (entity.name, entity.said) == ("Benjamin Netanyahu", 3)
    assert entity.aliases == ["Benjamin Netanyahu", "Bibi", "Netanyahu"]


def test_what_is_known_before_the_articles_holds_for_them(embedded: Store) -> None:
    embedded.learn([alias("Robert Kennedy", "Bobby Kennedy"), alias("Robert Kennedy", "RFK", "person")])
    load(embedded, article("a1", "Bobby Kennedy"), article("a2", ("RFK", "organization")))
    [entity] = lookups.find(embedded, "Robert Kennedy")
    assert (entity.id, entity.name, entity.said) == ("person:robert kennedy", "Robert Kennedy", 2)


def test_an_alias_wins_over_the_articles(embedded: Store) -> None:
    load(
        embedded,
        *(article(f"a{number}", "Ola Berg") for number in range(3)),
        article("b", "Berg"),
        article("c", "Ada Berg"),
    )
    embedded.learn([alias("Ada Berg", "Berg")])
    assert entities(embedded)["Berg"] == "person:ada berg"
    load(embedded, *(article(f"d{number}", "Ola Berg") for number in range(30)))
    assert entities(embedded)["Berg"] == "person:ada berg"


def test_a_merge_makes_one_of_two_and_is_undone(embedded: Store) -> None:
    load(embedded, article("a1", "Ana Ruiz"), article("a2", "Ruiz"), article("a3", "Anita Moreno"))
    before = contents(embedded)
    embedded.learn([merge("Anita Moreno", "Ana Ruiz")])
    assert set(entities(embedded).values()) == {"person:anita moreno"}
    embedded.learn(removed=[merge("Anita Moreno", "Ana Ruiz")])
    assert contents(embedded) == before


def test_a_split_sets_a_name_apart_everywhere_or_in_one_article(embedded: Store) -> None:
    load(embedded, article("a1", "Vladimir Putin"), article("a2", "Putin", "Ana Ruiz"), article("a3", "Putin"))
    before = contents(embedded)
    embedded.learn([split("Putin", "a3")])
    assert entities(embedded)["Putin"] == "person:putin#a3 + person:vladimir putin"
    assert [found.document for found in lookups.said(embedded, "Vladimir Putin")] == ["a1", "a2"]
    lookups.forget(embedded, "a3")
    load(embedded, article("a3", "Putin"))
    assert entities(embedded)["Putin"] == "person:putin#a3 + person:vladimir putin"
    embedded.learn([split("Putin")], [split("Putin", "a3")])
    assert entities(embedded)["Putin"] == "person:putin"
    embedded.learn(removed=[split("Putin")])
    assert contents(embedded) == before


def test_a_name_that_was_set_apart_is_merged_with_another(embedded: Store) -> None:
    load(embedded, article("a1", "Mary Smith"), article("a2", "Mary Smith"), article("a3", "Thomas Halloran"))
    embedded.learn([split("Mary Smith", "a2")])
    parted = contents(embedded)
    merged = merge("Thomas Halloran", "Mary Smith", document=set_apart_in("person:mary smith#a2"))
    embedded.learn([merged])
    assert [each.document for each in lookups.said(embedded, "Thomas Halloran")] == ["a2", "a3"]
    assert [each.document for each in lookups.said(embedded, "person:mary smith")] == ["a1"]
    assert merged.is_between("person:mary smith#a2", "Halloran")
    assert not merged.is_between("person:mary smith", "Halloran")
    embedded.learn(removed=[merged])
    assert contents(embedded) == parted
    embedded.learn([merge("Mary Smith", "Thomas Halloran", "a2")])
    assert [each.document for each in lookups.said(embedded, "person:mary smith#a2")] == ["a2", "a3"]


def test_both_halves_of_a_name_are_found(embedded: Store) -> None:
    for id, name, text in (
        ("a1", "Megan", "Megan Halloran"),
        ("a2", "Megan", "Halloran"),
        ("a3", "Thomas", "Halloran"),
    ):
        told = document(f"{text} said so.", id)
        list(embedded.load([(told, [triple(told, speaker(f"{name} Halloran", text=text), "so")])]))
    embedded.learn([split("Megan Halloran", "a2")])
    halves = {"person:megan halloran", "person:megan halloran#a2"}
    for asked in ("megan halloran", "halloran", "megan"):
        assert halves <= {entity.id for entity in lookups.find(embedded, asked)}, asked


def test_saying_it_twice_is_saying_it_once(embedded: Store) -> None:
    load(embedded, article("a1", "Bibi"))
    embedded.learn([alias("Benjamin Netanyahu", "Bibi")])
    once = contents(embedded)
    embedded.learn([alias("Benjamin Netanyahu", "Bibi"), alias("Benjamin Netanyahu", "BIBI")])
    assert [known.other for known in explaining.known(embedded)] == ["BIBI"]
    embedded.learn([alias("Benjamin Netanyahu", "Bibi")])
    assert contents(embedded) == once


def test_it_goes_along_into_another_store(embedded: Store, tmp_path: Path) -> None:
    load(embedded, article("a1", "Vladimir Putin"), article("a2", "Putin"), article("a3", "Bibi"))
    embedded.learn([split("Putin", "a2"), alias("Benjamin Netanyahu", "Bibi", wikidata="Q43723")])
    with graph.open(str(tmp_path / "copy.lbug")) as other:
        assert [found.outcome for found in copying.copy(embedded, other)] == ["added"] * 3
        assert contents(other) == contents(embedded)


names = [who if isinstance(who, str) else who[0] for who in NAMES]
PAIRS = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(
    lambda pair: alias_key(pair[0]) != alias_key(pair[1])
)
SAID = st.one_of(
    PAIRS.map(lambda pair: alias(*pair)),
    PAIRS.map(lambda pair: merge(*pair)),
    st.sampled_from(names).map(split),
    st.tuples(st.sampled_from(names), st.sampled_from(["a0", "a1", "a2"])).map(lambda pair: split(*pair)),
)


def alias_key(name: str) -> str:
    return Known("split", name).key


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=COLLECTIONS, said=st.lists(SAID, max_size=5), data=st.data())
def test_taken_back_it_leaves_the_graph_as_it_was(
    embedded: Store, drawn: list[tuple[list[Who], str | None]], said: list[Known], data: st.DataObject
) -> None:
    check_undone(embedded, drawn, said, data)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=COLLECTIONS, said=st.lists(SAID, max_size=5), data=st.data())
def test_in_both_stores(
    store: Store, drawn: list[tuple[list[Who], str | None]], said: list[Known], data: st.DataObject
) -> None:
    check_undone(store, drawn, said, data)


def check_undone(
    store: Store, drawn: list[tuple[list[Who], str | None]], said: list[Known], data: st.DataObject
) -> None:
    """Whenever it was said, and in whichever order, it is the same; taken back, all is as if nobody had said it."""
    empty(store)
    articles = collection(drawn)
    assert len(list(store.load(articles))) == len(articles)
    before = contents(store)
    store.learn(said)
    known = contents(store)
    for each in data.draw(st.permutations(said)):
        store.learn(removed=[each])
    assert contents(store) == before
    empty(store)
    steps: list[Article | Known] = [*articles, *said]
    for step in data.draw(st.permutations(steps)):
        store.learn([step]) if isinstance(step, Known) else load(store, step)
    assert contents(store) == known
    empty(store)
    assert not any(contents(store))


def empty(store: Store) -> None:
    store.learn(removed=explaining.known(store))
    forget_all(store)


# Files and commands


def test_a_file_of_aliases(tmp_path: Path) -> None:
    file = tmp_path / "aliases.csv"
    file.write_text('name,alias,type,wikidata\n"Netanyahu, Benjamin",Bibi,person,Q43723\nAna Ruiz,Anita,,\n', "utf-8")
    first, second = read_aliases(file)
    assert (first.key, first.other, first.type, first.wikidata) == ("benjamin netanyahu", "Bibi", "person", "Q43723")
    assert (second.name, second.other, second.type) == ("Ana Ruiz", "Anita", "")
    file.write_text("kind,name,alias,document\nmerge,Ana Ruiz,Anita,\nsplit,Ruiz,,a3\nalias,Ana Ruiz,Jefa,\n", "utf-8")
    assert list(read_aliases(file)) == [merge("Ana Ruiz", "Anita"), split("Ruiz", "a3"), alias("Ana Ruiz", "Jefa")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,b\nx,y\n", "the first line has to name the columns"),
        ("name,alias\nAna Ruiz,\n", "line 2: A name is missing"),
        ("name,alias\nAna Ruiz,Anita\nAna,ANA\n", "line 3: “Ana” and “ANA” are the same name"),
        ("name,alias,type\nAna,Anita,robot\n", "line 2: the type is 'robot', none of person"),
    ],
)
def test_a_line_that_is_wrong(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "aliases.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AliasFileError, match=reason):
        list(read_aliases(file))


def test_on_the_command_line(tmp_path: Path) -> None:
    uri, file, text = str(tmp_path / "test.lbug"), tmp_path / "aliases.csv", tmp_path / "article.txt"
    with graph.open(uri) as store:
        load(store, article("a1", "Ana Ruiz"), article("a2", "Ana Ruiz", "Ruiz"), article("a3", "Anita Moreno"))
    assert answer("alias", "Ana Ruiz", "Anita Moreno", "La Jefa", store=uri) == f"Kept 2 aliases in {uri}.\n"
    assert json.loads(answer("who", "jefa", "--format", "json", store=uri))["entity"]["said"] == 4
    why = json.loads(answer("who", "ana ruiz", "--why", "--format", "json", store=uri))
    assert [(name["name"], name["articles"], name["rule"]) for name in why] == [
        ("ana ruiz", 2, "the name"),
        ("anita moreno", 1, "people say so"),
        ("ruiz", 1, "the surname of the only one, or by far the most frequent one, who bears it"),
    ]
    listed = answer("alias", "--list", "--format", "csv", store=uri)
    file.write_text(listed, encoding="utf-8")
    assert answer("alias", "--file", str(file), "--undo", store=uri) == f"Took back 2 aliases in {uri}.\n"
    assert "Nobody has said anything" in onrecord("alias", "--list", store=uri).stderr
    text.write_text("Anita Moreno said it would rain.", encoding="utf-8")
    answer("load", str(text), "--aliases", str(file), store=uri)
    assert json.loads(answer("who", "jefa", "--format", "json", store=uri))["entity"]["name"] == "Ana Ruiz"
    answer("alias", "Ana Ruiz", "Anita Moreno", "La Jefa", "--undo", store=uri)
    assert answer("merge", "ana", "anita", store=uri) == "Anita Moreno is Ana Ruiz from now on.\n"
    assert "are one already" in onrecord("merge", "ana", "anita", store=uri).stderr
    assert answer("merge", "ana", "anita", "--undo", store=uri) == "Ana Ruiz and Anita Moreno are as they were.\n"
    assert "nobody merged" in onrecord("merge", "ana", "anita", "--undo", store=uri).stderr
    assert answer("split", "Ruiz", "--document", "a2", store=uri) == (
        "“Ruiz” is an entity of its own in a2 from now on.\n"
    )
    assert "Ruiz" in onrecord("who", "person:ruiz#a2", store=uri).stdout
    answer("split", "Ruiz", "--document", "a2", "--undo", store=uri)
    assert "nobody split" in onrecord("split", "Ruiz", "--undo", store=uri).stderr
    assert "no article has the name" in onrecord("split", "Nobody", store=uri).stderr
    assert onrecord("alias", "Ana Ruiz", store=uri).returncode == 2


def test_split_says_what_was_joined(tmp_path: Path) -> None:
    uri, text = str(tmp_path / "test.lbug"), tmp_path / "a.txt"
    text.write_text("Gordon Pryce said it rained. Mr Pryce denied that he was late.", encoding="utf-8")
    answer("load", str(text), store=uri)
    assert "Mr Pryce" in answer("who", "Gordon Pryce", store=uri)
    short = onrecord("split", "Mr Pryce", store=uri)
    assert short.returncode == 1
    assert "“Mr Pryce” is what articles call Gordon Pryce after the whole name" in short.stderr
    alone = onrecord("split", "Gordon Pryce", store=uri)
    assert (alone.returncode, "was joined with no other name" in alone.stdout) == (0, True)
    assert "--document" in alone.stderr
    answer("split", "Gordon Pryce", "--undo", store=uri)
