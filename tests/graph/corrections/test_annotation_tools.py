"""Articles for brat and Label Studio, as these tools read them, and what people corrected there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from support.articles import BOTH, HARBOUR, HARBOUR_TRIPLES, document, speaker, target, triple
from support.command_line import answer, onrecord
from support.contents import with_indexes as contents
from support.foreign import python
from support.hostile import HOSTILE

from onrecord import graph
from onrecord.extract.errors import InputError
from onrecord.graph import Store, lookups
from onrecord.graph.corrections import making
from onrecord.graph.model.rows import rows_of
from onrecord.graph.transfer.formats import brat
from onrecord.graph.transfer.into_files import export
from onrecord.graph.transfer.into_store import take_back
from onrecord.graph.transfer.said import account_of

OPEN, GREED, TALKS = (each.claim.id for each in HARBOUR_TRIPLES)
LINES = document("Ana Ruiz said:\n\n“It is\nover.”\n", "lines")
OVER_LINES = triple(LINES, speaker("Ana Ruiz"), "“It is\nover.”", target("It"))
ARTICLES = [*BOTH, (LINES, [OVER_LINES]), *HOSTILE]


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with graph.open(str(tmp_path / "test.lbug")) as opened:
        list(opened.load(ARTICLES))
        yield opened


def edit(file: Path, change: Callable[[str], str]) -> None:
    file.write_text(change(file.read_text("utf-8")), "utf-8")


# brat


def test_brat_reads_what_is_written(store: Store, tmp_path: Path) -> None:
    """By the rules of its standoff format: offsets, covered text, ids, and types that the configuration has."""
    export(store, "brat", tmp_path / "out")
    entities, events, attributes = configured((tmp_path / "out" / "annotation.conf").read_text("utf-8"))
    files = sorted((tmp_path / "out").glob("*.ann"))
    assert len(files) == len(ARTICLES)
    claims = 0
    for file in files:
        with file.with_suffix(".txt").open(encoding="utf-8", newline="") as opened:
            text = opened.read()
        seen: dict[str, str] = {}
        for line in file.read_text("utf-8").splitlines():
            id, _, rest = line.partition("\t")
            assert id not in seen, "an id twice"
            if id[0] == "T":
                head, _, covered = rest.partition("\t")
                type, offsets = head.split(" ", 1)
                spans = [tuple(map(int, part.split(" "))) for part in offsets.split(";")]
                assert covered == " ".join(text[start:stop] for start, stop in spans)
                assert not re.search(r"[\t\r\n]|^\s|\s$", covered)
                assert type in entities | events.keys()
                assert all(one[1] <= other[0] for one, other in pairwise(spans))
                seen[id] = type
            elif id[0] == "E":
                (kind, trigger), *arguments = (part.split(":") for part in rest.split(" "))
                assert seen[trigger] == kind == "Claim"
                assert all(seen[at] in events[kind][role.rstrip("0123456789")] for role, at in arguments)
                seen[id] = kind
                claims += 1
            elif id[0] == "A":
                name, to, *value = rest.split(" ")
                assert not value or value[0] in attributes[name]
                assert to in seen
            else:
                assert re.fullmatch(r"AnnotatorNotes [TE]\d+\t.+", rest)
    assert claims == lookups.info(store).claims


def configured(text: str) -> tuple[set[str], dict[str, dict[str, set[str]]], dict[str, set[str]]]:
    """The types of entities, events with their roles, and attributes with their values, of an annotation.conf."""
    sections: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line:
            current.append(line)
    assert list(sections) == ["entities", "relations", "events", "attributes"]
    events = {
        name: {role.partition(":")[0].rstrip("?*"): {*role.partition(":")[2].split("|")} for role in roles.split(", ")}
        for name, roles in (line.split("\t") for line in sections["events"])
    }
    attributes = {
        name: {*re.sub(r".*Value:", "", arguments).split("|")} if "Value:" in arguments else set()
        for name, arguments in (line.split("\t") for line in sections["attributes"])
    }
    return {*sections["entities"]}, events, attributes


BY_BRATLY = """
import collections, json, sys
from bratly.io import read_and_load_ann_file

for file in sys.argv[1:]:
    kinds = collections.Counter(type(each).__name__ for each in read_and_load_ann_file(file).annotations)
    print(json.dumps(kinds))
