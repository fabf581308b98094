"""Other tools' files, in the form that each of them documents, read into a store."""

from __future__ import annotations

import bz2
import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from support.articles import ANSWER_TRIPLES, BOTH, HARBOUR, HARBOUR_TRIPLES
from support.command_line import onrecord
from support.hostile import HOSTILE

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.extract.errors import InputError
from onrecord.graph import Store
from onrecord.graph.corrections import kept
from onrecord.graph.model.triples import triples_of
from onrecord.graph.stores import pages
from onrecord.graph.transfer.formats import Foreign, Format
from onrecord.graph.transfer.into_files import export
from onrecord.graph.transfer.into_store import put, read_from


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with graph.open(str(tmp_path / "test.lbug")) as store:
        yield store


def read(store: Store, format: Foreign, path: Path) -> list[str]:
    """Read a file into a store; what was said of it."""
    said: list[str] = []
    list(put(store, read_from(store, format, [path], said.append)))
    return said


def articles(store: Store) -> dict[str, tuple[Document, list[Triple]]]:
    ids = [id for page in pages.digests(store) for id in page]
    return {article.id: triples_of(article) for article in kept.originals(store.read, store.each, ids)}


def lines(rows: list[Any]) -> bytes:
    return b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows)


def words(document: Document, triple: Triple) -> str:
    return " ".join(document.text[start:stop] for start, stop in triple.claim.spans)


# Quotebank

QUOTATIONS: list[Any] = [
    {
        "quoteID": "2019-05-01-000001", "quotation": "The harbour will stay open", "speaker": "Ana Ruíz",
        "qids": ["Q1"], "date": "2019-05-01 08:15:00", "numOccurrences": 2,
        "probas": [["Ana Ruíz", "0.7531"], ["None", "0.2469"]],
        "urls": ["http://quay.example/a", "http://gazette.example/b"], "phase": "E",
    },
    {
        "quoteID": "2019-05-01-000002", "quotation": "Nobody 😀 knows", "speaker": "None", "qids": [], "urls": [],
        "date": "2019-05-01 09:00:00", "numOccurrences": 1, "probas": [["None", "0.9"]], "phase": "E",
    },
    b"{broken\n",
    {"quoteID": "2019-05-01-000003", "speaker": "Ana Ruíz", "probas": [], "urls": []},
    {"hello": 1},
]  # fmt: skip


@pytest.mark.parametrize("packed", [bytes, bz2.compress, gzip.compress])
def test_quotebanks_quotations(store: Store, tmp_path: Path, packed: Any) -> None:
    path = tmp_path / "quotes-2019.json"
    path.write_bytes(packed(lines(QUOTATIONS)))
    said = read(store, "quotebank", path)
    assert [sentence.partition(": ")[0] for sentence in said] == [
        f"{path}, line 3", f"{path}, line 4", f"{path}, line 5", f"{path}",
    ]  # fmt: skip
    assert "1 further addresses" in said[-1]
    found = articles(store)
    document, [triple] = found["quotebank:2019-05-01-000001"]
    assert (document.url, document.publisher, str(document.date)) == (
        "http://quay.example/a", "quay.example", "2019-05-01",
    )  # fmt: skip
    assert triple.speaker
    assert triple.speaker.name == "Ana Ruíz"
    assert (words(document, triple), triple.claim.kind, triple.confidence) == (
        "The harbour will stay open", "direct", 0.7531,
    )  # fmt: skip
    document, [triple] = found["quotebank:2019-05-01-000002"]
    assert (triple.speaker, words(document, triple)) == (None, "Nobody 😀 knows")
    assert len(found) == 2


def test_quotebanks_articles(store: Store, tmp_path: Path) -> None:
    quotation = {
        "quoteID": "2019-05-01-000001", "quotation": "It will stay open", "quotationOffset": 12,
        "numOccurrences": 1,
        "leftContext": "Ruíz said on Monday : ``", "rightContext": "'' She left .", "globalTopSpeaker": "Ola Berg",
        "globalProbas": [["Ola Berg", "0.9"]], "localTopSpeaker": "Ana Ruíz",
    }  # fmt: skip
    row = {
        "articleID": "2019050112_0001", "title": "Harbour", "date": "2019-05-01 08:15:00", "phase": "E",
        "url": "http://quay.example/a", "articleLength": 40, "names": [{"name": "Ana Ruíz", "offsets": [[0, 2]]}],
        "quotations": [
            quotation | {"localProbas": [["Ana Ruíz", "0.8"]]},
            quotation | {"quotation": "And later", "localProbas": [{"speaker": "Ana Ruíz", "proba": 0.4, "qids": []}]},
            quotation | {"quotation": None},
        ],
    }  # fmt: skip
    path = tmp_path / "quotebank-2019.json"
    path.write_bytes(lines([row]))
    [sentence] = read(store, "quotebank", path)
    assert sentence.startswith(f"{path}, line 1, quotation 3: ")
    document, triples = articles(store)["quotebank:2019050112_0001"]
    assert (document.title, document.url) == ("Harbour", "http://quay.example/a")
    assert [words(document, each) for each in triples] == ["It will stay open", "And later"]
    assert [(each.speaker and each.speaker.name, each.confidence) for each in triples] == [
        ("Ana Ruíz", 0.8), ("Ana Ruíz", 0.4),
    ]  # fmt: skip
    assert "Ruíz said on Monday : `` It will stay open '' She left ." in document.text


