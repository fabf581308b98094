"""The whole graph written to files, each format read back by what it is for; and JSON Lines loaded again."""

from __future__ import annotations

import csv
import json
import shlex
import shutil
import subprocess
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq
import pytest
from support.articles import ANSWER, ANSWER_TRIPLES, BOTH, HARBOUR, HARBOUR_TRIPLES
from support.command_line import COMMAND, answer, environment, onrecord
from support.contents import contents
from support.hostile import HOSTILE
from support.neo4j_server import PASSWORD, neo4j_admin, neo4j_server

from onrecord import graph
from onrecord.extract.errors import InputError
from onrecord.extract.lines.extracted import read_extracted
from onrecord.graph import Store, StoreError, lookups
from onrecord.graph.stores import pages
from onrecord.graph.stores.queries import NEO4J_SCHEMA
from onrecord.graph.transfer import into_store as copying
from onrecord.graph.transfer.formats import Format
from onrecord.graph.transfer.into_files import export

ARTICLES = [*BOTH, *HOSTILE]
COUNTS = {"Document": 4, "Claim": 9}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    """An embedded store with four articles in it, one of them as strange as can be."""
    path = str(tmp_path_factory.mktemp("export") / "test.lbug")
    with graph.open(path) as store:
        assert len(list(store.load(ARTICLES))) == 4
    return path


@pytest.fixture
def loaded(path: str) -> Iterator[Store]:
    """That store, open for reading."""
    with graph.open(path, read_only=True) as store:
        yield store


def alike(store: Store) -> list[Any]:
    """All that is in a store; none and an empty list of spans are the same to all who read them."""
    return [[[None if value == [] else value for value in row] for row in rows] for rows in contents(store)]


# Tables


