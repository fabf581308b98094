"""Questions on the command line: who said what about whom, from both stores."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from support.articles import BOTH, document, speaker, triple
from support.command_line import answer, onrecord

from onrecord import graph
from onrecord.graph import lookups


@pytest.fixture
def loaded(store_uri: str) -> str:
    """The URI of a store with two articles in it."""
    with graph.open(store_uri) as store:
        assert len(list(store.load(BOTH))) == 2
    return store_uri


def rows(*arguments: str, store: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer(*arguments, "--format", "jsonl", store=store).splitlines()]


def test_said(loaded: str) -> None:
    assert [(found["claim"], found["about"]) for found in rows("said", "ruiz", store=loaded)] == [
        ("“The harbour will stay open,”", ["harbour"]),
        ("greed", ["Norsk Havn"]),
    ]
    [accusation] = rows("said", "Ana Ruíz", "--about", "norsk", store=loaded)
    assert accusation["document"] == "harbour-1"
    assert (accusation["date"], accusation["publisher"]) == ("2024-05-01", "The Daily Quay")


def test_about(loaded: str) -> None:
    assert [(found["speaker"], found["claim"]) for found in rows("about", "RUIZ", store=loaded)] == [
        ("Ola Berg", "“Ruiz never called us,”")
    ]
    assert [found["speaker"] for found in rows("about", "Ola Berg", store=loaded)] == [None]
    assert rows("about", "Ola Berg", "--by", "ruiz", store=loaded) == []


def test_who(loaded: str) -> None:
    [card] = rows("who", "norsk havn", store=loaded)
    assert card["entity"]["type"] == "organization"
    assert "NH" in card["entity"]["aliases"]
    assert [found["name"] for found in card["spoken_of_by"]] == ["Ana Ruíz"]


def test_rankings(loaded: str) -> None:
    assert rows("speakers", "--limit", "1", store=loaded)[0]["claims"] == 2
    assert {found["name"] for found in rows("targets", store=loaded)} >= {"Ana Ruíz", "Norsk Havn", "Ola Berg"}


def test_documents(loaded: str) -> None:
    assert [(found["id"], found["claims"]) for found in rows("documents", store=loaded)] == [
        ("harbour-1", 3),
        ("answer-1", 4),
    ]


@pytest.mark.parametrize(
    ("limits", "claims"),
    [
        (["--since", "2024-05-02"], []),
        (["--until", "2024-05-01"], ["“The harbour will stay open,”", "greed"]),
        (["--kind", "indirect"], ["greed"]),
        (["--min-confidence", "0.9"], ["“The harbour will stay open,”"]),
        (["--limit", "1"], ["“The harbour will stay open,”"]),
    ],
    ids=["since", "until", "kind", "min-confidence", "limit"],
)
def test_limits(loaded: str, limits: list[str], claims: list[str]) -> None:
    assert [found["claim"] for found in rows("said", "ruiz", *limits, store=loaded)] == claims


def test_every_format_has_the_same_rows(loaded: str) -> None:
    lines = rows("said", "ruiz", store=loaded)
    assert json.loads(answer("said", "ruiz", "--format", "json", store=loaded)) == lines
    table = list(csv.DictReader(io.StringIO(answer("said", "ruiz", "--format", "csv", store=loaded))))
    assert [list(found) for found in table] == [list(found) for found in lines]
    assert [found["about"] for found in table] == ["harbour", "Norsk Havn"]


def test_a_table_in_a_pipe_has_no_colour(loaded: str) -> None:
    heading, first, claim, target, *_ = answer("said", "ruiz", store=loaded).splitlines()
    assert heading == "Claims by Ana Ruíz"
    assert first.startswith("2024-05-01  ")
    assert (claim, target) == ("  Ana Ruíz said | “The harbour will stay open,”", "  about: harbour")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (["said", "nobody"], " has nobody called “nobody”"),
        (["about", "nobody"], " has nobody called “nobody”"),
        (["who", "nobody"], " has nobody called “nobody”"),
        (["said", "ruiz", "--about", "berg"], " has nothing that Ana Ruíz said about “berg”."),
        (["said", "ruiz", "--since", "2025-01-01"], " has nothing that Ana Ruíz said within these limits."),
        (["about", "ruiz", "--by", "aide"], " has nothing said about Ana Ruíz by “aide”."),
        (["speakers", "--since", "2025-01-01"], " has no speakers within these limits."),
        (["targets", "--since", "2025-01-01"], " has nobody spoken of within these limits."),
        (["documents", "--since", "2025-01-01"], " has no documents within these limits."),
    ],
)
def test_where_nothing_is_found_a_sentence_says_so(loaded: str, question: list[str], sentence: str) -> None:
    run = onrecord(*question, store=loaded)
    assert (run.returncode, run.stdout) == (0, "")
    assert sentence in run.stderr


def test_nothing_is_still_valid_json_and_csv(loaded: str) -> None:
    assert json.loads(answer("said", "nobody", "--format", "json", store=loaded)) == []
    assert answer("speakers", "--since", "2025-01-01", "--format", "csv", store=loaded) == (
        "name,type,claims,documents,id\n"
    )


def test_a_name_that_fits_several_lists_them(loaded: str) -> None:
    run = onrecord("said", "b", store=loaded)
    assert (run.returncode, run.stdout) == (1, "")
    assert "“b” fits " in run.stderr
    assert "Ola Berg – person, 1 claim by, " in run.stderr
    assert "Bergen – place, 0 claims by, 1 about – place:bergen" in run.stderr
    assert "Norsk" not in run.stderr
    assert len(rows("said", "person:ola berg", store=loaded)) == 1


def test_of_many_whom_a_name_fits_the_first_are_listed_and_the_rest_counted(tmp_path: Path) -> None:
    names = [f"Ben {chr(65 + number)}nson" for number in range(25)]
    article = document(" ".join(f"{name} spoke." for name in names), "bens")
    path = str(tmp_path / "test.lbug")
    with graph.open(path) as opened:
        assert [*opened.load([(article, [triple(article, speaker(name), "spoke") for name in names])])]
        number = len(lookups.find(opened, "Ben"))
    run = onrecord("who", "Ben", store=path)
    first, *lines, last = run.stderr.splitlines()
    assert number > 20
    assert first == f"Error: “Ben” fits {number}. Give the full name, or the id:"
    assert (len(lines), last) == (20, f"  and {number - 20} more, of whom there are fewer claims")
    [claim, *_] = onrecord("claims", "--format", "jsonl", store=path).stdout.splitlines()
    unclear = onrecord("correct", json.loads(claim)["id"], "--speaker", "Ben", store=path)
    assert f" and {number - 10} more. For somebody who is not in the store" in unclear.stderr
