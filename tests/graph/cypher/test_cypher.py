"""A user's own Cypher: reading, on both stores, and nothing else."""

from __future__ import annotations

import json
import pickle
import time
from contextlib import suppress
from datetime import date as Date
from pathlib import Path
from typing import IO

import pytest
from support.articles import BOTH
from support.command_line import answer, onrecord
from support.hostile import ATTEMPTS, CALLS, ENDLESS, FILES, HOSTILE, NO_QUERY, SCHEMA_CHANGES, SEVERAL, STRANGE

from onrecord import graph
from onrecord.graph import Store, StoreError, lookups
from onrecord.graph.cypher import allowed as readonly
from onrecord.graph.cypher import sandbox as guarded
from onrecord.graph.errors import CypherError
from onrecord.graph.stores import pages
from onrecord.graph.transfer.into_files import export


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
    "RETURN 1 AS x UNION ALL RETURN 1 AS x": [[1], [1]],
    "MATCH (:Entity {name: 'Ola Berg'})-[:SAID|ABOUT*2..2]->(e:Entity) RETURN DISTINCT e.name": [["Ana Ruíz"]],
    "OPTIONAL MATCH (e:Entity {name: 'Nobody'}) RETURN e.name": [[None]],
}


@pytest.mark.parametrize("text", READING)
def test_reading_queries_run(store: Store, text: str) -> None:
    assert lookups.cypher(store, text, {"day": Date(2024, 5, 2)}).rows == READING[text]


NOT_UNDERSTOOD = {
    "MATCH (c:Claim RETURN c": "Line 1, column 16: “RETURN” is not understood after “Claim”.",
    "MATCH (c:Claim {text: 'é😀'}\n// all of\n  RETURN c": "Line 3, column 3: “RETURN” is not understood after “}”.",
    "MATCH (c:Claim)\nRETURN labels(c), sum(c.confidence) AS n ORDER n": (
        "Line 2, column 48: “n” is not understood after “ORDER”."
    ),
    "MATCH (c:Claim) RETURN c.text AS ;": "Line 1, column 33: the query ends too early after “AS”.",
}


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_is_not_understood_is_told_by_line_and_column(store: Store, text: str) -> None:
    with pytest.raises(CypherError) as caught:
        lookups.cypher(store, text)
    assert str(caught.value) == NOT_UNDERSTOOD[text]


def test_a_table_is_iterated_over_for_its_rows(store: Store) -> None:
    table = lookups.cypher(store, "MATCH (c:Claim) RETURN c.id AS id, c.text AS text ORDER BY id", limit=2)
    assert [*table] == table.rows
    assert len(table) == 2
    assert table.more
    assert [id for id, _ in table] == [row[0] for row in table.rows]


def test_nodes_edges_and_paths_are_plain(store: Store) -> None:
    table = lookups.cypher(
        store, "MATCH p = (s:Entity)-[r:SAID {cue: 'denied'}]->(c:Claim) RETURN s, r, p, [c.kind, s.type] AS both"
    )
    assert table.columns == ["s", "r", "p", "both"]
    [[node, edge, path, both]] = table.rows
    assert (node["name"], node["aliases"]) == ("Norsk Havn", ["NH", "Norsk Havn"])
    named = {"name": "Norsk Havn", "type": "organization"}
    assert edge == {"cue": "denied", "mention": "Norsk Havn", "mention_spans": [0, 10], **named}
    assert (path[0], path[1], path[2]["text"]) == (node, edge, "the charge")
    assert both == ["indirect", "organization"]


@pytest.mark.parametrize("text", ATTEMPTS)
def test_anything_but_one_reading_statement_is_refused(text: str) -> None:
    with pytest.raises(CypherError) as error:
        readonly.checked(text)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", [*SCHEMA_CHANGES, *FILES, *CALLS, *SEVERAL, *NO_QUERY])
def test_what_may_write_may_do_no_more_than_that(text: str) -> None:
    with pytest.raises(CypherError):
        readonly.checked(text, write=True)


SUBQUERIES = {
    "CALL { MATCH (d:Document) RETURN d.id AS id } RETURN id ORDER BY id LIMIT 1": [["answer-1"]],
    "MATCH (e:Entity {name: 'Ana Ruíz'}) CALL (e) { MATCH (e)-[:SAID]->(c) RETURN count(c) AS n } RETURN n": [[2]],
}
WRITING_SUBQUERIES = [
    "MATCH (e:Entity {name: 'Ana Ruíz'}) CALL { WITH e SET e.name = 'x' } RETURN e.name",
    "MATCH (e:Entity {name: 'Ana Ruíz'}) CALL (e) { SET e.name = 'x' } RETURN e.name",
]


