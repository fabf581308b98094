"""Answers in files: workbooks and CSV that Excel opens rightly, the format by the name; and what --quiet leaves out."""

from __future__ import annotations

import csv
import json
import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from support.articles import document, speaker, target, triple
from support.command_line import answer, at_terminal, onrecord

from onrecord import graph
from onrecord.graph.tabular import guarded, unguarded

ODD = ["=1+1", "-2 degrees, she said", "@ruiz lied", "+47 is the code", "'=1", "it is “so”; yes\nindeed, Lucía"]
TEXT = " | ".join(f"Ana Ruíz said {each}" for each in ODD)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    article = document(TEXT, "odd", "2024-05-01", url="https://quay.example/a?b=c&d=é", title="=HYPERLINK(1)")
    path = str(tmp_path_factory.mktemp("output") / "odd.lbug")
    with graph.open(path) as opened:
        list(opened.load([(article, [triple(article, speaker("Ana Ruíz"), each, target("Lucía")) for each in ODD])]))
    return path


def test_a_workbook_has_texts_days_numbers_and_addresses(store: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.xlsx"
    assert answer("claims", "--output", str(path), store=store) == ""
    sheet = openpyxl.load_workbook(path).active
    names, *rows = [list(row) for row in sheet.iter_rows()]
    cells = [dict(zip([cell.value for cell in names], row, strict=True)) for row in rows]
    assert {row["claim"].value for row in cells} == set(ODD)
    assert {row["claim"].data_type for row in cells} == {"s"}  # no formula
    first = cells[0]
    assert (first["date"].value, first["confidence"].value) == (datetime(2024, 5, 1), 1)
    assert first["title"].data_type == "s"
    assert first["link"].value.startswith("https://quay.example/a?b=c&d=é#:~:text=")
    assert first["link"].hyperlink is not None


def test_csv_in_a_file_is_for_excel_and_reads_back(store: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    answer("claims", "--output", str(path), store=store)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,date,")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    written = [row["claim"] for row in rows]
    assert [text for text in written if text[0] in "=+-@\t\r"] == []
    assert {unguarded(text) for text in written} == set(ODD)
    assert {re.sub(r"^'(?='*[=+\-@\t\r])", "", text) for text in written} == set(ODD)  # as docs/commands.md says
    piped = list(csv.DictReader(answer("claims", "--format", "csv", store=store).splitlines(keepends=True)))
    assert {row["claim"] for row in piped} == set(ODD)


@pytest.mark.parametrize("text", [*ODD, "", "'", "''", "'tis", "'''-", "plain", "\t=1", "\r=", " =1"])
def test_the_mark_is_taken_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not str(guarded(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("ending", ["json", "jsonl", "ndjson", "txt", "csv", "xlsx"])
def test_the_name_tells_the_format(store: str, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"claims.{ending}"
    for question in (
        ["said", "ruiz"],
        ["speakers"],
        ["documents"],
        ["info"],
        ["cypher", "RETURN 1 AS one"],
        ["schema"],
    ):
        run = onrecord(*question, "--output", str(path), store=store)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
        assert path.stat().st_size > 0
    assert list(tmp_path.iterdir()) == [path]
    if ending == "json":
        answer("said", "ruiz", "--output", str(path), store=store)
        assert len(json.loads(path.read_text(encoding="utf-8"))) == len(ODD)


def test_extract_writes_files_too(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Ana Ruiz denied that Lee Park had lied.")
    answer("extract", str(article), "--url", "https://quay.example/a", "--output", str(tmp_path / "claims.xlsx"))
    names, row = openpyxl.load_workbook(tmp_path / "claims.xlsx").active.iter_rows(values_only=True)
    found = dict(zip(names, row, strict=True))
    assert (found["cue"], found["claim"]) == ("denied", "that Lee Park had lied")
    assert found["link"].endswith("#:~:text=that%20Lee%20Park%20had%20lied")


def test_an_ending_that_means_nothing_is_refused_before_the_question(store: str, tmp_path: Path) -> None:
    run = onrecord("said", "ruiz", "--output", str(tmp_path / "claims.docx"), store=store)
    assert run.returncode == 2
    assert "claims.docx: the name has to end with one of .csv, .json, .jsonl, .ndjson, .txt, .xlsx" in run.stderr
    into_nowhere = onrecord("said", "ruiz", "--output", str(tmp_path / "no" / "claims.csv"), store=store)
    assert into_nowhere.returncode == 1
    assert "no/claims.csv: No such file or directory" in into_nowhere.stderr


def test_a_file_that_is_there_stays_where_the_question_fails(store: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("kept")
    assert onrecord("show", "nothing", "--output", str(path), store=store).returncode == 1
    assert path.read_text() == "kept"


FORMATS = ("table", "csv", "json", "jsonl", "xlsx")


def shown_columns(arguments: list[str], format: str, store: str, folder: Path) -> list[str]:
    """The names of the columns of an answer's file, in their order."""
    path = folder / f"answer.{'txt' if format == 'table' else format}"
    answer(*arguments, "--output", str(path), store=store)
    match format:
        case "xlsx":
            return [str(cell.value) for cell in next(openpyxl.load_workbook(path).active.iter_rows())]
        case "csv":
            return next(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        case "table":
            return re.split(r" {2,}", path.read_text(encoding="utf-8").splitlines()[0].strip())
        case "json":
            return list(json.loads(path.read_text(encoding="utf-8"))[0])
        case _:
            return list(json.loads(path.read_text(encoding="utf-8").splitlines()[0]))


@pytest.mark.parametrize("format", FORMATS)
def test_columns_of_a_query_are_named_as_written_the_empty_ones_too(format: str, store: str, tmp_path: Path) -> None:
    query = "MATCH (c:Claim) RETURN c.id AS `Claim Id`, null AS empty, c.corrected, upper(c.act), '' AS b, [] AS l, 1+1"
    names = ["Claim Id", "empty", "c.corrected", "upper(c.act)", "b", "l", "1+1"]
    assert shown_columns(["cypher", query], format, store, tmp_path) == names


@pytest.mark.parametrize("format", FORMATS[1:])
@pytest.mark.parametrize("question", [["documents"], ["claims"], ["said", "ruiz"], ["about", "Lucía"], ["speakers"]])
def test_columns_of_a_look_up_are_there_with_nothing_in_them(
    question: list[str], format: str, store: str, tmp_path: Path
) -> None:
    empty_too = shown_columns(question, "csv", store, tmp_path)
    assert shown_columns(question, format, store, tmp_path) == empty_too
    assert {"publisher", "path"} & {*empty_too} or question == ["speakers"]


def test_a_query_whose_columns_are_called_as_those_of_claims_is_shown_as_it_is(store: str) -> None:
    query = "MATCH (c:Claim {text: '=1+1'}) RETURN c.text AS claim, c.cue AS cue, null AS corrected, c.act AS act"
    lines = answer("cypher", query, store=store).splitlines()
    assert lines[0].split() == ["claim", "cue", "corrected", "act"]
    assert lines[2].split() == ["=1+1", "said", "say"]
    names = [letter * 30 for letter in "abc"]
    narrow = answer("cypher", query + "".join(f", null AS {name}" for name in names), store=store)
    assert narrow.splitlines()[:4] == ["claim: =1+1", "  cue: said", "  corrected:", "  act: say"]
    assert narrow.splitlines()[4:] == [f"  {name}:" for name in names]


def test_nothing_found_is_an_empty_table(store: str, tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    run = onrecord("claims", "--since", "2030-01-01", "--output", str(path), store=store)
    assert "has no claims within these limits" in run.stderr
    assert path.read_text(encoding="utf-8-sig").count("\n") == 1


def test_at_a_terminal_the_claim_is_a_link_to_its_words(store: str) -> None:
    shown = at_terminal(["claims", "--limit", "1"], store=store)
    assert "https://quay.example/a?b=c&d=é#:~:text=1%2B1\x1b\\" in shown
    assert "#:~:text" not in answer("claims", store=store)  # nobody can click in a pipe


def test_every_row_of_a_claim_has_its_link(store: str) -> None:
    for question in (["said", "ruiz"], ["about", "Lucía"], ["search", "yes"], ["path", "ruiz", "Lucía"]):
        rows = [json.loads(line) for line in answer(*question, "--format", "jsonl", store=store).splitlines()]
        assert rows
        assert all("#:~:text=" in row["link"] for row in rows)


def test_quiet_says_nothing_of_what_went_well(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Ana Ruiz denied that Lee Park had lied.")
    path = str(tmp_path / "test.lbug")
    run = onrecord("load", str(article), "--quiet", store=path)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    (tmp_path / "broken.docx").write_bytes(b"PK no archive")
    skipped = onrecord("load", str(tmp_path / "broken.docx"), str(article), "-q", store=path)
    assert skipped.stdout == ""
    assert "broken.docx" in skipped.stderr  # what was not read is told all the same
    assert onrecord("--quiet", "forget", str(article), store=path).stdout == ""
    assert onrecord("show", "nothing", "-q", store=path).stderr.startswith("Error: ")


def test_version_short_help_and_completion() -> None:
    assert answer("--version").startswith("onrecord 0.")
    assert answer("-h").startswith("Usage: ")
    assert "List what someone said." in answer("said", "-h")
    assert "onrecord" in answer("--show-completion", "bash") or "complete" in answer("--show-completion", "bash")


def test_forgetting_several_at_once_or_none(tmp_path: Path) -> None:
    path = str(tmp_path / "test.lbug")
    articles = [document(f"It rained {n} days.", f"id-{n}", url=f"https://quay.example/{n}") for n in (1, 2, 3)]
    with graph.open(path) as opened:
        list(opened.load([(article, []) for article in articles]))
    assert onrecord("forget", "id-1", "nothing", store=path).returncode == 1
    assert "id-1" in answer("documents", "--format", "csv", store=path)
    assert answer("forget", "id-1", "https://quay.example/3", store=path).count("Forgot") == 2
    assert answer("documents", "--format", "csv", store=path).count("https://quay.example/") == 1


@pytest.mark.parametrize("typed", ["ana riuz", "Anna Ruis", "ana ruz"])
def test_did_you_mean(store: str, typed: str) -> None:
    assert "Did you mean Ana Ruíz (person:ana ruiz)?" in onrecord("said", typed, store=store).stderr


def test_a_list_of_aliases_reads_back_from_a_file_for_excel(tmp_path: Path) -> None:
    path, listed = str(tmp_path / "test.lbug"), tmp_path / "aliases.csv"
    answer("alias", "Ana Ruíz", "@ruiz", store=path)
    answer("alias", "--list", "--output", str(listed), store=path)
    assert "'@ruiz" in listed.read_text(encoding="utf-8")
    other = str(tmp_path / "other.lbug")
    answer("alias", "--file", str(listed), store=other)
    assert answer("alias", "--list", "--format", "csv", store=other) == answer(
        "alias", "--list", "--format", "csv", store=path
    )
