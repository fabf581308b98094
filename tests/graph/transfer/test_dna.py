"""The file for Discourse Network Analyzer.

DNA itself is not in Maven Central, and is not run here. A file of these tables made of the examples was opened in DNA
3.1.2, with the password, once. What DNA asks of a file – tables, constraints, foreign keys, the hash of a password,
positions as Java counts them – is checked below.
"""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.articles import BOTH, document, speaker, target, triple
from support.command_line import onrecord
from support.hostile import HOSTILE

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph import Store
from onrecord.graph.transfer.into_files import export

FACES = document("😀 The mayor said: 𝔗axes will fall. 😀 Ana Ruíz denied that taxes will rise.", "faces")
CALLS = [
    triple(FACES, speaker("mayor", named=False), "𝔗axes will fall", target("taxes", "work"), target("Bergen", "place")),
    triple(FACES, speaker("Ana Ruíz"), "that taxes will rise", target("t" * 300, "work"), cue="denied"),
]


def with_act(found: Triple, act: str) -> Triple:
    from dataclasses import replace

    return replace(found, claim=replace(found.claim, act=act))


LOADED: list[tuple[Document, list[Triple]]] = [
    *((article, list(found)) for article, found in [*BOTH, *HOSTILE]),
    (FACES, [CALLS[0], with_act(CALLS[1], "deny")]),
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dna") / "test.lbug"
    with graph.open(str(path)) as store:
        assert [*store.load(LOADED)]
    return path


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    with graph.open(str(path), read_only=True) as store:
        yield store


@pytest.fixture(scope="module")
def file(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    place = tmp_path_factory.mktemp("out") / "out.dna"
    export(store, "dna", place)
    with closing(sqlite3.connect(place)) as file:
        yield file


STATEMENTS = """
SELECT s.ID, d.Text, s.Start, s.Stop, b.Value, {} FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId
JOIN DATABOOLEAN b ON b.StatementId = s.ID {} WHERE d.Notes LIKE ? ORDER BY s.ID
"""
NAMES = ["person", "organization", "concept", "act", "stance"]


def statements(file: sqlite3.Connection, document: str) -> list[dict[str, object]]:
    """The statements of a document, as DNA puts them together: words by UTF-16 units, and a value for each variable."""
    joined = " ".join(
        f"JOIN DATASHORTTEXT t_{name} ON t_{name}.StatementId = s.ID AND t_{name}.VariableId = "
        f"(SELECT ID FROM VARIABLES WHERE Variable = '{name}') JOIN ENTITIES e_{name} ON e_{name}.ID = t_{name}.Entity"
        for name in NAMES
    )
    listed = ", ".join(f"e_{name}.Value" for name in NAMES)
    rows = file.execute(STATEMENTS.format(listed, joined), [f"%{document}%"]).fetchall()
    return [
        {"words": _java_substring(text, start, stop), "agreement": agreed, **dict(zip(NAMES, values, strict=True))}
        for _, text, start, stop, agreed, *values in rows
    ]


def _java_substring(text: str, start: int, stop: int) -> str:
    return text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le")


def test_a_statement_for_each_concept_at_its_words_as_java_counts_them(file: sqlite3.Connection) -> None:
    first, second, third = statements(file, "faces")
    assert [first["words"], second["words"], third["words"]] == [
        "𝔗axes will fall", "𝔗axes will fall", "that taxes will rise",
    ]  # fmt: skip
    assert [first["concept"], second["concept"]] == ["taxes", "Bergen"]
    assert (first["person"], first["stance"], first["agreement"]) == ("mayor [faces]", "open", 1)
    assert (third["person"], third["act"], third["stance"], third["agreement"]) == ("Ana Ruíz", "deny", "disagree", 0)
    assert len(str(third["concept"])) == 190


def test_a_body_that_speaks_is_an_organisation_and_hearsay_is_nobodys(file: sqlite3.Connection) -> None:
    charge, calls, hearsay, bergen = statements(file, "answer-1")
    assert (charge["person"], charge["organization"], charge["concept"]) == ("", "Norsk Havn", "")
    assert (calls["person"], calls["organization"], calls["concept"]) == ("Ola Berg", "", "Ana Ruíz")
    assert (hearsay["person"], hearsay["organization"], hearsay["concept"]) == ("", "", "Ola Berg")
    assert bergen["concept"] == "Bergen"


def test_all_claims_are_there_with_their_words_in_the_texts(store: Store, file: sqlite3.Connection) -> None:
    claims = store.read("MATCH (c:Claim)-[:FOUND_IN]->(d:Document) RETURN count(c)")
    places = "SELECT count(DISTINCT DocumentId || ' ' || Start || ' ' || Stop) FROM STATEMENTS"
    assert file.execute("SELECT count(*) FROM STATEMENTS").fetchone()[0] >= claims[0][0]
    assert file.execute(places).fetchone()[0]
    values = file.execute("SELECT count(*) FROM DATASHORTTEXT").fetchone()[0]
    assert values == 5 * file.execute("SELECT count(*) FROM STATEMENTS").fetchone()[0]
    lengths = "SELECT s.Stop, d.Text FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId"
    for stop, text in file.execute(lengths):
        assert stop <= len(text.encode("utf-16-le")) // 2


def test_the_rules_of_dna_hold(file: sqlite3.Connection) -> None:
    assert file.execute("PRAGMA foreign_key_check").fetchall() == []
    assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    tables = {row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {
        "SETTINGS", "CODERS", "DOCUMENTS", "STATEMENTTYPES", "VARIABLES", "VARIABLELINKS", "REGEXES", "CODERRELATIONS",
        "STATEMENTS", "ENTITIES", "DATABOOLEAN", "DATAINTEGER", "DATASHORTTEXT", "DATALONGTEXT", "ATTRIBUTEVARIABLES",
        "ATTRIBUTEVALUES",
    }  # fmt: skip
    variables = dict(file.execute("SELECT Variable, DataType FROM VARIABLES ORDER BY ID").fetchall())
    assert [*variables][:4] == ["person", "organization", "concept", "agreement"]
    assert variables["agreement"] == "boolean"
    empty = file.execute("SELECT count(*) FROM ENTITIES WHERE Value = ''").fetchone()[0]
    assert empty == [*variables.values()].count("short text")
    without = "SELECT count(*) FROM ENTITIES WHERE ID NOT IN (SELECT EntityId FROM ATTRIBUTEVALUES)"
    assert file.execute(without).fetchone()[0] == 0


@pytest.mark.parametrize(("table", "column"), [("ENTITIES", "Value"), ("DOCUMENTS", "Title"), ("DOCUMENTS", "Source")])
def test_no_text_is_longer_than_dna_takes(file: sqlite3.Connection, table: str, column: str) -> None:
    assert all(len(text) < 191 for (text,) in file.execute(f"SELECT {column} FROM {table}"))


def test_days_are_seconds_of_utc(file: sqlite3.Connection) -> None:
    found = file.execute("SELECT date(Date, 'unixepoch'), Source FROM DOCUMENTS WHERE Title = 'Company denies'")
    assert found.fetchall() == [("2024-05-03", "The Gazette")]


def test_dna_takes_the_password(file: sqlite3.Connection) -> None:
    """Matches as jasypt's StrongPasswordEncryptor does: 16 bytes of salt, then SHA-256 100,000 times."""
    kept = base64.b64decode(file.execute("SELECT Password FROM CODERS WHERE ID = 1").fetchone()[0])
    salt, digest = kept[:16], kept[16:]
    found = salt + b"onrecord"
    for _ in range(100_000):
        found = hashlib.sha256(found).digest()
    assert found == digest


def test_the_command_says_how_to_open_it(path: Path, tmp_path: Path) -> None:
    done = onrecord("export", str(tmp_path / "out.dna"), "--format", "dna", store=str(path))
    assert done.returncode == 0, done.stderr
    assert "as coder Admin with the password onrecord" in done.stdout