def test_subqueries_read_and_write_only_where_it_is_asked_for(store: Store) -> None:
    if store.kind == "ladybug":
        for text in (*SUBQUERIES, *WRITING_SUBQUERIES):
            with pytest.raises(CypherError, match="has no subqueries of CALL, which Neo4j has"):
                lookups.cypher(store, text, write=True)
        return
    for text, rows in SUBQUERIES.items():
        assert lookups.cypher(store, text).rows == rows
    for text in WRITING_SUBQUERIES:
        with pytest.raises(CypherError, match="changes the graph: only reading is allowed here"):
            lookups.cypher(store, text)
    assert lookups.cypher(store, WRITING_SUBQUERIES[0], write=True).rows == [["x"]]


@pytest.mark.parametrize("which", ["'x'", "BOTH 'x'", "LEADING 'x'", "trailing 'x' || ''", "BOTH $x", "BOTH"])
def test_from_stands_in_a_trim_alone(which: str) -> None:
    for text in (f"RETURN trim({which} FROM 'xax') AS t", f"RETURN trim({which} FROM trim('x' FROM $x)), 1 AS x"):
        assert readonly.checked(text) == text
        with pytest.raises(CypherError):
            readonly.checked(text.replace("trim", "other"))


def test_a_trim_is_answered(store: Store) -> None:
    text = "RETURN trim(BOTH 'x' FROM 'xax') AS t"
    if store.kind == "ladybug":
        with pytest.raises(CypherError):
            lookups.cypher(store, text)
    else:
        assert lookups.cypher(store, text).rows == [["a"]]


def test_refused_attempts_leave_everything_as_it_is(store: Store, tmp_path: Path) -> None:
    file, new = tmp_path / "secret.csv", tmp_path / "new"
    file.write_text("secret\n")
    before = (lookups.info(store), [*pages.tables(store)])
    for text in ATTEMPTS:
        with pytest.raises(CypherError):
            lookups.cypher(store, text.replace("{file}", str(file)).replace("{new}", str(new)))
    assert (lookups.info(store), [*pages.tables(store)]) == before
    assert not new.exists()


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
    with pytest.raises(CypherError, match="took too long and was stopped"):
        lookups.cypher(store, ENDLESS[0], timeout=0.5)
    assert lookups.info(store).documents == 2


def test_nothing_endless_takes_more_than_its_time_and_memory(store: Store) -> None:
    uri = store.uri
    store.close()
    with graph.open(uri, read_only=True) as reader:
        for text in ENDLESS:
            with suppress(CypherError):
                assert len(lookups.cypher(reader, text, limit=10, timeout=0.5).rows) <= 10, text
        assert lookups.info(reader).documents == 2


def test_a_query_in_a_process_of_its_own_gives_the_same(store: Store) -> None:
    uri = store.uri
    texts = [text for text in READING if "$" not in text]
    own = [lookups.cypher(store, text) for text in texts]
    store.close()
    with graph.open(uri, read_only=True) as reader:
        assert [lookups.cypher(reader, text) for text in texts] == own
        for mistake in ("RETURN nothing", "MATCH (e:Entity {name: $name}) RETURN e"):
            with pytest.raises(CypherError, match=r"nothing|has a parameter"):
                lookups.cypher(reader, mistake)