"""


def test_a_parser_of_others_reads_it(store: Store, tmp_path: Path) -> None:
    export(store, "brat", tmp_path / "out")
    files = {
        str(file): content
        for file in sorted((tmp_path / "out").glob("*.ann"))
        # 0.1.4 refuses events without arguments, which brat's format has
        if not re.search(r"\tClaim:T\d+\n", content := file.read_text("utf-8"))
    }
    assert files
    read = [json.loads(line) for line in python(["bratly-io-fs==0.1.4"], BY_BRATLY, *files).splitlines()]
    assert [kinds.get("EventAnnotation", 0) for kinds in read] == [
        content.count("\tClaim:") for content in files.values()
    ]
    assert any(kinds.get("EventAnnotation") for kinds in read)


@pytest.mark.parametrize("format", ["brat", "label-studio"])
def test_what_nobody_changed_is_no_correction(store: Store, tmp_path: Path, format: Any) -> None:
    export(store, format, tmp_path / "out")
    before = contents(store)
    given = tmp_path / "out" if format == "brat" else exported(tmp_path / "out" / "tasks.json", annotated=False)
    assert take_back(store, format, [given]) == []
    assert contents(store) == before


def test_the_doubtful_come_first(store: Store, tmp_path: Path) -> None:
    export(store, "brat", tmp_path / "brat")
    export(store, "label-studio", tmp_path / "ls")
    documents = [*json.loads((tmp_path / "brat" / "documents.json").read_text("utf-8")).values()]
    tasks = json.loads((tmp_path / "ls" / "tasks.json").read_text("utf-8"))
    assert [each["data"]["document"] for each in tasks] == documents
    scores = [each["predictions"][0]["score"] for each in tasks]
    assert scores == sorted(scores)
    assert documents[0] == "harbour-1"
    making.correct(store, TALKS, confirm=True)
    making.correct(store, GREED, confirm=True)
    making.correct(store, OPEN, confirm=True)
    export(store, "brat", tmp_path / "again")
    again = json.loads((tmp_path / "again" / "documents.json").read_text("utf-8"))
    assert next(iter(again.values())) != "harbour-1"


def test_corrections_come_back_from_brat(store: Store, tmp_path: Path) -> None:
    export(store, "brat", tmp_path / "out")
    [file] = [path for path in (tmp_path / "out").glob("*.ann") if GREED in path.read_text("utf-8")]
    content = file.read_text("utf-8")
    greed = re.search(rf"AnnotatorNotes (E\d+)\tclaim={GREED}", content)[1]  # type: ignore[index]
    talks = re.search(rf"AnnotatorNotes (E\d+)\tclaim={TALKS}", content)[1]  # type: ignore[index]
    opening = re.search(rf"AnnotatorNotes (E\d+)\tclaim={OPEN}", content)[1]  # type: ignore[index]
    content = content.replace(f"Act {greed} say", f"Act {greed} leave_open")
    lines = [line for line in content.splitlines() if not re.search(rf"(^|[ \t]){opening}[ \t]", line)]
    start = HARBOUR.text.index("on Monday")
    lines += [f"T90\tClaim {start} {start + 9}\ton Monday", f"A90\tConfirmed {talks}"]
    start = HARBOUR.text.index("Norsk Havn")
    lines += [f"T91\tOrganization {start} {start + 10}\tNorsk Havn", "#91\tAnnotatorNotes T91\tHarbour Board"]
    lines += ["E90\tClaim:T90 Speaker:T91", "A91\tAct E90 promise"]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    made = take_back(store, "brat", [tmp_path / "out"], "the desk")
    assert sorted((each.kind, each.what) for each in made) == [
        ("add", "was missed"),
        ("confirm", "is right"),
        ("correct", "act: say → leave open"),
        ("drop", "is no claim"),
    ]
    assert {each.by for each in made} == {"the desk"}
    [added] = [each.claim for each in made if each.kind == "add"]
    shown = lookups.show(store, added)
    assert (shown.statement.speaker, shown.statement.act, shown.statement.claim) == (
        "Harbour Board",
        "promise",
        "on Monday",
    )
    assert take_back(store, "brat", [tmp_path / "out"], "the desk") == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("T1", "no line of brat's standoff"),
        ("T99\tClaim 5 99999\tx", "no part of a text"),
        ("T99\tClaim five\tx", "TYPE START STOP"),
        ("E99\tClaim:T98", "T98, which is not there"),
    ],
)
def test_a_file_that_brat_did_not_write_is_an_error(line: str, says: str) -> None:
    written = brat.standoff(account_of(rows_of(HARBOUR, HARBOUR_TRIPLES)))
    with pytest.raises(InputError, match=says):
        brat.read_standoff(HARBOUR.text, written + line + "\n", "a.ann")


# Label Studio


def exported(tasks: Path, *, annotated: bool = True, change: Callable[[list[Any]], None] | None = None) -> Path:
    """The file that Label Studio exports when somebody has gone through all tasks, and changed the results."""
    found = json.loads(tasks.read_text("utf-8"))
    for number, each in enumerate(found, start=1):
        result = each["predictions"][0]["result"]
        if change:
            change(result)
        annotation = {"id": number, "result": result, "was_cancelled": False, "updated_at": "2026-01-01T00:00:00Z"}
        skipped = {"id": 0, "result": [], "was_cancelled": True, "updated_at": "2026-02-01T00:00:00Z"}
        each |= {"id": number, "annotations": [annotation, skipped] if annotated else [skipped]}
    file = tasks.with_name("exported.json")
    file.write_text(json.dumps(found), "utf-8")
    return file


def test_label_studio_reads_what_is_written(store: Store, tmp_path: Path) -> None:
    """By what its documentation says of tasks, regions and relations; its own package is asked below."""
    export(store, "label-studio", tmp_path / "out")
    config = (tmp_path / "out" / "config.xml").read_text("utf-8")
    tags = {tag.get("name"): tag for tag in ElementTree.fromstring(config).iter() if tag.get("name")}
    assert {name: tag.tag for name, tag in tags.items() if name} == {
        "label": "Labels", "text": "Text", "act": "Choices", "name": "TextArea", "named": "Choices"
    }  # fmt: skip
    assert {tag.get("toName") for name, tag in tags.items() if name != "text"} == {"text"}
    values = {name: {child.get("value") for child in tag} for name, tag in tags.items()}
    relations = {tag.get("value") for tag in ElementTree.fromstring(config).iter("Relation")}
    for task in json.loads((tmp_path / "out" / "tasks.json").read_text("utf-8")):
        regions: set[str] = set()
        for each in task["predictions"][0]["result"]:
            if each["type"] == "relation":
                assert {*each["labels"]} <= relations
                assert {each["from_id"], each["to_id"]} <= regions
                continue
            value = each["value"]
            assert tags[each["from_name"]].tag.lower() == each["type"]
            if each["type"] == "labels":
                regions.add(each["id"])
                assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            if each["type"] != "textarea":
                assert {*value[each["type"]]} <= values[each["from_name"]]


BY_LABEL_STUDIO = """
import json, pathlib, sys
from label_studio_sdk.label_interface import LabelInterface