def test_a_damaged_file_is_refused_and_what_was_before_is_kept(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "quotes-2019.json.gz"
    rows = [
        QUOTATIONS[0] | {"quoteID": f"2019-05-01-{number:06d}", "quotation": token_hex(6000)} for number in range(4)
    ]
    path.write_bytes(gzip.compress(lines(rows))[:-9000])
    with pytest.raises(InputError, match="damaged after line"):
        read(store, "quotebank", path)
    assert articles(store)


# GDELT


def test_gdelts_quotations_are_nobodys(store: Store, tmp_path: Path) -> None:
    row = {
        "date": "2020-01-01T00:03:00Z", "url": "https://quay.example/a", "title": "Harbour", "lang": "ENGLISH",
        "quotes": [
            {"pre": "Mayor Ana Ruíz said,", "quote": "It will stay open", "post": "on Monday"},
            {"pre": "", "quote": "Never", "post": ""},
            {"pre": "x"},
        ],
    }  # fmt: skip
    path = tmp_path / "20200101000300.gqg.json.gz"
    path.write_bytes(gzip.compress(lines([row, row, {"url": "https://quay.example/b", "quotes": []}, [1]])))
    list(store.load([(HARBOUR, HARBOUR_TRIPLES)]))
    said = read(store, "gdelt", path)
    assert [sentence.partition(": ")[0] for sentence in said] == [
        f"{path}, line 1, quote 3", f"{path}, line 2, quote 3", f"{path}", f"{path}, line 3", f"{path}, line 4",
    ]  # fmt: skip
    document, triples = articles(store)["gdelt:https://quay.example/a"]
    assert document.text == "Mayor Ana Ruíz said, It will stay open on Monday\n\nNever"
    assert [(words(document, each), each.speaker, each.claim.kind) for each in triples] == [
        ("It will stay open", None, "direct"), ("Never", None, "direct"),
    ]  # fmt: skip
    assert str(document.date) == "2020-01-01"


# Annotations


def written(store: Store, format: Format, path: Path) -> Path:
    export(store, format, path)
    return path


def test_annotations_come_back_as_they_were(tmp_path: Path) -> None:
    with graph.open(str(tmp_path / "old.lbug")) as old:
        list(old.load([*BOTH, *HOSTILE]))
        path, before = written(old, "annotations", tmp_path / "out.json"), articles(old)
        assert read(old, "annotations", path) == []
        assert articles(old) == before, "what is there already changes nothing"
    with graph.open(str(tmp_path / "new.lbug")) as new:
        assert read(new, "annotations", path) == []
        after = articles(new)
    with_claims = {id: (document, triples) for id, (document, triples) in before.items() if triples}
    assert after.keys() == with_claims.keys()
    for id, (document, triples) in with_claims.items():
        again, found = after[id]
        assert replace(again, text="") == replace(document, text="")
        assert [replace(each, document=document) for each in found] == triples


def test_hypothesis_file_with_its_speakers(tmp_path: Path) -> None:
    with graph.open(str(tmp_path / "old.lbug")) as old:
        list(old.load(BOTH))
        path = written(old, "hypothesis", tmp_path / "out.json")
    with graph.open(str(tmp_path / "new.lbug")) as new:
        assert read(new, "annotations", path) == []
        document, triples = articles(new)["https://quay.example/harbour"]
    assert [(words(document, each), each.speaker and each.speaker.name) for each in triples] == [
        (each.claim.text, each.speaker and each.speaker.name) for each in HARBOUR_TRIPLES
    ]
    assert [[target.name for target in each.targets] for each in triples] == [["harbour"], ["Norsk Havn"], []]
    assert document.title == HARBOUR.title


def annotation(exact: str, tags: list[str], **quote: str) -> dict[str, Any]:
    quoted = {"type": "TextQuoteSelector", "exact": exact, **quote}
    return {
        "type": "Annotation",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags],
        "target": {"source": "https://quay.example/harbour", "selector": quoted},
    }


