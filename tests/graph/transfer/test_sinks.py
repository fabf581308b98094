"""The graph in the forms that other tools read, each read by the tool or library that it is for."""

from __future__ import annotations

import json
import re
import resource
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from support.articles import BOTH, document, speaker, target, triple
from support.command_line import onrecord
from support.foreign import command, python
from support.hostile import HOSTILE, STRANGE_TEXTS, strange_articles

from onrecord import graph
from onrecord.graph import Store, lookups
from onrecord.graph.corrections import making
from onrecord.graph.transfer.formats import Format
from onrecord.graph.transfer.into_files import export
from onrecord.graph.transfer.sinks.sqlite_rows import Tables


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with articles of all kinds, some as strange as can be."""
    path = tmp_path_factory.mktemp("sinks") / "test.lbug"
    with graph.open(str(path)) as store:
        assert [*store.load([*BOTH, *HOSTILE, *strange_articles()])]
    return path


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    with graph.open(str(path), read_only=True) as store:
        yield store


def written(store: Store, format: Format, folder: Path) -> Path:
    place = folder / f"out.{format}"
    export(store, format, place)
    return place


def claims(store: Store) -> list[list[Any]]:
    """Each claim's id, text, and words in the store."""
    return store.read("MATCH (c:Claim)-[:FOUND_IN]->(d:Document) RETURN c.id, c.text, d.id ORDER BY c.id")


def test_there_are_47_strange_texts() -> None:
    assert len(STRANGE_TEXTS) == 47


# SQLite and Datasette


def test_sqlite_holds_all_claims_with_keys_that_lead_somewhere(store: Store, tmp_path: Path) -> None:
    place = written(store, "sqlite", tmp_path)
    with closing(sqlite3.connect(place)) as file:
        rows = file.execute("SELECT id, text, document_id FROM claims ORDER BY id").fetchall()
        assert [list(row) for row in rows] == claims(store)
        assert file.execute("PRAGMA foreign_key_check").fetchall() == []
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = file.execute(
            "SELECT speaker, about FROM claims WHERE rowid IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH ?)",
            ["harbour"],
        ).fetchall()
        assert ("Ana Ruíz", "harbour") in found


def test_what_people_corrected_says_so(tmp_path: Path) -> None:
    article = document("Ana Ruiz said that Lee Park lied.", "a", url="https://quay.example/a")
    found = triple(article, speaker("Ana Ruiz"), "that Lee Park lied", target("Lee Park"))
    with graph.open(str(tmp_path / "test.lbug")) as store:
        assert [*store.load([(article, [found])])]
        making.correct(store, found.claim.id, speaker="person:Ben Hall")
        with closing(sqlite3.connect(written(store, "sqlite", tmp_path))) as file:
            assert file.execute("SELECT speaker, corrected FROM claims").fetchall() == [("Ben Hall", "corrected")]
        tagged: list[tuple[Format, list[str | int]]] = [
            ("annotations", ["items", 0, "body"]),
            ("hypothesis", ["annotations", 0, "tags"]),
        ]
        for format, path in tagged:
            told: Any = json.loads(written(store, format, tmp_path).read_text(encoding="utf-8"))
            for step in path:
                told = told[step]
            assert "corrected" in [each if isinstance(each, str) else each.get("value") for each in told]
        assert json.loads(written(store, "schema.org", tmp_path).read_text())["creativeWorkStatus"] == "corrected"
        links = [json.loads(line) for line in written(store, "ftm", tmp_path).read_text().splitlines()]
        assert [each["properties"]["status"] for each in links if each["schema"] == "UnknownLink"] == [["corrected"]]
        making.correct(store, found.claim.id, speaker="")
        assert "no speaker: said" in written(store, "citations", tmp_path).read_text(encoding="utf-8")