folder = pathlib.Path(sys.argv[1])
page = LabelInterface((folder / "config.xml").read_text("utf-8"))
page.validate()
for task in json.loads((folder / "tasks.json").read_text("utf-8")):
    # 2.1.2 raises a TypeError where a task has predictions
    taken = page.validate_task({"data": task["data"]}) and all(map(page.validate_prediction, task["predictions"]))
    print(task["data"]["document"], bool(taken))
"""


def test_label_studios_own_package_takes_them(store: Store, tmp_path: Path) -> None:
    export(store, "label-studio", tmp_path / "out")
    tasks = json.loads((tmp_path / "out" / "tasks.json").read_text("utf-8"))
    printed = python(["label-studio-sdk==2.1.2"], BY_LABEL_STUDIO, str(tmp_path / "out"))
    assert printed.splitlines() == [f"{task['data']['document']} True" for task in tasks]


def test_corrections_come_back_from_label_studio(store: Store, tmp_path: Path) -> None:
    export(store, "label-studio", tmp_path / "out")

    def change(result: list[Any]) -> None:
        for each in result:
            if each.get("id") == GREED and each["type"] == "choices":
                each["value"]["choices"] = ["blame"]
            if each.get("id") == f"{TALKS}-1" and each["type"] == "textarea":
                each["value"]["text"] = ["Ola Berg"]
            if each.get("id") == f"{TALKS}-1" and each["from_name"] == "named":
                each["value"]["choices"] = []
        result[:] = [each for each in result if not str(each.get("id", each.get("from_id"))).startswith(OPEN)]

    made = take_back(store, "label-studio", [exported(tmp_path / "out" / "tasks.json", change=change)], "ls")
    of_harbour = {each.claim: each.what for each in made if each.document == "harbour-1"}
    assert of_harbour == {
        GREED: "act: say → blame",
        TALKS: "speaker: A senior aide → Ola Berg",
        OPEN: "is no claim",
    }
    assert lookups.show(store, TALKS).statement.speaker == "Ola Berg"
    assert lookups.show(store, TALKS).speaker_text == "A senior aide"
    again = exported(tmp_path / "out" / "tasks.json", change=change)
    assert take_back(store, "label-studio", [again], "ls") == []


def test_offsets_of_browsers_are_understood(tmp_path: Path) -> None:
    told = document("😀😀 Ana Ruiz said that it was 😀 over.", "smileys")
    read = triple(told, speaker("Ana Ruiz"), "that it was 😀 over")
    with graph.open(str(tmp_path / "test.lbug")) as store:
        list(store.load([(told, [replace(read, confidence=0.5)])]))
        export(store, "label-studio", tmp_path / "out")

        def in_units(result: list[Any]) -> None:
            for each in result:
                for end in ("start", "end") if each["type"] != "relation" else ():
                    at = each["value"][end]
                    each["value"][end] = len(told.text[:at].encode("utf-16-le")) // 2

        made = take_back(store, "label-studio", [exported(tmp_path / "out" / "tasks.json", change=in_units)])
        assert [each.kind for each in made] == ["confirm"]


def test_on_the_command_line(store: Store, tmp_path: Path) -> None:
    uri = store.uri
    store.close()
    for format in ("brat", "label-studio"):
        answer("export", str(tmp_path / format), "--format", format, store=uri)
    edit(next((tmp_path / "brat").glob("*.ann")), lambda content: content.replace(" say", " doubt"))
    assert answer("import", str(tmp_path / "brat"), "--format", "brat", store=uri).endswith("corrections.\n")
    run = onrecord("import", str(tmp_path / "brat" / "documents.json"), "--format", "label-studio", store=uri)
    assert run.returncode == 1
    assert "export from Label Studio as JSON" in run.stderr
