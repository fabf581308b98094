"""Which body a person belongs to, by the words beside the name."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support.articles import document, speaker, triple

from onrecord import graph
from onrecord.graph.transfer.into_files import export
from onrecord.graph.transfer.sinks.affiliation import affiliation

KNOWN = {"greenpeace": "Greenpeace", "norsk havn": "Norsk Havn", "bp": "BP", "labour": "Labour Party", "bbc": "BBC"}


def told(text: str) -> str | None:
    return affiliation(text, "Jane Roe", lambda name: KNOWN.get(name.casefold()))


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Jane Roe of Greenpeace said", "Greenpeace"),
        ("Jane Roe (Labour) said", "Labour Party"),
        ("Greenpeace spokeswoman Jane Roe said", "Greenpeace"),
        ("On Monday Greenpeace campaign director Jane Roe said", "Greenpeace"),
        ("Greenpeace Norway’s deputy director, Jane Roe, said", "Greenpeace"),
        ("Norsk Havn CEO Jane Roe said", "Norsk Havn"),
        ("Norsk Havn’s chief executive, Jane Roe, said", "Norsk Havn"),
        ("the head of Greenpeace, Jane Roe, said", "Greenpeace"),
        ("said Jane Roe, chief executive and co-founder of Norsk Havn.", "Norsk Havn"),
        ("Jane Roe, BP’s head of oceans, said", "BP"),
        ("Jane Roe, the BBC’s political editor, said", "BBC"),
        ("Jane Roe, who works for Greenpeace, said", "Greenpeace"),
        ("Jane Roe, professor of law at the University of Oslo, said", "University of Oslo"),
        ("Jane Roe, who teaches at Australia’s Griffith University, said", "Griffith University"),
        ("Bergen City Council leader Jane Roe said", "Bergen City Council"),
        ("Jane Roe of Greenpeace met BP executive Jane Roe, and Greenpeace leader Jane Roe sang.", "Greenpeace"),
    ],
)
def test_a_body_is_told_beside_the_name(text: str, body: str) -> None:
    assert told(text) == body


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe, a critic of Greenpeace, said",
        "Jane Roe, a former head of Greenpeace, said",
        "the former Greenpeace chief Jane Roe said",
        "Jane Roe, then spokeswoman for Norsk Havn, said",
        "Norsk Havn accused Jane Roe",
        "BP lawyers told President Jane Roe",
        "Greenpeace documents related to President Jane Roe",
        "she told the BBC. Jane Roe",
        "Jane Roe, mayor of Bergen, said",
        "the President of France, Jane Roe, said",
        "United Kingdom Prime Minister Jane Roe said",
        "Jane Roe, Greenpeace and others said",
        "of Greenpeace\nJane Roe",
        "Mary-Jane Roe of Greenpeace said",
    ],
)
def test_nothing_is_told_of_who_was_there_or_is_not(text: str) -> None:
    assert told(text) is None


def test_the_file_for_dna_has_the_organization_of_a_person(tmp_path: Path) -> None:
    text = (
        "Norsk Havn said it would grow. Ana Ruíz, the company’s critic, said no. "
        "Ola Berg, a spokesman for Havn, said yes."
    )
    article = document(text, "bodies")
    found = [
        triple(article, speaker("Norsk Havn", "organization"), "it would grow"),
        triple(article, speaker("Norsk Havn", "organization", text="Havn"), "yes"),
        triple(article, speaker("Ana Ruíz"), "no"),
        triple(article, speaker("Ola Berg"), "yes"),
    ]
    with graph.open(str(tmp_path / "test.lbug")) as store:
        assert [*store.load([(article, found)])]
        export(store, "dna", tmp_path / "out.dna")
    query = """SELECT p.Value, o.Value FROM STATEMENTS s
        JOIN DATASHORTTEXT dp ON dp.StatementId = s.ID AND dp.VariableId = 1 JOIN ENTITIES p ON p.ID = dp.Entity
        JOIN DATASHORTTEXT do ON do.StatementId = s.ID AND do.VariableId = 2 JOIN ENTITIES o ON o.ID = do.Entity"""
    with closing(sqlite3.connect(tmp_path / "out.dna")) as file:
        speakers = {*file.execute(query)}
    assert speakers == {("", "Norsk Havn"), ("Ana Ruíz", ""), ("Ola Berg", "Norsk Havn")}
