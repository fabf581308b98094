"""A user's own Cypher: reading, on both stores, and nothing else."""

from __future__ import annotations

from datetime import date as Date

import pytest
from articles import BOTH

from onrecord.graph import Store, lookups
from onrecord.graph.errors import CypherError


@pytest.fixture
def store(store: Store) -> Store:
    list(store.load(BOTH))
    return store


READING = {
    "MATCH (s:Entity)-[:SAID]->(c:Claim) RETURN s.name, count(*) AS n ORDER BY n DESC, s.name LIMIT 2": [
        ["Ana Ruíz", 2],
        ["Norsk Havn", 2],
    ],
    "MATCH (d:Document) WHERE d.date >= $day RETURN d.id, d.date;": [["answer-1", Date(2024, 5, 3)]],
    "// who denies?\nMATCH (s)-[r:SAID {cue: 'denied'}]->(:Claim) /* a\ncue */ RETURN s.name": [["Norsk Havn"]],
    "MATCH (c:Claim) WHERE NOT EXISTS { MATCH (:Entity)-[:SAID]->(c) } RETURN c.text AS `set`": [["to have resigned"]],
    "UNWIND [1, 2] AS x WITH x WHERE x > 1 RETURN x, 'CREATE // ; LOAD', CASE WHEN x = 2 THEN 'a' ELSE 'b' END": [
        [2, "CREATE // ; LOAD", "a"]
    ],
    "MATCH (e:Entity) WHERE e.name STARTS WITH 'Ana' OR e.name = 'x' RETURN e.aliases AS load_csv": [
        [["Ana Ruíz", "Mayor Ana Ruíz", "Ruiz"]]
    ],
    "RETURN 1 AS x UNION ALL RETURN 2 AS x": [[1], [2]],
    "OPTIONAL MATCH (e:Entity {name: 'Nobody'}) RETURN e.name": [[None]],
}


@pytest.mark.parametrize("text", READING)
def test_reading_queries_run(store: Store, text: str) -> None:
    assert lookups.cypher(store, text, {"day": Date(2024, 5, 2)}).rows == READING[text]


def test_nodes_edges_and_paths_are_plain(store: Store) -> None:
    table = lookups.cypher(
        store, "MATCH p = (s:Entity)-[r:SAID {cue: 'denied'}]->(c:Claim) RETURN s, r, p, [c.kind, s.type] AS both"
    )
    assert table.columns == ["s", "r", "p", "both"]
    [[node, edge, path, both]] = table.rows
    assert (node["name"], node["aliases"]) == ("Norsk Havn", ["NH", "Norsk Havn"])
    assert edge == {"cue": "denied", "mention": "Norsk Havn", "mention_spans": [0, 10], "name": "Norsk Havn"}
    assert (path[0], path[1], path[2]["text"]) == (node, edge, "the charge")
    assert both == ["indirect", "organization"]


REFUSED = [
    "CREATE (:Entity {id: 'x'})",
    "create (:Entity {id: 'x'})",
    "MATCH (e:Entity) SET e.name = 'x'",
    "MATCH (e:Entity) DETACH DELETE e",
    "MATCH (e:Entity) REMOVE e.name",
    "MERGE (:Entity {id: 'x'})",
    "MATCH (n) WITH * MERGE (:Entity {id: 'x'}) RETURN n",
    "DROP TABLE Entity",
    "LOAD FROM '/etc/passwd' RETURN *",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "MATCH (n) LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "WITH 1 AS x /* hidden */ LOAD /**/ CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "COPY Entity TO '/tmp/entities.csv'",
    "COPY (MATCH (e:Entity) RETURN e.*) TO '/tmp/entities.csv'",
    "EXPORT DATABASE '/tmp/all'",
    "INSTALL httpfs",
    "ATTACH '/tmp/other.lbug' AS other",
    "CALL timeout=0",
    "CALL db.labels() YIELD label CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
    "CALL { MATCH (n) RETURN n } RETURN n",
    "CALL dbms.listConfig() YIELD name RETURN name",
    "CALL `apoc`.`cypher`.`doIt`('CREATE (n)', {}) YIELD value RETURN value",
    "RETURN apoc.cypher.runFirstColumnSingle('LOAD CSV FROM \"file:///x\" AS l RETURN l', {})",
    "RETURN `apoc`.util.sleep(1)",
    "RETURN 1; MATCH (e:Entity) DETACH DELETE e",
    "RETURN 1; CALL timeout=0; RETURN 2",
    "RETURN '\\u0027 LOAD CSV FROM \\u0027file:///etc/passwd' AS line",
    "MATCH (n) \\u0043REATE (m) RETURN m",
    "RETURN 'no end",
    "EXPLAIN MATCH (n) RETURN n",
    "CYPHER 5 MATCH (n) RETURN n",
    "USE system MATCH (n) RETURN n",
    "SHOW USERS",
    "FOREACH (x IN [1] | CREATE (:Entity))",
    "BEGIN TRANSACTION",
    "",
    "   // nothing\n;",
    "🙂",
]


@pytest.mark.parametrize("text", REFUSED)
def test_anything_but_one_reading_statement_is_refused(store: Store, text: str) -> None:
    before = lookups.info(store)
    with pytest.raises(CypherError) as error:
        lookups.cypher(store, text)
    assert "\n" not in str(error.value)
    assert lookups.info(store) == before


@pytest.mark.parametrize("text", ["MATCH (e:Entity RETURN e", "RETURN nothing", "RETURN no_such_function(1)", "MATCH"])
def test_a_mistake_is_told_in_one_line(store: Store, text: str) -> None:
    with pytest.raises(CypherError, match=r"\w+") as error:
        lookups.cypher(store, text)
    assert "\n" not in str(error.value)


def test_a_missing_parameter_is_an_error_on_both_stores(store: Store) -> None:
    with pytest.raises(CypherError, match=r"has a parameter \$name, but no value was given"):
        lookups.cypher(store, "MATCH (e:Entity {name: $name}) RETURN e")


def test_rows_end_at_the_limit(store: Store) -> None:
    table = lookups.cypher(store, "UNWIND range(1, 100) AS x RETURN x", limit=3)
    assert (table.rows, table.more) == ([[1], [2], [3]], True)
    table = lookups.cypher(store, "UNWIND range(1, 3) AS x RETURN x", limit=3)
    assert (table.rows, table.more) == ([[1], [2], [3]], False)


def test_a_query_that_takes_too_long_is_stopped(store: Store) -> None:
    endless = (
        "UNWIND range(1, 100000) AS x UNWIND range(1, 100000) AS y UNWIND range(1, 100000) AS z "
        "RETURN sum(x * y % 7 + z)"
    )
    with pytest.raises(CypherError, match="took too long and was stopped"):
        lookups.cypher(store, endless, timeout=0.5)
    assert lookups.info(store).documents == 2
