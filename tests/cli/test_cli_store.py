"""What a user does with the store itself: Cypher of their own, info, forget; and what goes wrong with stores."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.articles import BOTH
from support.command_line import answer, onrecord

from onrecord import graph


@pytest.fixture
def loaded(store_uri: str) -> str:
    """The URI of a store with two articles in it."""
    with graph.open(store_uri) as store:
        assert len(list(store.load(BOTH))) == 2
    return store_uri


def test_cypher(loaded: str) -> None:
    query = (
        "MATCH (e:Entity)-[:SAID]->(c:Claim)-[:FOUND_IN]->(d:Document) "
        "RETURN e.name AS name, count(c) AS claims, min(d.date) AS first ORDER BY claims DESC, name LIMIT 2"
    )
    assert json.loads(answer("cypher", query, "--format", "json", store=loaded)) == [
        {"name": "Ana Ruíz", "claims": 2, "first": "2024-05-01"},
        {"name": "Norsk Havn", "claims": 2, "first": "2024-05-03"},
    ]
    assert answer("cypher", query, "--format", "csv", store=loaded).splitlines()[1] == "Ana Ruíz,2,2024-05-01"
    assert answer("cypher", query, store=loaded).splitlines()[2].split() == ["Ana", "Ruíz", "2", "2024-05-01"]


def test_cypher_says_when_there_are_more_rows(loaded: str) -> None:
    run = onrecord("cypher", "MATCH (c:Claim) RETURN c.id", "--limit", "2", "--format", "jsonl", store=loaded)
    assert len(run.stdout.splitlines()) == 2
    assert "more than 2 rows" in run.stderr


def test_cypher_without_rows(loaded: str) -> None:
    run = onrecord("cypher", "MATCH (c:Claim {id: 'none'}) RETURN c.id", store=loaded)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "The query gives no rows.\n")


@pytest.mark.parametrize(
    "query",
    ["MATCH (c:Claim RETURN c", "MATCH (c:Claim) DETACH DELETE c", "LOAD CSV FROM 'file:///etc/passwd' AS x RETURN x"],
)
def test_cypher_that_is_wrong_or_more_than_reading(loaded: str, query: str) -> None:
    run = onrecord("cypher", query, store=loaded)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("Error: ")


def test_info(loaded: str) -> None:
    [found] = json.loads(f"[{answer('info', '--format', 'jsonl', store=loaded)}]")
    assert (found["documents"], found["claims"]) == (2, 7)
    assert found["store"] == loaded
    assert found.keys() >= {"kind", "version", "onrecord", "python", "speakers", "entities"}
    assert "claims     7" in [line.rstrip() for line in answer("info", store=loaded).splitlines()]


def test_forget(loaded: str) -> None:
    assert answer("forget", "answer-1", store=loaded) == "Forgot “Company denies” (answer-1) and its 4 claims.\n"
    assert [line.split(",")[0] for line in answer("documents", "--format", "csv", store=loaded).splitlines()] == [
        "id",
        "harbour-1",
    ]
    again = onrecord("forget", "answer-1", store=loaded)
    assert again.returncode == 1
    assert "has no document 'answer-1'" in again.stderr


def test_a_claim_that_is_not_there(loaded: str) -> None:
    run = onrecord("show", "none", store=loaded)
    assert (run.returncode, run.stdout) == (1, "")
    assert "has no claim 'none'" in run.stderr


def test_the_store_option_goes_before_the_environment(tmp_path: Path) -> None:
    run = onrecord("info", "--store", str(tmp_path / "one.lbug"), store=str(tmp_path / "two.lbug"))
    assert run.returncode == 1
    assert "one.lbug" in run.stderr


def test_without_a_store_there_is_nothing_to_ask(tmp_path: Path) -> None:
    run = onrecord("said", "ruiz", cwd=tmp_path)
    assert run.returncode == 1
    assert "There is no store at onrecord.lbug" in run.stderr
    assert list(tmp_path.iterdir()) == []


NO_LINE = b'{"no": "claim"}\n'

FAILING = {
    "import": ["import", "-"],
    "import of nothing": ["import", "none.jsonl"],
    "import of brat": ["import", "none", "--format", "brat"],
    "alias": ["alias", "Ana Ruiz", ""],
    "aliases": ["alias", "--file", "none.csv"],
    "aliases taken back": ["alias", "Ana Ruiz", "Ruiz", "--undo"],
    "merge": ["merge", "Ana Ruiz", "Ana"],
    "split": ["split", "Ana Ruiz"],
    "correct": ["correct", "1f0c", "--drop"],
    "add": ["add", "a1", "the works was shut"],
    "forget": ["forget", "a1"],
    "check": ["check", "--mend"],
    "cypher": ["cypher", "CREATE (n", "--write"],
}


@pytest.mark.parametrize("command", FAILING)
def test_what_fails_where_there_is_no_store_leaves_none(tmp_path: Path, command: str) -> None:
    run = onrecord(*FAILING[command], cwd=tmp_path, input=NO_LINE)
    assert (run.returncode, run.stdout) == (1, "")
    assert len(run.stderr.splitlines()) == 1, "nothing was done that could be gone on with"
    assert list(tmp_path.iterdir()) == []


def test_what_fails_after_something_is_in_the_store_leaves_it(tmp_path: Path) -> None:
    with graph.open(str(tmp_path / "old.lbug")) as store:
        assert len(list(store.load(BOTH))) == 2
    lines = answer("export", "-", "--format", "jsonl", store=str(tmp_path / "old.lbug"))
    run = onrecord("import", "-", store=str(tmp_path / "new.lbug"), input=lines.encode() + NO_LINE)
    assert run.returncode == 1
    assert "1 document done; the same command goes on from there" in run.stderr
    assert json.loads(answer("info", "--format", "json", store=str(tmp_path / "new.lbug")))["documents"] == 1


def test_an_import_in_place_of_an_article_says_how_changes_last(loaded: str) -> None:
    lines = answer("export", "-", "--format", "jsonl", store=loaded)
    same = onrecord("import", "-", store=loaded, input=lines.encode())
    assert "onrecord correct" not in same.stderr
    changed = [json.loads(line) for line in lines.splitlines()]
    changed[0]["confidence"] = 0.25
    other = onrecord("import", "-", store=loaded, input="\n".join(map(json.dumps, changed)).encode())
    assert "(1 replaced, 1 unchanged)" in other.stdout
    assert "if it is imported with --as-corrections" in other.stderr


def test_an_empty_store_that_was_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "test.lbug"
    graph.open(str(path)).close()
    assert onrecord("import", "-", store=str(path), input=NO_LINE).returncode == 1
    assert path.exists()


def test_a_store_that_another_process_has_open(tmp_path: Path) -> None:
    path = str(tmp_path / "test.lbug")
    with graph.open(path):
        run = onrecord("alias", "Ana Ruiz", "Ana", store=path)
        read = onrecord("info", store=path)
    assert run.returncode == 1
    assert path in run.stderr
    assert read.returncode == 0, "who only reads may do so beside it"


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no store\n" * 100)
    run = onrecord("info", store=str(path))
    assert run.returncode == 1
    assert f"{path} cannot be opened as a store" in run.stderr
    assert path.read_text() == "no store\n" * 100


def test_neo4j_that_does_not_answer() -> None:
    run = onrecord("info", store="neo4j://127.0.0.1:1")
    assert run.returncode == 1
    assert run.stderr.startswith("Error: neo4j://127.0.0.1:1 does not answer")
    assert len(run.stderr.splitlines()) == 1


def test_a_wrong_password(neo4j_uri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong")
    run = onrecord("info", store=neo4j_uri)
    assert run.returncode == 1
    assert "NEO4J_PASSWORD" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_output_that_nobody_reads_to_its_end_is_no_error(tmp_path: Path) -> None:
    import subprocess

    from support.command_line import COMMAND, environment

    path = str(tmp_path / "test.lbug")
    with graph.open(path) as store:
        assert len(list(store.load(BOTH))) == 2
    query = "UNWIND range(1, 100000) AS x RETURN x"
    command = [*COMMAND, "cypher", query, "--limit", "100000", "--format", "jsonl"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(path))
    assert process.stdout
    assert process.stderr
    assert process.stdout.readline() == b'{"x": 1}\n'
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()