def test_a_process_that_cannot_open_the_store_says_why(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.lbug"):
        guarded.query(str(tmp_path / "none.lbug"), "RETURN 1", {}, 1, 5.0)


def test_an_answer_that_is_there_before_it_is_looked_for_is_not_lost(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    uri = store.uri
    store.close()
    dump = pickle.dump

    def dump_and_wait(question: object, file: IO[bytes]) -> None:
        dump(question, file)
        file.flush()
        time.sleep(5)

    monkeypatch.setattr(pickle, "dump", dump_and_wait)
    assert guarded.query(uri, "RETURN 1 AS x", {}, 1, 5.0) == (["x"], [[1]])


def test_what_is_written_without_its_properties_is_read_all_the_same(store: Store, tmp_path: Path) -> None:
    uri = store.uri
    for text in (
        "MATCH (c:Claim {text: 'greed'})<-[r:SAID]-(:Entity), (t:Entity {name: 'Ola Berg'}) "
        "CREATE (t)-[:SAID {cue: r.cue, mention: r.mention}]->(c)",
        "MATCH (c:Claim {text: 'greed'}), (t:Entity {name: 'Bergen'}) CREATE (c)-[:ABOUT]->(t)",
    ):
        lookups.cypher(store, text, write=True)
    store.close()
    with graph.open(uri) as opened:
        assert [each.claim for each in lookups.said(opened, "Ola Berg", "Bergen")] == ["greed"]
        for format in ("jsonl", "csv", "neo4j-admin", "graphml"):
            export(opened, format, tmp_path / format)
        for row in lookups.documents(opened):
            lookups.forget(opened, row.id)
        assert lookups.info(opened).claims == 0


def test_writing_where_it_is_asked_for(store: Store) -> None:
    lookups.cypher(store, "CREATE (:Entity {id: 'person:x', name: 'X', type: 'person', named: true})", write=True)
    assert lookups.cypher(store, "MATCH (e:Entity {id: 'person:x'}) RETURN e.name").rows == [["X"]]
    change = (
        "MATCH (c:Claim) WHERE c.text CONTAINS $word MERGE (e:Entity {id: 'person:x'}) ON MATCH SET e.name = 'Y' "
        "SET c.text = 'nothing but zebras' RETURN c.text"
    )
    table = lookups.cypher(store, change, {"word": "harbour"}, write=True)
    assert table.rows == [["nothing but zebras"]]
    rows = "UNWIND range(1, 5000) AS x MERGE (e:Entity {id: 'n'}) SET e.name = 'n' RETURN x"
    many = lookups.cypher(store, rows, limit=3, write=True)
    assert (many.rows, many.more) == ([[1], [2], [3]], True)
    uri = store.uri
    store.close()
    with graph.open(uri, read_only=True) as reader:
        assert [each.claim for each in lookups.search(reader, "zebras")] == ["nothing but zebras"]
        assert lookups.search(reader, "harbour") == []
        [entity] = lookups.find(reader, "person:x")
        assert entity.name == "Y"
        with pytest.raises(StoreError, match="open for reading only"):
            lookups.cypher(reader, "MATCH (c:Claim) SET c.text = 'x'", write=True)


def test_writing_that_fails_changes_nothing(store: Store) -> None:
    with pytest.raises(CypherError):
        lookups.cypher(store, "MATCH (e:Entity) SET e.name = 'x' WITH e RETURN no_such_function(e)", write=True)
    with pytest.raises(CypherError, match="took too long"):
        lookups.cypher(
            store, f"MATCH (e:Entity) SET e.name = 'x' WITH count(*) AS n {ENDLESS[0]}", write=True, timeout=0.5
        )
    assert lookups.cypher(store, "MATCH (e:Entity {name: 'x'}) RETURN e").rows == []


def test_hostile_names_and_claims_come_out_as_they_went_in(store: Store) -> None:
    list(store.load(HOSTILE))
    [(article, triples), _] = HOSTILE
    [found] = lookups.said(store, STRANGE)
    assert (found.claim, found.document, found.title) == (triples[0].claim.text, article.id, article.title)
    assert lookups.show(store, found.id).text == article.text
    text = "MATCH (s:Entity {name: $name})-[:SAID]->(c:Claim {text: $text}) RETURN s.name, c.text"
    asked = {"name": STRANGE, "text": found.claim}
    assert lookups.cypher(store, text, asked).rows == [[STRANGE, found.claim]]


VALUES = {
    "text": ("Ana Ruíz", "Ana Ruíz"),
    "number": ("3", 3),
    "list": ('["a", "b"]', ["a", "b"]),
    "quoted": ('"3"', "3"),
    "truth": ("true", True),
    "equals": ("a=b", "a=b"),
    "strange": ("{x: '\"; DROP", "{x: '\"; DROP"),
    "empty": ("", ""),
}


def test_parameters_on_the_command_line(store: Store) -> None:
    uri = store.uri
    store.close()
    given = [part for name, (value, _) in VALUES.items() for part in ("--param", f"{name}={value}")]
    query = "RETURN " + ", ".join(f"${name} AS {name}" for name in VALUES)
    [row] = [json.loads(line) for line in answer("cypher", query, *given, "--format", "jsonl", store=uri).splitlines()]
    assert row == {name: value for name, (_, value) in VALUES.items()}
    run = onrecord("cypher", query, "--param", "name", store=uri)
    assert (run.returncode, run.stderr) == (2, "Error: --param name: give it as NAME=VALUE.\n")
    run = onrecord("cypher", "RETURN $day", store=uri)
    assert "has a parameter $day, but no value was given for it" in run.stderr
    run = onrecord("cypher", ENDLESS[0], "--timeout", "0.5", store=uri)
    assert "took too long and was stopped" in run.stderr
    run = onrecord("cypher", "MATCH (e:Entity) DETACH DELETE e", store=uri)
    assert "“DETACH” changes the graph: only reading is allowed here (--write allows it)." in run.stderr
    run = onrecord("cypher", "MATCH (d:Document) SET d.title = 'new'", "--write", store=uri)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "Done.\n")
    assert answer("cypher", "-", store=uri, input=b"MATCH (d:Document) RETURN DISTINCT d.title").split()[-1] == "new"
