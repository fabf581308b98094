"""`onrecord load` and `extract` on our own example articles, the way of a user's first minutes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from support.command_line import COMMAND, answer, at_terminal, environment, onrecord
from support.places import EXAMPLES
from support.web_server import Page, serving

from onrecord.extract.document import Document
from onrecord.extract.reading import Skipped, read

TALKS = EXAMPLES / "cable-talks.txt"
WIRE = EXAMPLES / "wire.jsonl"
STUDY = EXAMPLES / "seabed-study.html"


def claims(*arguments: str, input: bytes | None = None) -> list[dict[str, Any]]:
    output = answer("extract", *arguments, "--format", "jsonl", input=input)
    return [json.loads(line) for line in output.splitlines()]


# extract


@pytest.fixture(scope="module")
def talks() -> list[dict[str, Any]]:
    return claims(str(TALKS))


def test_extract_prints_one_object_a_claim(talks: list[dict[str, Any]]) -> None:
    [found] = [claim for claim in talks if claim["claim"]["text"].startswith("“We came here to sign")]
    assert found["document"] == {
        "id": found["document"]["id"],
        "title": None,
        "url": None,
        "publisher": None,
        "date": None,
        "date_from": None,
        "path": str(TALKS),
    }
    assert found["speaker"]["name"] == "Teresa Vilar"
    assert (found["speaker"]["text"], found["speaker"]["named"]) == ("Vilar", True)
    assert found["cue"]["text"].startswith("told")
    assert found["claim"]["kind"] == "direct"


def test_the_texts_are_what_the_spans_cover(talks: list[dict[str, Any]]) -> None:
    text = TALKS.read_bytes().decode("utf-8")
    parts = [part for found in talks for part in (found["speaker"], found["cue"], found["claim"], *found["targets"])]
    assert len(parts) > len(talks)
    for part in parts:
        if part and part["spans"]:
            assert part["text"] == " ".join(text[start:stop] for start, stop in part["spans"])


def test_extract_gives_the_same_ids_every_time(talks: list[dict[str, Any]]) -> None:
    again = claims(str(TALKS))
    assert [found["claim"]["id"] for found in again] == [found["claim"]["id"] for found in talks]


def test_in_a_pipe_extract_prints_json_lines_and_at_a_terminal_a_table(talks: list[dict[str, Any]]) -> None:
    assert [json.loads(line) for line in answer("extract", str(TALKS)).splitlines()] == talks
    table = at_terminal(["extract", str(TALKS)])
    assert "\x1b[36m" in table
    assert "Teresa Vilar" in table


def test_extract_as_json_and_csv(talks: list[dict[str, Any]]) -> None:
    assert json.loads(answer("extract", str(TALKS), "--format", "json")) == talks
    rows = list(csv.DictReader(io.StringIO(answer("extract", str(TALKS), "--format", "csv"))))
    assert [row["claim"] for row in rows] == [found["claim"]["text"] for found in talks]
    assert {"id", "date", "speaker", "cue", "claim", "kind", "about", "mentions"} <= rows[0].keys()


def test_extract_from_standard_input(talks: list[dict[str, Any]]) -> None:
    options = ["--date", "2026-07-10", "--publisher", "The Atlantic Courier", "--url", "https://example.org/talks"]
    found = claims("-", *options, input=TALKS.read_bytes())
    assert [claim["claim"]["text"] for claim in found] == [claim["claim"]["text"] for claim in talks]
    assert found[0]["document"] == {
        "id": "https://example.org/talks",
        "title": None,
        "url": "https://example.org/talks",
        "publisher": "The Atlantic Courier",
        "date": "2026-07-10",
        "path": None,
        "date_from": "given",
    }


def test_extract_knows_what_a_page_says_of_itself() -> None:
    documents = [found["document"] for found in claims(str(STUDY))]
    assert documents
    assert {document["publisher"] for document in documents} == {"Tidewater"}
    assert {document["date"] for document in documents} == {"2026-08-21"}


def test_an_article_without_claims() -> None:
    run = onrecord("extract", "-", input=b"It rained all day.\n")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "There is no claim in it.\n")


# load


def test_load_the_examples_and_ask(store_uri: str) -> None:
    run = onrecord("load", str(EXAMPLES), store=store_uri)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith(f"Loaded into {store_uri}: {number_of_documents()} documents, ")
    said = [json.loads(line) for line in answer("said", "vilar", "--format", "jsonl", store=store_uri).splitlines()]
    assert [statement for statement in said if statement["claim"].startswith("“We came here to sign")]
    assert {statement["speaker"] for statement in said} == {"Teresa Vilar"}

    before = answer("info", "--format", "json", store=store_uri)
    again = onrecord("load", str(EXAMPLES), store=store_uri)
    assert f"{number_of_documents()} unchanged" in again.stdout
    assert answer("info", "--format", "json", store=store_uri) == before


def number_of_documents() -> int:
    return sum(not isinstance(item, Skipped) for item in read([EXAMPLES]))


def test_a_changed_article_replaces_the_old_one(tmp_path: Path) -> None:
    store, article = str(tmp_path / "test.lbug"), tmp_path / "article.jsonl"
    for words in ("The bridge stays", "The bridge goes"):
        article.write_text(json.dumps({"id": "hp-1", "text": f"“{words},” Ana Ruiz said on Monday."}))
        run = onrecord("load", str(article), store=store)
    assert "1 document (1 replaced)" in run.stdout
    [row] = csv.DictReader(io.StringIO(answer("said", "ruiz", "--format", "csv", store=store)))
    assert row["claim"] == "“The bridge goes,”"


def test_an_id_that_several_articles_of_one_load_have_is_said(tmp_path: Path) -> None:
    store, file = str(tmp_path / "test.lbug"), tmp_path / "articles.jsonl"
    texts = {"The bridge stays": "hp-1", "The bridge goes": "hp-1", "The bridge sinks": "hp-1", "The bridge": "hp-2"}
    lines = [{"id": id, "text": f"“{words},” Ana Ruiz said on Monday."} for words, id in texts.items()]
    file.write_text("\n".join(map(json.dumps, [*lines, lines[-1]])))
    run = onrecord("load", str(file), store=store)
    assert run.returncode == 0, run.stderr
    assert run.stdout == f"Loaded into {store}: 3 documents (1 unchanged), 3 claims by 1 speaker.\n"
    assert run.stderr.splitlines()[0] == (
        f"{file}: several articles have the id 'hp-1', and the last of them stays: give each its own"
    )
    said = csv.DictReader(io.StringIO(answer("said", "ruiz", "--format", "csv", store=store)))
    assert {row["document"]: row["claim"] for row in said} == {"hp-1": "“The bridge sinks,”", "hp-2": "“The bridge,”"}


def test_a_nul_is_in_nothing_that_is_kept_of_an_article(tmp_path: Path) -> None:
    names: dict[str, Any] = {"id": "a\0b", "title": "c\0d", "publisher": "e\0f", "url": "https://x.example/\0"}
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(names | {"text": "“The bridge goes,” Ana Ruiz said on Monday."}))
    cleaned = {name: value.replace("\0", "\N{REPLACEMENT CHARACTER}") for name, value in names.items()}
    for document in (*read([file]), Document("It rained.", **names), Document.from_dict(names)):
        assert isinstance(document, Document)
        assert {name: getattr(document, name) for name in names} == cleaned


def test_what_was_skipped_is_named_and_the_rest_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text("“The bridge stays,” Ana Ruiz said on Monday.")
    (folder / "empty.txt").touch()
    (folder / "lines.jsonl").write_text('{"text": "“We sue,” Tom Hale said."}\n{"text": \n')
    (folder / "photo.png").touch()
    run = onrecord("load", str(folder), str(tmp_path / "none.txt"), store=str(tmp_path / "test.lbug"))
    assert run.returncode == 0
    assert "2 documents, 2 claims by 2 speakers." in run.stdout
    skipped = run.stderr.splitlines()
    assert f"Skipped {folder}/empty.txt: it is empty" in skipped
    assert any(line.startswith(f"Skipped {folder}/lines.jsonl: line 2: it is not valid JSON") for line in skipped)
    assert f"Skipped {folder}: files of other kinds passed over: 1 .png" in skipped
    assert f"Skipped {tmp_path}/none.txt: there is no such file or folder: check the path" in skipped


def test_at_a_terminal_there_is_a_progress_bar_and_in_a_pipe_there_is_none(tmp_path: Path) -> None:
    assert "Loading" in at_terminal(["load", str(TALKS)], store=str(tmp_path / "one.lbug"))
    run = onrecord("load", str(TALKS), "--date", "2026-02-03", store=str(tmp_path / "two.lbug"))
    assert run.stderr == ""
    assert len(run.stdout.splitlines()) == 1


# When nothing can be done


@pytest.mark.parametrize("command", ["load", "extract"])
def test_nothing_to_read_is_an_error_and_makes_no_store(tmp_path: Path, command: str) -> None:
    (tmp_path / "empty.txt").touch()
    store = tmp_path / "test.lbug"
    run = onrecord(command, str(tmp_path / "empty.txt"), str(tmp_path / "none.txt"), store=str(store))
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.splitlines() == [
        f"Skipped {tmp_path}/empty.txt: it is empty",
        f"Skipped {tmp_path}/none.txt: there is no such file or folder: check the path",
        "Error: there is nothing to read.",
    ]
    assert not store.exists()


def test_fifty_megabytes_of_one_line(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_bytes(b"word " * 10_000_000)
    run = onrecord("load", str(path), store=str(tmp_path / "test.lbug"))
    assert run.returncode == 1
    assert f"Skipped {path}: it is too long for one article" in run.stderr


def test_one_url_for_several_articles(tmp_path: Path) -> None:
    run = onrecord("load", str(EXAMPLES), "--url", "https://example.org/one", store=str(tmp_path / "test.lbug"))
    assert run.returncode == 2
    assert "--url names one article" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_date_that_is_none() -> None:
    run = onrecord("load", str(TALKS), "--date", "5 March")
    assert run.returncode == 2
    assert "'5 March' is no date: give it as YYYY-MM-DD." in run.stderr


def test_interrupted_it_says_what_was_loaded_and_the_store_goes_on(tmp_path: Path) -> None:
    import signal

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
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130
    assert "Interrupted: " in errors
    assert "Traceback" not in errors
    assert "1 document, " in answer("load", str(TALKS), store=str(store))


@pytest.mark.parametrize("processes", ["1", "2"])
def test_changed_articles_among_unchanged_ones(tmp_path: Path, processes: str) -> None:
    store, articles = str(tmp_path / "test.lbug"), tmp_path / "articles.jsonl"

    def load(words: str, *changed: int) -> str:
        lines = [
            {"id": str(number), "text": f"“Number {number} {words if number in changed else 'stays'},” Ana Ruiz said."}
            for number in range(60)
        ]
        articles.write_text("\n".join(map(json.dumps, lines)))
        return answer("load", str(articles), "--processes", processes, store=store)

    assert "60 documents, 60 claims by 1 speaker." in load("stays")
    assert "60 documents (60 unchanged)." in load("stays")
    assert "60 documents (3 replaced, 57 unchanged), 3 claims by 1 speaker." in load("goes", 20, 21, 50)
    said = [json.loads(line) for line in answer("said", "ruiz", "--format", "jsonl", store=store).splitlines()]
    assert sum("goes" in statement["claim"] for statement in said) == 3
    assert len(said) == 60


def test_date_and_publisher_given_once_stay(tmp_path: Path) -> None:
    store, article = str(tmp_path / "test.lbug"), tmp_path / "article.txt"
    article.write_text("“The bridge stays,” Ana Ruiz said on Monday.")
    answer("load", str(article), "--date", "2025-03-06", "--publisher", "Wirefeed", store=store)
    assert "1 document (1 unchanged)." in answer("load", str(tmp_path), store=store)
    [row] = csv.DictReader(io.StringIO(answer("said", "ruiz", "--format", "csv", store=store)))
    assert (row["date"], row["publisher"]) == ("2025-03-06", "Wirefeed")


def test_articles_without_a_date_are_counted(tmp_path: Path) -> None:
    lines = [{"text": "It rained all day."}, {"text": "It did not rain.", "date": "2025-03-06"}]
    (tmp_path / "articles.jsonl").write_text("\n".join(map(json.dumps, lines)))
    run = onrecord("load", str(tmp_path), store=str(tmp_path / "test.lbug"))
    assert run.stderr == "Without a date: 1 of 2 documents. --date gives one to those that state none.\n"


def test_load_and_extract_read_what_a_url_leads_to(tmp_path: Path) -> None:
    store = str(tmp_path / "s.lbug")
    with serving({"/study": Page(STUDY.read_bytes())}) as site:
        refused = onrecord("load", site.url("/study"), store=store)
        assert refused.returncode == 1
        assert f"Skipped {site.url('/study')}: 127.0.0.1 is in a private network" in refused.stderr
        run = onrecord(
            "load", site.url("/study"), site.url("/none"), "--allow-private", "--user-agent", "desk/1", store=store
        )
        assert run.returncode == 0
        assert run.stdout.startswith(f"Loaded into {store}: 1 document, ")
        assert f"Skipped {site.url('/none')}: the server answered 404 (Not Found)" in run.stderr
        assert {headers["User-Agent"] for _, headers in site.asked} == {"desk/1"}
        assert claims(site.url("/study"), "--allow-private")
    again = onrecord("load", str(STUDY), store=store)
    assert "1 document (1 unchanged)" in again.stdout, "the page and its copy in a file are one article"
