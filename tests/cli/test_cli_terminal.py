"""What articles, file names and arguments hold cannot steer a terminal, nor change the rows that programs read."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from support.articles import document, speaker, target, triple
from support.command_line import COMMAND, answer, at_terminal, environment, onrecord

from onrecord import graph
from onrecord.printing.characters import harmless

STEERING = [*map(chr, (*range(0x09), *range(0x0B, 0x0D), *range(0x0E, 0x20), *range(0x7F, 0xA0)))]
DIRECTIONS = [*"\u061c\u200e\u200f", *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))]
ODD = "\x1b[2J\u009b31m\u202eEvil\u2066 \x07One\x00\x7f\u200f"
ID = f"odd{ODD.replace(chr(0), '')}"
CLAIM = f"the {ODD} stays\rhere\u0085now"


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store with an article that has such characters wherever an article can have them."""
    path = str(tmp_path_factory.mktemp("odd") / "test.lbug")
    article = document(
        f"Ana {ODD} said that {CLAIM}. She accused {ODD} Lee of it.",
        ID,
        "2024-05-01",
        title=f"A title{ODD}\rof two",
        publisher=f"Quay{ODD}",
        url=f"https://quay.example/{ODD.replace(chr(0), '')}",
    )
    triples = [
        triple(article, speaker(f"Ana {ODD}"), CLAIM, target(f"{ODD} Lee")),
        triple(article, speaker(f"Ana {ODD}"), "it", target(f"{ODD} Lee"), cue="accused", kind="indirect"),
    ]
    with graph.open(path) as store:
        assert [each.claims for each in store.load([(article, triples)])] == [2]
    return path


def steering(output: str) -> set[str]:
    """What a terminal obeys in the output of a command that has no colours."""
    return {each for each in [*STEERING, *DIRECTIONS] if each in output}


QUESTIONS = {
    "said": ["said", "ana"],
    "said-nothing": ["said", "ana", "--about", "lee", "--since", "2030-01-01"],
    "nobody": ["said", f"zz{ODD.replace(chr(0), '')}"],
    "about": ["about", "lee"],
    "search": ["search", "stays"],
    "between": ["between", "ana", "lee"],
    "compare": ["compare", "ana", "ana", "--about", "lee"],
    "timeline": ["timeline", "ana"],
    "path": ["path", "ana", "lee"],
    "who": ["who", "ana"],
    "why": ["who", "ana", "--why"],
    "speakers": ["speakers"],
    "documents": ["documents"],
    "network": ["network"],
    "cypher": ["cypher", "MATCH (d:Document)<--(c:Claim) RETURN c.text AS `a\x1b[31m\u202e`, d.title"],
    "info": ["info"],
}


@pytest.mark.parametrize(
    ("question", "format"),
    [*((question, "table") for question in QUESTIONS), *(("said", format) for format in ("csv", "json", "jsonl"))],
)
def test_nothing_on_the_terminal_steers_it(odd: str, question: str, format: str) -> None:
    printed = at_terminal([*QUESTIONS[question], "--format", format], odd, TERM="dumb", NO_COLOR="1")
    assert steering(printed) == set()
    assert printed.strip()


def test_show_at_a_terminal_without_colours(odd: str) -> None:
    [claim, _] = json.loads(answer("said", "ana", "--format", "json", store=odd))
    printed = at_terminal(["show", claim["id"]], odd, TERM="dumb", NO_COLOR="1")
    assert steering(printed) == set()
    assert "[claim the  [2J" in printed


def test_what_is_forgotten_and_what_is_skipped(odd: str, tmp_path: Path) -> None:
    copy = str(tmp_path / "copy.lbug")
    answer("copy", odd, copy)
    wrong = tmp_path / "a\x1b[2J\u202e.txt"
    wrong.write_text("")
    assert steering(onrecord("load", str(wrong), str(tmp_path / "none\x1b[2J"), store=copy).stderr) == set()
    said = answer("forget", ID, store=copy)
    assert steering(said) == set()
    assert said.startswith("Forgot “A title [2J")


def test_direction_marks_leave_no_blank() -> None:
    assert harmless("O\u200eBrien\u202e said\n1\x1b[m") == "OBrien said\n1 [m"


def test_json_keeps_every_character(odd: str) -> None:
    [claim, _] = json.loads(answer("said", "ana", "--format", "json", store=odd))
    assert claim["claim"] == CLAIM
    lines = answer("said", "ana", "--format", "jsonl", store=odd)
    assert [json.loads(line)["claim"] for line in lines.splitlines()] == [CLAIM, "it"]  # it ends lines at U+0085 too


