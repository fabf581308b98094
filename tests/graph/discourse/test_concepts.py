"""Concepts: declared, kept, taken back, carried along, and how claims are tagged by them."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support.command_line import onrecord
from support.debate import RULES, loaded

from onrecord import graph
from onrecord.graph import Store
from onrecord.graph.discourse import kept
from onrecord.graph.discourse.concepts import ConceptFileError, Rule, read_concepts
from onrecord.graph.discourse.statements import coded
from onrecord.graph.discourse.suggesting import suggestions
from onrecord.graph.filters import Filters
from onrecord.graph.transfer import into_store
from onrecord.graph.transfer.into_files import export


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    file = tmp_path / "concepts.csv"
    file.write_text(RULES, encoding="utf-8")
    return file


@pytest.fixture
def debate(store: Store) -> Store:
    """A store of each kind in turn, with the debate."""
    assert [*store.load(loaded())]
    return store


def test_they_are_kept_once_and_taken_back(debate: Store, rules: Path) -> None:
    declared = [*read_concepts(rules)]
    assert kept.add(debate, declared) == kept.add(debate, declared) == 3
    assert kept.rules(debate) == sorted(declared)
    assert kept.remove(debate, declared[:1]) == 1
    assert kept.remove(debate, declared[:1]) == 0
    assert kept.rules(debate) == sorted(declared[1:])


def test_a_rule_that_is_there_gets_another_agreement(debate: Store) -> None:
    kept.add(debate, [Rule("tax", ("tax",))])
    kept.add(debate, [Rule("tax", ("tax",), agreement="no")])
    assert kept.rules(debate) == [Rule("tax", ("tax",), agreement="no")]


def test_claims_are_tagged_by_phrases_entities_and_acts(debate: Store, rules: Path) -> None:
    kept.add(debate, [*read_concepts(rules)])
    tagger = kept.tagger(debate)
    [[bridge]] = debate.read("MATCH (e:Entity {name: 'Sund Bridge'}) RETURN e.id")
    assert tagger.tags("Congestion charging is theft", "oppose", []) == [("congestion charge", "disagree")]
    assert tagger.tags("“The CHARGE” stays", "say", []) == [("congestion charge", "open")]
    assert tagger.tags("they recharge, the charger", "say", []) == []
    assert tagger.tags("it is ugly", "oppose", [bridge]) == [("new bridge", "disagree"), ("no bridge at all", "agree")]
    assert tagger.tags("it is fine", "support", [bridge]) == [("new bridge", "agree")]


def test_they_go_along_in_a_copy(debate: Store, rules: Path, tmp_path: Path) -> None:
    kept.add(debate, [*read_concepts(rules)])
    with graph.open(str(tmp_path / "copy.lbug")) as copy:
        assert [*into_store.copy(debate, copy)]
        assert kept.rules(copy) == kept.rules(debate)


def test_the_file_for_dna_has_them_as_its_concepts(debate: Store, rules: Path, tmp_path: Path) -> None:
    kept.add(debate, [*read_concepts(rules)])
    export(debate, "dna", tmp_path / "out.dna")
    with closing(sqlite3.connect(tmp_path / "out.dna")) as file:
        rows = file.execute(
            "SELECT e.Value, count(*) FROM DATASHORTTEXT t JOIN ENTITIES e ON e.ID = t.Entity "
            "WHERE t.VariableId = 3 GROUP BY e.Value ORDER BY e.Value"
        ).fetchall()
    assert rows == [("", 1), ("congestion charge", 5), ("new bridge", 4)]


def test_phrases_of_several_speakers_are_proposed(debate: Store) -> None:
    found = {each.concept: each for each in suggestions(debate, 10)}
    assert found["congestion charge"].speakers == 3
    assert found["congestion charge"].claims == 3
    assert "congestion charge" in found["congestion charge"].example
    assert "new bridge" in found
    assert "ruiz" not in found


def test_statements_are_coded_by_them(debate: Store, rules: Path) -> None:
    kept.add(debate, [*read_concepts(rules)])
    found = [(each.actor, each.concept, each.stance) for each in coded(debate)]
    assert len(found) == 9
    assert found[:2] == [("Ana Ruíz", "congestion charge", "agree"), ("Ben Hall", "congestion charge", "disagree")]
    assert [each.concept for each in coded(debate, Filters.of(acts="oppose"))] == [
        "congestion charge",
        "new bridge",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("topic,phrases\nx,y\n", "has to name the columns: concept, .* It has topic, phrases"),
        ("", "It is empty"),
        ("concept\nx\n", "line 2: nothing says which claims are on “x”"),
        ("concept,phrase,acts\nx,y,deny\n", "the column “phrase” is not known: did you mean phrases"),
        ("concept,phrases,Phrases\nx,y,z\n", "two columns are called phrases"),
        ("concept,phrases\nx,y,z\n", "line 2: it has 3 cells, and there are 2 columns"),
        ('concept,phrases\nx,"y\nz,w\n', "it is not CSV"),
        ("concept,phrases\n,tax\n", "line 2: the concept has no name"),
        ("concept,phrases\ntax,\n", "line 2: nothing says"),
        ("concept,acts\ntax,denied\n", "did you mean deny"),
        ("concept,phrases,agreement\ntax,tax,maybe\n", "give yes, no"),
        ("concept,phrases\ntax,!!\n", "has no letters"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConceptFileError, match=said):
        [*read_concepts(file)]


TAX = [Rule("Tax", ("tax*", "levy"), agreement="yes")]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfconcept,phrases,agreement\r\nTax,tax*; levy,yes\r\n",
        b'concept;phrases;agreement\nTax;"tax*; levy";yes\n',
        b"Concept\tPhrases\tAgreement\nTax\ttax*; levy\tyes\n",
        b'sep=;\nagreement;"phrases"; Concept ;notes\nyes;"tax*; levy";Tax;ask the desk\n;;;\n',
        "concept\tphrases\tagreement\r\nTax\ttax*; levy\tyes\r\n".encode("utf-16"),
        b"concept,phrases,agreement,claims,example\nTax,tax*; levy,Yes,12,taxes will rise\n\n",
    ],
)
def test_a_file_is_read_as_spreadsheets_write_it(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "concepts.csv"
    file.write_bytes(content)
    assert [*read_concepts(file)] == TAX


def test_a_file_in_another_encoding_is_said_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "concepts.csv"
    file.write_bytes("concept,phrases\ntax,tax\ncafé,coffee\n".encode("latin-1"))
    with pytest.raises(ConceptFileError, match=r"concepts.csv, line 3: it is not UTF-8: save it as such"):
        [*read_concepts(file)]


def test_the_command_declares_lists_takes_back_and_proposes(rules: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "debate.lbug")
    with graph.open(path) as store:
        assert [*store.load(loaded())]
    assert "Kept 3 rules" in onrecord("concepts", str(rules), store=path).stdout
    listed = onrecord("concepts", "--format", "csv", store=path).stdout
    again = tmp_path / "again.csv"
    again.write_text(listed, encoding="utf-8")
    assert [*read_concepts(again)] == sorted(read_concepts(rules))
    assert "Took back 3 rules" in onrecord("concepts", str(rules), "--undo", store=path).stdout
    assert "Nobody has declared" in onrecord("concepts", store=path).stderr
    proposed = onrecord("concepts", "--suggest", "--format", "csv", store=path).stdout
    assert "congestion charge" in [row["concept"] for row in csv.DictReader(proposed.splitlines())]
    assert onrecord("concepts", "--undo", store=path).returncode == 2
