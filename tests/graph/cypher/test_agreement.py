"""Both stores answer a user's Cypher alike, or one of them says that it does not."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

import pytest
from support.articles import BOTH

from onrecord.graph import Store, lookups
from onrecord.graph.cypher import allowed
from onrecord.graph.cypher.tokens import tokens_of
from onrecord.graph.errors import CypherError


@pytest.fixture
def store(store: Store) -> Store:
    list(store.load(BOTH))
    return store


TOP = "MATCH (e:Entity)-[:SAID]->(c:Claim) WITH e.name AS name, count(c) AS n ORDER BY n DESC, name LIMIT 2 "


@pytest.mark.parametrize(
    "ending", ["RETURN collect(name) AS top", "WITH name RETURN size(collect(name)) AS n", "SKIP 0 RETURN max(name)"]
)
def test_an_order_is_never_dropped_before_an_aggregate(store: Store, ending: str) -> None:
    text = TOP + ending if not ending.startswith("SKIP") else TOP.replace("LIMIT 2 ", "") + "SKIP 1 RETURN max(name)"
    if store.kind == "ladybug":
        with pytest.raises(CypherError, match="Give it something to group by: RETURN 1 AS one"):
            lookups.cypher(store, text)
    else:
        lookups.cypher(store, text)


def test_an_order_before_a_group_counts(store: Store) -> None:
    right = ["Ana Ruíz", "Norsk Havn"]
    assert lookups.cypher(store, TOP + "RETURN 1 AS one, collect(name) AS top").rows == [[1, right]]
    assert lookups.cypher(store, TOP + "UNWIND [1] AS one RETURN collect(name) AS top").rows == [[right]]
    assert lookups.cypher(store, TOP + "RETURN name").rows == [[name] for name in right]


DAY = Date(2024, 5, 3)
ALIKE: list[tuple[str, dict[str, Any], list[str], list[list[Any]]]] = [
    ("MATCH (e:Entity) RETURN sum(e.claims_by) AS n", {}, ["n"], [[6]]),
    (
        "MATCH (d:Document {id: 'answer-1'}) RETURN d.date, count(*)",
        {},
        ["d.date", "count(*)"],
        [[DAY, 1]],
    ),
    (
        "MATCH (e:Entity {name: 'nobody'}) RETURN sum(e.claims_by), count(*)",
        {},
        ["sum(e.claims_by)", "count(*)"],
        [[0, 0]],
    ),
    ("MATCH (e:Entity) WHERE e.name IN $all RETURN sum((e.claims_by + $x)) AS n", {"all": [], "x": 1}, ["n"], [[0]]),
    ("RETURN '1', 1, 1+1, 'x' AS `a b`", {}, ["'1'", "1", "1+1", "a b"], [["1", 1, 2, "x"]]),
    ("MATCH (c:Claim) WHERE $act IS NULL OR c.act = $act RETURN count(c) AS n", {"act": None}, ["n"], [[7]]),
    ("MATCH (c:Claim) WHERE c.act IN $acts RETURN count(c) AS n", {"acts": []}, ["n"], [[0]]),
    ("RETURN $`a b` AS x", {"a b": "c"}, ["x"], [["c"]]),
    ("MATCH (d:Document) WHERE d.date > '2024-05-02' RETURN count(d) AS n", {}, ["n"], [[1]]),
    ("MATCH (d:Document) WHERE $day <= d.date RETURN count(d) AS n", {"day": "2024-05-03"}, ["n"], [[1]]),
    ("MATCH (d:Document {date: '2024-05-03'}) RETURN count(d) AS n", {}, ["n"], [[1]]),
    (
        "MATCH (d:Document) WITH d.date AS day WHERE day = $d RETURN day",
        {"d": "2024-05-03"},
        ["day"],
        [[Date(2024, 5, 3)]],
    ),
    ("RETURN {confidence: 'high'} AS m", {}, ["m"], [[{"confidence": "high"}]]),
    ("WITH ['a', 'b'] AS l, 1 AS i RETURN l[i] AS x", {"i": "a text"}, ["x"], [["b"]]),
    ("MATCH (e:Entity) WHERE e.name =~ '(?i)ana.*' RETURN count(e) AS load", {}, ["load"], [[1]]),
]


@pytest.mark.parametrize(("text", "params", "columns", "rows"), ALIKE)
def test_the_same_on_both(
    store: Store, text: str, params: dict[str, Any], columns: list[str], rows: list[list[Any]]
) -> None:
    table = lookups.cypher(store, text, params)
    assert (table.columns, table.rows) == (columns, rows)
    assert all(type(cell) is type(right) for cell, right in zip(table.rows[0], rows[0], strict=True))


@pytest.mark.parametrize(
    "text", ["MATCH (n:Person) RETURN n", "MATCH (e:Entity) RETURN e.nmae", "MATCH (:Entity)-[r:SAYS]->() RETURN r"]
)
def test_what_is_not_in_the_model_is_an_error(store: Store, text: str) -> None:
    with pytest.raises(CypherError):
        lookups.cypher(store, text)


@pytest.mark.parametrize(
    ("text", "params", "message"),
    [
        ("RETURN 1 AS x, 2 AS x", {}, "Two columns are called x"),
        ("RETURN 'abc", {}, "There is a ' that nothing closes"),
        ("RETURN /* 1", {}, r"There is a /\* that nothing closes"),
        ("RETURN $x", {"x": 2**63}, "more than 64 bits"),
        ("RETURN $x", {"x": [1, "a"]}, "several kinds in it: numbers, texts"),
        ("RETURN 1.CREATE (n)", {}, "changes the graph"),
    ],
)
def test_mistakes_are_told(store: Store, text: str, params: dict[str, Any], message: str) -> None:
    with pytest.raises(CypherError, match=message):
        lookups.cypher(store, text, params)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("MATCH (S:Entity)-[:SAID]->(:Claim)-[:ABOUT]->(s:Entity) RETURN count(*)", "S and s are one name"),
        ("MATCH (e:Entity) WHERE e.name CONTAINS '' RETURN e", "no text contains the empty one"),
        ("MATCH (e:Entity) WHERE e.name =~ '(?=A).*' RETURN e", "does not know the regular expression"),
        ("MATCH (e:Entity) WHERE regexp_matches(e.name, '(a)\\\\1') RETURN e", "does not know the regular expression"),
    ],
)
def test_what_the_embedded_store_gets_wrong_is_refused(store: Store, text: str, message: str) -> None:
    if store.kind == "neo4j":
        pytest.skip("Neo4j answers it rightly, or says so itself")
    with pytest.raises(CypherError, match=message):
        lookups.cypher(store, text)


def test_what_is_written_for_the_engine_is_written_in_nested_places_too(store: Store) -> None:
    text = (
        "MATCH (a:Entity) WHERE EXISTS { (a)-[:SAID]->()-[:ABOUT]->(b) WHERE NOT EXISTS { (b)-[:SAID]->() } } "
        "RETURN a.name, a.aliases[size([10, 20][0..1]) - 1] ORDER BY a.name DESC LIMIT 1"
    )
    assert lookups.cypher(store, text).rows == [["Norsk Havn", "NH"]]
    assert lookups.cypher(store, "RETURN [[1, 2], [3, 4]][1][0] AS x, {a: [5, 6]}.a[1] AS y").rows == [[3, 6]]
    assert lookups.cypher(store, "WITH 'ab' AS t, [7, 8, 9] AS l RETURN l[size(t)..], l[-size(t)]").rows == [[[9], 8]]


def test_columns_of_everything_are_in_order(store: Store) -> None:
    table = lookups.cypher(store, "MATCH (e:Entity {name: 'Bergen'})<-[a:ABOUT {role: 'about'}]-(c) RETURN *")
    assert table.columns == ["a", "c", "e"]
    assert [row[2]["name"] for row in table.rows] == ["Bergen"]
    assert "words" not in table.rows[0][1]


def test_lists_in_lists_end_somewhere(store: Store) -> None:
    value: list[Any] = []
    for _ in range(3_000):
        value = [value]
    with pytest.raises((CypherError, RecursionError)) as error:
        lookups.cypher(store, "RETURN $x", {"x": value})
    assert isinstance(error.value, CypherError)


def test_no_limit_of_time_is_too_long(store: Store) -> None:
    for timeout in (1e300, float("inf")):
        assert lookups.cypher(store, "RETURN 1 AS x", timeout=timeout).rows == [[1]]


@pytest.mark.parametrize("part", ['"\\', "/*", "`", "$`", "'"])
def test_what_nothing_closes_is_one_token(part: str) -> None:
    assert len([*tokens_of(part + " RETURN 1 " * 3)]) == 1
    with pytest.raises(CypherError):
        allowed.checked("RETURN " + part + " 1 " * 999)


def test_durations(store: Store) -> None:
    text = "RETURN interval('18 days') AS x" if store.kind == "ladybug" else "RETURN duration('P18D') AS x"
    assert lookups.cypher(store, text).rows == [["P18D"]]