def test_csv_with_a_lone_carriage_return_is_read_back_row_for_row(odd: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [*COMMAND, "said", "ana", "--format", "csv"], capture_output=True, env=environment(odd), check=True
    )
    rows = [*csv.DictReader(io.StringIO(run.stdout.decode(), newline=""))]
    assert [row["claim"] for row in rows] == [CLAIM, "it"]
    assert run.stdout.splitlines(keepends=True)[0].endswith(b",url\n") or b"\r\n" not in run.stdout

    answer("export", str(tmp_path / "files"), "--format", "csv", store=odd)
    for name, key, values in (
        ("documents", "title", {f"A title{ODD}\rof two".replace("\0", "\N{REPLACEMENT CHARACTER}")}),
        ("claims", "text", {CLAIM, "it"}),
    ):
        with (tmp_path / "files" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert {row[key] for row in csv.DictReader(file)} == values


@pytest.mark.parametrize("query", ["RETURN 5.0 / 0 AS x", "RETURN -5.0 / 0 AS x", "RETURN [0.0 / 0, 1.5] AS x"])
def test_json_has_null_for_what_is_no_finite_number(odd: str, query: str) -> None:
    def refuse(constant: str) -> Any:
        raise AssertionError(constant)

    [line] = answer("cypher", query, "--format", "jsonl", store=odd).splitlines()
    assert json.loads(line, parse_constant=refuse)["x"] in (None, [None, 1.5])


def test_columns_without_anything_in_them_are_there(odd: str) -> None:
    lines = answer(
        "cypher", "MATCH (d:Document) RETURN d.path AS path, 1 AS one, null AS empty", store=odd
    ).splitlines()
    assert lines[0].split() == ["path", "one", "empty"]
    assert answer("cypher", "MATCH (d:Document) RETURN d.path AS path", store=odd).split()[0] == "path"


NOT_UTF_8 = "\udcff"  # what Python makes of the byte


@pytest.mark.parametrize(
    "arguments",
    [
        ["said", NOT_UTF_8],
        ["said", "ana", "--about", NOT_UTF_8],
        ["said", "ana", "--act", NOT_UTF_8],
        ["search", NOT_UTF_8],
        ["cypher", f"RETURN '{NOT_UTF_8}'"],
        ["cypher", "RETURN $a AS a", "--param", f"a={NOT_UTF_8}"],
        ["alias", "Ana", NOT_UTF_8],
        ["merge", "Ana", NOT_UTF_8],
        ["forget", NOT_UTF_8],
        ["info", "--store", f"{NOT_UTF_8}.lbug"],
        ["load", "README.md", "--publisher", NOT_UTF_8],
    ],
)
def test_an_argument_that_is_not_utf_8(odd: str, arguments: list[str]) -> None:
    run = onrecord(*arguments, store=odd)
    assert (run.returncode, run.stdout) == (2, "")
    assert "is not UTF-8" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_file_name_that_is_not_utf_8_is_read(tmp_path: Path) -> None:
    article = tmp_path / "caf\udce9.txt"
    article.write_text("Ana Ruiz said that the harbour stays.")
    assert "the harbour stays" in answer("extract", str(article), "--format", "csv")


def test_half_a_surrogate_pair_from_python(odd: str) -> None:
    with graph.open(odd, read_only=True) as store, pytest.raises(graph.StoreError, match="not valid Unicode"):
        store.read("RETURN $a", a="\ud800")


@pytest.mark.parametrize("timeout", ["inf", "1e300"])
def test_a_query_without_a_limit_of_time(odd: str, timeout: str) -> None:
    assert answer("cypher", "RETURN 7 AS n", "--timeout", timeout, "--format", "csv", store=odd) == "n\n7\n"


def test_what_a_store_has_lost_is_said(odd: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.lbug"
    answer("copy", odd, str(copy))
    Path(f"{copy}.contents").write_text('{"documents": 3}')
    run = onrecord("info", store=str(copy))
    assert run.returncode == 0
    assert "holds 1 documents, but 3 were written to it" in run.stderr


def test_a_load_that_is_terminated_keeps_what_was_loaded_and_says_how_much(tmp_path: Path) -> None:
    lines = [json.dumps({"id": str(n), "text": f"“Number {n} stays,” Ana Ruiz said on Monday."}) for n in range(20_000)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines))
    store = tmp_path / "test.lbug"
    process = subprocess.Popen(
        [*COMMAND, "load", str(tmp_path / "many.jsonl")],
        env=environment(str(store)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not store.exists():
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    output, errors = process.communicate()
    assert (process.returncode, output) == (143, "")
    assert errors.startswith("Interrupted: ")
    assert len(errors.splitlines()) == 1
    assert "1 document" in answer("load", "-", store=str(store), input=b"Ana Ruiz said that the harbour stays.")