def test_a_coders_annotations_join_what_the_store_has(store: Store, tmp_path: Path) -> None:
    list(store.load(BOTH))
    path = tmp_path / "coded.json"
    items = [
        annotation("talks in Bergen", ["speaker:Ola Berg", "about:Bergen", "deny"]),
        annotation("greed", ["interesting"]),
        annotation("no such words", ["speaker:"]),
        {"type": "Annotation", "target": "https://quay.example/harbour"},
    ]
    path.write_text(json.dumps({"type": "AnnotationPage", "items": items}))
    said = read(store, "annotations", path)
    assert [sentence.partition(": ")[0] for sentence in said] == [f"{path}, annotation {n}" for n in (2, 4, 3)]
    document, triples = articles(store)["harbour-1"]
    assert document.text == HARBOUR.text
    assert [each.claim.text for each in triples] == [
        *(each.claim.text for each in HARBOUR_TRIPLES), "talks in Bergen",
    ]  # fmt: skip
    new = triples[-1]
    assert (new.speaker and new.speaker.name, new.claim.act) == ("Ola Berg", "deny")
    assert [target.name for target in new.targets] == ["Bergen"]


def test_annotations_of_an_unknown_page_make_its_text(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "coded.json"
    first = annotation("stay open", ["speaker:Ana Ruíz"], prefix="It will ", suffix=" on Monday")
    path.write_text(json.dumps([first, annotation("greed", ["speaker:"])]))
    assert read(store, "annotations", path) == []
    document, triples = articles(store)["https://quay.example/harbour"]
    assert [words(document, each) for each in triples] == ["stay open", "greed"]
    assert document.text == "It will stay open on Monday\n\ngreed"


def test_a_file_of_something_else_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    for content in ("{", "{}", "3"):
        path.write_text(content)
        with pytest.raises(InputError, match=r"x\.json: it"):
            read(store, "annotations", path)
        with pytest.raises(InputError, match=r"x\.json: it is no file of Discourse Network Analyzer"):
            read(store, "dna", path)


# DNA


def test_dna_comes_back_with_speakers_concepts_and_acts(tmp_path: Path) -> None:
    text = "😀 The mayor said: 𝔗axes will fall. 😀 Ana Ruíz denied it."
    faces = Document(text, "faces", title="Faces")
    claim = replace(ANSWER_TRIPLES[0].claim, id="f1", text="𝔗axes will fall", spans=((18, 33),), act="deny")
    assert text[18:33] == claim.text
    coded = replace(HARBOUR_TRIPLES[0], document=faces, claim=claim)
    with graph.open(str(tmp_path / "old.lbug")) as old:
        list(old.load([*BOTH, (faces, [coded])]))
        path, before = written(old, "dna", tmp_path / "out.dna"), articles(old)
        assert read(old, "dna", path) == []
        assert articles(old) == before
    with graph.open(str(tmp_path / "new.lbug")) as new:
        assert read(new, "dna", path) == []
        after = articles(new)
    assert after.keys() == before.keys()
    for id, (document, triples) in before.items():
        again, found = after[id]
        assert replace(again, date_from=None) == replace(document, date_from=None)
        assert [told(each) for each in found] == [told(each) for each in triples]


def told(triple: Triple) -> Any:
    about = [(each.name, each.type) for each in triple.targets if each.role == "about"]
    who = triple.speaker and (triple.speaker.name, triple.speaker.type, triple.speaker.named)
    return triple.claim.text, triple.claim.spans, triple.claim.act, who, about


def test_a_file_that_researchers_coded(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "coded.dna"
    with graph.open(str(tmp_path / "old.lbug")) as old:
        list(old.load(BOTH))
        written(old, "dna", path)
    with closing(sqlite3.connect(path)) as file:
        for variable in ("act", "stance"):
            file.execute("PRAGMA foreign_keys = ON")
            file.execute("DELETE FROM VARIABLES WHERE Variable = ?", [variable])
        file.execute("UPDATE STATEMENTS SET Stop = 100000 WHERE ID = 1")
        file.commit()
    said = read(store, "dna", path)
    assert f"{path}, statement 1: its words are no part" in said[0]
    assert all(id.startswith("dna:") for id in articles(store))
    found = {words(document, each): each for document, triples in articles(store).values() for each in triples}
    calls = found["“Ruiz never called us,”"]
    assert (calls.speaker and calls.speaker.name, calls.claim.act) == ("Ola Berg", "support")
    assert [(each.name, each.type) for each in calls.targets] == [("Ana Ruíz", "work")]
    assert any("tells no speaker" in sentence for sentence in said), "hearsay"
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE VARIABLES SET Variable = 'x' || ID")
        file.commit()
    with pytest.raises(InputError, match="neither person nor organization"):
        read(store, "dna", path)


# The command


def test_import_says_what_it_passed_over(tmp_path: Path) -> None:
    path, place = tmp_path / "quotes.json", str(tmp_path / "test.lbug")
    path.write_bytes(lines(QUOTATIONS))
    done = onrecord("import", "--format", "quotebank", str(path), "--store", place)
    assert done.returncode == 0
    assert "2 documents (2 added)" in done.stdout + done.stderr
    assert "line 3" in done.stdout + done.stderr
    assert onrecord("import", "--format", "gdelt", str(path), "--store", place).returncode == 1