def test_datasette_serves_it(store: Store, tmp_path: Path) -> None:
    place = written(store, "sqlite", tmp_path)
    about = place.with_name("out.metadata.yml")
    assert yaml.safe_load(about.read_text(encoding="utf-8"))["databases"]["out"]["tables"]["claims"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serve = ["datasette", str(place), "--metadata", str(about), "--port", str(port)]
    with subprocess.Popen(command(["datasette==0.65.5"], *serve), stderr=subprocess.PIPE) as server:
        try:
            base = f"http://127.0.0.1:{port}/out"
            known = _asked(f"{base}/claims.json?_shape=objects&_labels=on&_search=harbour&_facet=act", server)
            assert known["rows"][0]["text"]
            assert {row["speaker_id"]["label"] for row in known["rows"] if row["speaker_id"]} >= {"Ana Ruíz"}
            assert "act" in known["facet_results"]
            strange = urlencode({"_shape": "array", "title": STRANGE_TEXTS[0]})
            assert _asked(f"{base}/documents.json?{strange}", server)[0]["id"] == "s0"
        finally:
            server.terminate()


def _asked(url: str, server: subprocess.Popen[bytes]) -> Any:
    """The JSON at an address, once the server answers."""
    for _ in range(1200):
        try:
            with urllib.request.urlopen(url, timeout=60) as answer:
                return json.load(answer)
        except ConnectionError:
            pass
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            pass
        assert server.poll() is None, server.stderr and server.stderr.read()
        time.sleep(0.1)
    raise AssertionError(f"{url} is not answered")


# FollowTheMoney

VALIDATE = """
import json, sys
from followthemoney import model
from followthemoney.proxy import EntityProxy
kinds = {}
for line in open(sys.argv[1], encoding="utf-8"):
    given = json.loads(line)
    entity = EntityProxy.from_dict(given, cleaned=False)
    entity.schema.validate(entity.to_dict())
    lost = [name for name, values in given["properties"].items() if values and not entity.get(name)]
    assert not lost, (lost, given)
    kinds[entity.schema.name] = kinds.get(entity.schema.name, 0) + 1
print(json.dumps(kinds))
"""


def test_followthemoney_takes_every_entity(path: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.lbug"
    with graph.open(str(known)) as store:
        assert [*store.load(BOTH)]
        place = written(store, "ftm", tmp_path)
        counts = json.loads(python(["followthemoney==4.11.2"], VALIDATE, str(place)))
        assert counts["Article"] == len(BOTH)
        about = store.read(
            "MATCH (:Entity)-[:SAID]->(c:Claim)-[r:ABOUT {role: 'about'}]->(e) RETURN DISTINCT c.id, e.id"
        )
        assert counts["UnknownLink"] == len(about)


def test_followthemoney_lines_hold_strange_texts_as_they_are(store: Store, tmp_path: Path) -> None:
    lines = written(store, "ftm", tmp_path).read_text(encoding="utf-8").split("\n")[:-1]
    titles = {title for line in lines for title in json.loads(line)["properties"].get("title", [])}
    kept = store.read("MATCH (d:Document) WHERE d.title IS NOT NULL RETURN d.title")
    assert titles == {row[0] for row in kept if row[0]}


# Annotations


def test_annotations_lead_to_the_words_by_the_standard(store: Store, tmp_path: Path) -> None:
    page = json.loads(written(store, "annotations", tmp_path).read_text(encoding="utf-8"))
    assert page["type"] == "AnnotationPage"
    texts = {row[0]: row[1] for row in store.read("MATCH (d:Document) RETURN coalesce(d.url, d.id), d.text")}
    assert len(page["items"]) == len(claims(store))
    for item in page["items"]:
        text = texts[_source(item["target"]["source"])]
        for selector in item["target"]["selector"]:
            if selector["type"] == "TextPositionSelector":
                words = text[selector["start"] : selector["end"]]
            else:
                words = selector["exact"]
                assert f"{selector['prefix']}{words}{selector['suffix']}" in text
            assert words in text


def _source(source: str) -> str:
    from urllib.parse import unquote

    return unquote(source.removeprefix("urn:onrecord:")) if source.startswith("urn:onrecord:") else source


def test_hypothesis_gets_what_its_import_keeps(store: Store, tmp_path: Path) -> None:
    content = json.loads(written(store, "hypothesis", tmp_path).read_text(encoding="utf-8"))
    assert content["annotations"]
    for each in content["annotations"]:
        assert set(each) == {"uri", "target", "text", "tags", "document"}
        assert each["uri"] == each["target"][0]["source"]
        assert {one["type"] for one in each["target"][0]["selector"]} == {"TextQuoteSelector", "TextPositionSelector"}


# schema.org

EXPAND = """
import json, sys
from pyld import jsonld
jsonld.set_document_loader(lambda url, options: {
    "contextUrl": None, "documentUrl": url, "contentType": "application/ld+json",
    "document": {"@context": {"@vocab": "https://schema.org/", "id": "@id", "type": "@type"}},
})
print(json.dumps([jsonld.expand(json.loads(line)) for line in open(sys.argv[1], encoding="utf-8")]))
"""


def test_schema_org_is_json_ld_without_ratings(store: Store, tmp_path: Path) -> None:
    place = written(store, "schema.org", tmp_path)
    expanded = json.loads(python(["PyLD==2.0.4"], EXPAND, str(place)))
    assert len(expanded) == len(claims(store))
    types = {each["@type"][0] for (each,) in expanded}
    assert types == {"https://schema.org/Quotation", "https://schema.org/Claim"}
    for (each,) in expanded:
        appeared = each.get("https://schema.org/isPartOf") or each["https://schema.org/appearance"]
        assert appeared[0]["@type"] == ["https://schema.org/NewsArticle"]
    assert "Rating" not in place.read_text(encoding="utf-8")


# Citations

CITE = """
import sys, json
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
items = json.load(open(sys.argv[1], encoding="utf-8"))
source = CiteProcJSON([item for item in items if item["id"] == "harbour-1"])
made = CitationStylesBibliography(CitationStylesStyle("harvard1", validate=False), source, formatter.plain)
made.register(Citation([CitationItem("harbour-1")]))
print(made.bibliography()[0])
"""


def test_a_citation_program_cites_the_articles(store: Store, tmp_path: Path) -> None:
    cited = python(["citeproc-py==0.9.0"], CITE, str(written(store, "citations", tmp_path)))
    assert "Harbour to stay open" in cited
    assert "2024" in cited


# All of them


@pytest.mark.parametrize("format", ["sqlite", "ftm", "annotations", "hypothesis", "schema.org", "citations"])
def test_the_command_writes_each_and_says_how_many(path: Path, store: Store, tmp_path: Path, format: str) -> None:
    done = onrecord("export", str(tmp_path / "out"), "--format", format, store=str(path))
    assert done.returncode == 0, done.stderr
    info = lookups.info(store)
    if format == "hypothesis":  # only what has a URL, and it says how much that leaves out
        told = [int(number) for number in re.findall(r"(\d+) (?:documents|claims)", done.stderr)]
        assert (told[0] + told[2], told[1] + told[3]) == (info.documents, info.claims)
    else:
        assert f"{info.documents} documents, {info.claims} claims" in done.stderr
    assert (tmp_path / "out").stat().st_size
    assert not [*tmp_path.glob("*.part")]


@pytest.mark.parametrize("format", ["sqlite", "dna", "label-studio", "annotations"])
def test_what_cannot_be_written_is_an_error_of_writing_and_leaves_nothing(
    store: Store, tmp_path: Path, format: Format
) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**15, limits[1]))  # as if the disk were full then
    try:
        with pytest.raises(OSError, match=r"."):
            export(store, format, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not [*tmp_path.iterdir()]
    assert claims(store)


def test_a_writer_that_dies_says_so_when_it_is_given_more(tmp_path: Path) -> None:
    with closing(Tables(tmp_path / "out", "CREATE TABLE given (word)")) as tables:
        assert tables._process.poll() is None
        tables._process.kill()
        tables._process.wait()
        with pytest.raises(OSError, match="the process that writes the database ended by signal SIGKILL"):
            tables.insert({"INTO given": [("word",)] * 100_000})


def test_what_a_database_refuses_is_told_by_its_words(tmp_path: Path) -> None:
    with closing(Tables(tmp_path / "out", "CREATE TABLE given (word UNIQUE)")) as tables:
        tables.insert({"INTO given": [("twice",), ("twice",)]})
        with pytest.raises(OSError, match=r"^UNIQUE constraint failed: given\.word$"):
            tables.finish("")


def test_sqlite_is_no_text(path: Path) -> None:
    done = onrecord("export", "-", "--format", "sqlite", store=str(path))
    assert done.returncode == 2
    assert "give a place" in done.stderr
