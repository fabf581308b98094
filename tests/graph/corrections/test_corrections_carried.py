"""Corrections in files: carried by export and import, learned from by training."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.articles import ANSWER_TRIPLES, BOTH, HARBOUR_TRIPLES, document, speaker, triple
from support.command_line import answer, onrecord
from support.contents import with_indexes as contents

from onrecord import graph
from onrecord.extract.errors import InputError
from onrecord.extract.gold import read_gold
from onrecord.graph import Store, lookups
from onrecord.graph.corrections import making
from onrecord.graph.transfer import into_store
from onrecord.graph.transfer.into_files import export, write_corrected

OPEN, GREED, TALKS = (each.claim.id for each in HARBOUR_TRIPLES)
CALLED = ANSWER_TRIPLES[1].claim.id
TOLD = document("Ana Ruíz said that she had warned them.", "told")
INNER = triple(TOLD, speaker("Ana Ruíz", text="she"), "them", cue="warned", kind="indirect")
OUTER = replace(
    triple(TOLD, speaker("Ana Ruíz"), "that she had warned them", kind="indirect"), reports=(INNER.claim.id,)
)
RETOLD = TOLD, [OUTER, INNER]


def correct(store: Store) -> None:
    list(store.load(BOTH))
    making.correct(store, GREED, speaker="Ola Berg", about=["Lee Park"], by="the desk")
    making.correct(store, OPEN, drop=True)
    making.name(store, "A senior aide", "Ola Berg", "harbour-1")


def import_file(store: Store, file: Path) -> list[str]:
    return [each.outcome for each in into_store.put(store, into_store.read_back(store, [file], [], "the editor"))]


def test_json_lines_carry_corrections_and_what_had_been_read(store: Store, tmp_path: Path) -> None:
    list(store.load(BOTH))
    before = contents(store)
    correct(store)
    export(store, "jsonl", tmp_path / "all.jsonl")
    with graph.open(str(tmp_path / "other.lbug")) as other:
        assert import_file(other, tmp_path / "all.jsonl") == ["added", "added"]
        assert contents(other) == contents(store)
        assert [each.id for each in making.corrections(other)] == [each.id for each in making.corrections(store)]
        assert import_file(other, tmp_path / "all.jsonl") == ["unchanged", "unchanged"]
        for each in making.corrections(other):
            making.undo(other, each)
        assert contents(other) == before


def test_what_was_changed_in_the_lines_is_a_correction(tmp_path: Path) -> None:
    with graph.open(str(tmp_path / "test.lbug")) as store:
        correct(store)
        export(store, "jsonl", tmp_path / "all.jsonl")
        lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()]
        for line in lines:
            if line["claim"]["id"] == TALKS:
                line["claim"]["act"] = "admit"
        edited = tmp_path / "edited.jsonl"
        edited.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        for _ in range(2):
            import_file(store, edited)
            assert lookups.show(store, TALKS).statement.act == "admit"
        assert [(each.by, each.what) for each in making.corrections(store)[3:]] == [("the editor", "act: say → admit")]
        assert [loaded.outcome for loaded in store.load(BOTH)] == ["unchanged", "unchanged"]


def test_lines_that_were_edited_are_taken_for_corrections_if_that_is_said(tmp_path: Path) -> None:
    store = tmp_path / "test.lbug"
    with graph.open(str(store), make=True) as opened:
        list(opened.load([*BOTH, RETOLD]))
        before = contents(opened)
        export(opened, "jsonl", tmp_path / "all.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text("utf-8").splitlines()]
    kept = [copy.deepcopy(line) for line in lines if line["claim"]["id"] != TALKS]
    for line in kept:
        if line["claim"]["id"] in (OPEN, OUTER.claim.id):
            line["speaker"]["name"] = "Lee Park"
    edited = tmp_path / "edited.jsonl"
    # The fourth: who speaks in the inner claim would follow the outer one, but its line says that it is Ana Ruíz.
    for written, number in ((lines, "0 corrections"), (kept, "4 corrections"), (kept, "0 corrections")):
        edited.write_text("".join(json.dumps(line) + "\n" for line in written), "utf-8")
        told = answer("import", str(edited), "--as-corrections", "--by", "me", "--store", str(store))
        assert told == f"Imported into {store}: {number}.\n"
    with graph.open(str(store)) as opened:
        list(opened.load([*BOTH, RETOLD]))
        speakers = [lookups.show(opened, each).statement.speaker for each in (OPEN, OUTER.claim.id, INNER.claim.id)]
        assert speakers == ["Lee Park", "Lee Park", "Ana Ruíz"]
        for each in making.corrections(opened)[::-1]:
            making.undo(opened, each)
        assert contents(opened) == before


def test_lines_of_another_text_or_of_no_article_are_no_corrections(tmp_path: Path) -> None:
    with graph.open(str(tmp_path / "test.lbug"), make=True) as store:
        list(store.load(BOTH))
        export(store, "jsonl", tmp_path / "all.jsonl")
    lines = (tmp_path / "all.jsonl").read_text("utf-8")
    wrong = tmp_path / "wrong.jsonl"
    for old, new, says in (("harbour-1", "nowhere", "no document nowhere"), ("on Monday", "on Sunday", "another text")):
        wrong.write_text(lines.replace(old, new), "utf-8")
        run = onrecord("import", str(wrong), "--as-corrections", store=str(tmp_path / "test.lbug"))
        assert (run.returncode, says in run.stderr) == (1, True), run.stderr
    run = onrecord("import", "x", "--as-corrections", "--format", "gdelt", store=str(tmp_path / "test.lbug"))
    assert run.returncode == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "undo"}, "correction.kind is 'undo'"),
        ({"at": "yesterday"}, "correction.at is 'yesterday'"),
        ({"change": {"speaker": {"name": "Ana"}}}, "speaker.type"),
        ({"read": {}}, "correction.read"),
    ],
)
def test_a_wrong_correction_is_an_error_and_loads_nothing(tmp_path: Path, change: dict[str, object], says: str) -> None:
    with graph.open(str(tmp_path / "test.lbug")) as store:
        correct(store)
        export(store, "jsonl", tmp_path / "all.jsonl")
    first, *rest = (tmp_path / "all.jsonl").read_text("utf-8").splitlines()
    lines = [json.loads(line) for line in (first, *rest)]
    described = next(line["document"] for line in lines if line["document"].get("corrections"))
    described["corrections"][0] |= change
    (tmp_path / "wrong.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    with graph.open(str(tmp_path / "other.lbug")) as other, pytest.raises(InputError, match=says):
        import_file(other, tmp_path / "wrong.jsonl")


def test_training_reads_what_was_corrected(store: Store, tmp_path: Path) -> None:
    correct(store)
    with (tmp_path / "gold.jsonl").open("w", encoding="utf-8") as file:
        write_corrected(store, file)
    [article] = read_gold(tmp_path / "gold.jsonl")
    assert (article.name, article.text) == ("harbour-1", BOTH[0][0].text)
    assert [names.speaker for names in article.names[""]] == ["Ola Berg", "Ola Berg"]
    assert [names.about for names in article.names[""]] == [("Lee Park",), ()]
    spans = [one.content for one in article.annotators[""]]
    assert spans == [each.claim.spans for each in HARBOUR_TRIPLES[1:]]


@pytest.mark.parametrize("format", ["csv", "parquet", "cypher", "neo4j-admin"])
def test_whole_graphs_have_the_corrections(tmp_path: Path, format: str) -> None:
    with graph.open(str(tmp_path / "test.lbug")) as store:
        correct(store)
        export(store, format, tmp_path / "out")  # type: ignore[arg-type]
    if format == "cypher":
        script = (tmp_path / "out").read_text("utf-8")
        assert script.count("MERGE (n:Correction") == script.count("MERGE (n:Original") == 1
    else:
        names = {file.stem for file in (tmp_path / "out").iterdir()}
        assert {"corrections", "originals"} <= names
        if format != "parquet":
            assert "the desk" in (tmp_path / "out" / "corrections.csv").read_text("utf-8")


def test_on_the_command_line(tmp_path: Path) -> None:
    uri = str(tmp_path / "test.lbug")
    with graph.open(uri) as store:
        list(store.load(BOTH))
    kept = answer("correct", GREED, "--speaker", "Ola Berg", "--by", "the desk", store=uri)
    assert kept == f"Kept in {uri}: speaker: Ana Ruíz → Ola Berg.\n"
    assert "the desk" in answer("show", GREED, store=uri)
    listed = json.loads(answer("corrections", "--format", "json", store=uri))
    assert [(each["by"], each["kind"], each["claim"]) for each in listed] == [("the desk", "correct", GREED)]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(answer("corrections", "--format", "jsonl", store=uri), "utf-8")
    assert len(read_gold(gold)) == 1
    assert answer("correct", GREED, "--undo", store=uri) == "Took back: speaker: Ana Ruíz → Ola Berg.\n"
    run = onrecord("correct", GREED, "--undo", store=uri)
    assert (run.returncode, run.stdout) == (1, "")
    assert "has no correction of" in run.stderr