def test_csv(loaded: Store, tmp_path: Path) -> None:
    assert export(loaded, "csv", tmp_path / "out").counts.items() >= COUNTS.items()
    with (tmp_path / "out" / "entities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    entities = loaded.read("MATCH (e:Entity) RETURN e.id, e.name, e.type, e.named, e.aliases ORDER BY e.id")
    assert [
        [row["id"], row["name"], row["type"], row["named"] == "true", json.loads(row["aliases"])] for row in rows
    ] == (entities)
    with (tmp_path / "out" / "about.csv").open(encoding="utf-8", newline="") as file:
        assert Counter((row["from"], row["to"]) for row in csv.DictReader(file)) == Counter(
            (claim, target) for claim, target in loaded.read("MATCH (c:Claim)-[:ABOUT]->(e:Entity) RETURN c.id, e.id")
        )


def test_parquet(loaded: Store, tmp_path: Path) -> None:
    export(loaded, "parquet", tmp_path / "out")
    documents = pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    known = loaded.read("MATCH (d:Document) RETURN d.id, d.date, d.text, d.publisher ORDER BY d.id")
    assert [[row["id"], row["date"], row["text"], row["publisher"]] for row in documents] == known
    claims = pq.read_table(tmp_path / "out" / "claims.parquet").to_pylist()
    assert {row["id"]: row["spans"] for row in claims} == dict(loaded.read("MATCH (c:Claim) RETURN c.id, c.spans"))


def test_a_page_at_a_time_makes_the_same_files(loaded: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export(loaded, "csv", tmp_path / "whole")
    for size in ("IDS_A_PAGE", "ENTITIES_A_PAGE", "DOCUMENTS_A_PAGE"):
        monkeypatch.setattr(pages, size, 2)
    export(loaded, "csv", tmp_path / "pages")
    for file in (tmp_path / "whole").iterdir():
        assert (tmp_path / "pages" / file.name).read_bytes() == file.read_bytes()


def test_both_stores_make_the_same_files(path: str, neo4j_uri: str, tmp_path: Path) -> None:
    with graph.open(neo4j_uri) as store:
        list(store.load(ARTICLES))
    for uri, name in ((path, "one"), (neo4j_uri, "two")):
        answer("export", str(tmp_path / name), "--format", "csv", "--store", uri)
    for file in (tmp_path / "one").iterdir():
        assert file.read_text().splitlines() == (tmp_path / "two" / file.name).read_text().splitlines(), file.name


@pytest.mark.parametrize("format", ["csv", "parquet", "graphml", "gexf", "cypher", "neo4j-admin"])
def test_tallies_are_only_in_files_for_neo4j_admin(loaded: Store, tmp_path: Path, format: Format) -> None:
    export(loaded, format, tmp_path / "out")
    names = ["entities.csv", "entities.parquet"] if (tmp_path / "out").is_dir() else [""]
    written = b"".join(file.read_bytes() for name in names if (file := tmp_path / "out" / name).exists())
    assert b"claims_by" in written
    assert (b"tally_by" in written) == (format == "neo4j-admin")


# Graphs


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_graph_formats(loaded: Store, tmp_path: Path, format: str) -> None:
    export(loaded, format, tmp_path / "out")  # type: ignore[arg-type]
    found = nx.read_graphml(tmp_path / "out") if format == "graphml" else nx.read_gexf(tmp_path / "out")
    info = lookups.info(loaded)
    assert len(found) == info.documents + info.claims + info.entities
    assert found.number_of_edges() == sum(
        loaded.read(f"MATCH ()-[r:{kind}]->() RETURN count(r)")[0][0]
        for kind in ("SAID", "ABOUT", "FOUND_IN", "REPEATS")
    )
    document = found.nodes["Document:harbour-1"]
    assert (document["text"], document["date"], document["publisher"]) == (HARBOUR.text, "2024-05-01", "The Daily Quay")
    assert found.nodes["Entity:person:ana ruiz"]["named"] is True
    assert json.loads(found.nodes["Entity:person:ana ruiz"]["aliases"]) == lookups.find(loaded, "ana ruiz")[0].aliases


def test_a_cypher_script_makes_the_same_graph_and_no_other_when_it_is_run_twice(
    loaded: Store, neo4j_uri: str, tmp_path: Path
) -> None:
    export(loaded, "cypher", tmp_path / "graph.cypher")
    statements = (tmp_path / "graph.cypher").read_text(encoding="utf-8").split(";\n")
    for _ in range(2):
        with graph.open(neo4j_uri) as store:
            for statement in filter(None, statements):
                if not statement.startswith("CREATE CONSTRAINT"):
                    store.write(lambda transaction, text=statement: transaction.run(text))  # type: ignore[misc]
        with graph.open(neo4j_uri, read_only=True) as store:
            assert alike(store) == alike(loaded)


def test_neo4j_admin_imports_the_files(
    neo4j_jars: None, path: str, loaded: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = str(tmp_path / "mine.lbug")
    shutil.copy(path, mine)
    answer("alias", "Ana Ruiz", "The Boss", store=mine)
    command = shlex.split(answer("export", str(tmp_path / "out"), "--format", "neo4j-admin", store=mine))
    assert command[:4] == ["neo4j-admin", "database", "import", "full"]
    with neo4j_server(lambda home: neo4j_admin(home, command[1:])) as server:
        monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
        with graph.open(server.uri, read_only=True) as store:  # neo4j-admin makes no indexes: the first to ask does
            assert len(store.read("SHOW INDEXES WHERE type <> 'LOOKUP'")) == len(NEO4J_SCHEMA)
        with graph.open(server.uri) as store, graph.open(mine, read_only=True) as whole:
            assert [*pages.index(store)] == [*pages.index(whole)]
            assert alike(store) == alike(whole)
            assert lookups.find(store, "the boss") == lookups.find(store, "Ana Ruiz")
            assert [hit.id for hit in lookups.search(store, "harbour")] == [
                hit.id for hit in lookups.search(loaded, "harbour")
            ]
            assert {found.outcome for found in store.load(ARTICLES)} == {"unchanged"}


def test_from_a_server_neo4j_admin_gets_no_index(neo4j_uri: str, tmp_path: Path) -> None:
    with graph.open(neo4j_uri) as store:
        list(store.load(ARTICLES))
        export(store, "neo4j-admin", tmp_path / "out")
    for name in ("model", "blocks", "shingles", "names"):
        assert len((tmp_path / "out" / f"{name}.csv").read_text().splitlines()) == 1


# JSON Lines


def test_lines_are_what_extract_prints_with_the_text_besides(loaded: Store, tmp_path: Path) -> None:
    export(loaded, "jsonl", tmp_path / "out")
    lines = [json.loads(line) for line in (tmp_path / "out").read_text(encoding="utf-8").split("\n")[:-1]]
    assert [line.pop("claim") for line in lines if line["document"]["id"] == "silent"] == [None]
    of_harbour = [line for line in lines if line["document"]["id"] == "harbour-1"]
    assert of_harbour[0]["document"].pop("text") == HARBOUR.text
    assert of_harbour == [found.to_dict() for found in HARBOUR_TRIPLES]


def test_lines_make_the_same_graph_again(path: str, loaded: Store, store_uri: str) -> None:
    lines = answer("export", "-", "--format", "jsonl", store=path)
    imported = answer("import", "-", store=store_uri, input=lines.encode())
    assert imported == f"Imported into {store_uri}: 4 documents (4 added).\n"
    with graph.open(store_uri, read_only=True) as store:
        assert contents(store) == contents(loaded)
    again = answer("import", "-", store=store_uri, input=lines.encode())
    assert again == f"Imported into {store_uri}: 4 documents (4 unchanged).\n"


def extracted(tmp_path: Path) -> str:
    """A file as `onrecord extract` prints it: without the articles' texts."""
    lines = tmp_path / "extracted.jsonl"
    triples = [*HARBOUR_TRIPLES, *ANSWER_TRIPLES]
    lines.write_text("".join(json.dumps(found.to_dict()) + "\n" for found in triples), encoding="utf-8")
    return str(lines)


def test_without_the_text_what_is_quoted_stands_in_its_place(tmp_path: Path, store_uri: str) -> None:
    run = onrecord("import", extracted(tmp_path), store=store_uri)
    assert run.stderr == "The text of 2 documents is not known but for what the lines quote of it.\n"
    with graph.open(store_uri, read_only=True) as store:
        shown = lookups.show(store, HARBOUR_TRIPLES[0].claim.id)
        known = HARBOUR.text.replace("on Monday.", 10 * " ").replace(" of ", "    ")
        assert shown.text.startswith(known[: known.index("A senior aide")].rstrip(". "))
        [[start, stop]] = shown.claim_spans
        assert shown.text[start:stop] == "“The harbour will stay open,”"


def test_a_text_that_the_store_has_is_kept(tmp_path: Path, store_uri: str) -> None:
    with graph.open(store_uri) as store:
        list(store.load(BOTH))
    run = onrecord("import", extracted(tmp_path), store=store_uri)
    assert (run.stdout, run.stderr) == (f"Imported into {store_uri}: 2 documents (2 unchanged).\n", "")


def test_the_text_of_the_file_that_it_was_extracted_from(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("“The bridge stays,” Ana Ruiz said. It rained.", encoding="utf-8")
    lines = answer("extract", str(article), "--format", "jsonl")
    assert answer("import", "-", store=str(tmp_path / "one.lbug"), input=lines.encode()).endswith("(1 added).\n")
    assert answer("load", str(article), store=str(tmp_path / "one.lbug")).startswith(
        f"Loaded into {tmp_path}/one.lbug: 1 document (1 unchanged)"
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda line: "{", "it is not valid JSON"),
        (lambda line: "[1]", "it is not an object"),
        (lambda line: json.dumps(line | {"document": {"id": 1}}), "it has no document.id"),
        (lambda line: json.dumps({"document": line["document"]}), "it has no claim"),
        (
            lambda line: json.dumps(line | {"claim": {"id": "1", "text": "x", "kind": "direct"}}),
            "its article is not known: give document.text or document.path",
        ),
        (lambda line: json.dumps(line | {"cue": {"text": "said", "spans": [[0, 9]]}}), "cue.text is not as long as"),
        (lambda line: json.dumps(line | {"cue": {"text": "said", "spans": [[4, 0]]}}), "cue.spans is no list"),
        (lambda line: json.dumps(line | {"targets": [{"text": "a", "spans": []}]}), "targets[0].name is no text"),
        (
            lambda line: json.dumps(line | {"speaker": line["speaker"] | {"type": "robot"}}),
            "speaker.type is 'robot', none",
        ),
        (lambda line: json.dumps(line | {"document": line["document"] | {"date": "May"}}), "document.date is 'May'"),
        (lambda line: json.dumps(line | {"document": line["document"] | {"title": 1}}), "document.title is no text"),
        (lambda line: json.dumps(line | {"confidence": "high"}), "confidence is 'high', no number from 0 to 1"),
    ],
)
def test_a_line_that_is_wrong(tmp_path: Path, change: Any, reason: str) -> None:
    lines = tmp_path / "lines.jsonl"
    good = ANSWER_TRIPLES[0].to_dict()
    lines.write_text(json.dumps(good) + "\n\n" + change(HARBOUR_TRIPLES[0].to_dict()) + "\n")
    with pytest.raises(InputError, match=r"lines\.jsonl, line 3: ") as error:
        list(read_extracted([lines]))
    assert reason in str(error.value)


def test_lines_of_a_document_belong_together(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    mixed = [HARBOUR_TRIPLES[0], ANSWER_TRIPLES[0], HARBOUR_TRIPLES[1]]
    lines.write_text("".join(json.dumps(found.to_dict()) + "\n" for found in mixed))
    run = onrecord("import", str(lines), store=str(tmp_path / "test.lbug"))
    assert run.returncode == 1
    assert f"{lines}, line 3: there are lines of harbour-1 before" in run.stderr


# What can go wrong


def test_a_folder_with_something_in_it_is_left_alone(path: str, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    run = onrecord("export", str(tmp_path), "--format", "csv", store=path)
    assert run.returncode == 1
    assert "not an empty folder" in run.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_several_files_do_not_go_to_standard_output(path: str) -> None:
    run = onrecord("export", "-", "--format", "parquet", store=path)
    assert (run.returncode, run.stdout) == (2, "")
    assert "give a folder" in run.stderr


@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_what_fails_leaves_the_old_and_nothing_half_done(loaded: Store, tmp_path: Path, format: Any) -> None:
    class Broken(Store):
        def __init__(self) -> None:
            self.asked, self.read_only = 0, False

        def _read(self, text: str, params: Mapping[str, Any]) -> list[list[Any]]:
            self._answer()
            return loaded._read(text, params)

        def _each(self, text: str, ids: Collection[str], params: Mapping[str, Any]) -> list[list[Any]]:
            self._answer()
            return loaded._each(text, ids, params)

        def _answer(self) -> None:
            self.asked += 1
            if self.asked > 3:
                raise StoreError("the server is gone")

    Broken.__abstractmethods__ = frozenset()
    if format == "jsonl":
        (tmp_path / "out").write_text("old")
    with pytest.raises(StoreError, match="gone"):
        export(Broken(), format, tmp_path / "out")  # type: ignore[abstract]
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == (
        [("out", "old")] if format == "jsonl" else []
    )


def test_output_that_nobody_reads_to_its_end(path: str) -> None:
    with subprocess.Popen(
        [*COMMAND, "export", "-", "--format", "gexf"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(path),
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline().startswith(b"<?xml")
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_put_is_idempotent(store: Store) -> None:
    assert [found.outcome for found in copying.put(store, [(ANSWER, ANSWER_TRIPLES)])] == ["added"]
    assert [found.outcome for found in copying.put(store, [(ANSWER, ANSWER_TRIPLES)])] == ["unchanged"]
