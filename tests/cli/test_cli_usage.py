"""What cannot be asked for is said, and ends with 2, as what the shell's own tools say of their options."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.articles import BOTH
from support.command_line import onrecord

from onrecord import graph


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("usage") / "test.lbug")
    with graph.open(path) as opened:
        assert len(list(opened.load(BOTH))) == len(BOTH)
    return path


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["claims", "--kind", "spoken"], "'spoken' is not one of"),
        (["claims", "--act", "sing"], "“sing” is no act"),
        (["claims", "--since", "soon"], "give it as YYYY-MM-DD"),
        (["claims", "--output", "claims.docx"], "the name has to end with one of"),
        (["claims", "--format", "csv", "--output", "claims.xlsx"], "claims.xlsx: the name is that of xlsx, and"),
        (["claims", "--format", "xlsx", "--output", "claims.txt"], "--format is xlsx"),
        (["extract", "a.txt", "--format", "json", "--output", "claims.csv"], "--format is json"),
        (["network", "--window", "30d"], "give --mode"),
        (["network", "--mode", "actors", "--window", "month"], "is no window"),
        (["network", "--output", "talk.docx"], "the name has to end with one of"),
        (["search", ""], "“” has no word in it"),
        (["search", " … "], "has no word in it"),
        (["correct", "1f0c"], "give what is right of the claim (--speaker, --about, --act, --claim, --cue"),
        (["correct", "1f0c", "--drop", "--confirm"], "--drop and --confirm do not go together: --drop stands alone"),
        (["correct", "1f0c", "--undo", "--act", "deny"], "--undo and --act do not go together"),
        (["correct", "1f0c", "--drop", "--speaker", "Ana"], "--drop and --speaker do not go together"),
        (["copy", "one.lbug", "one.lbug"], "cannot be copied into itself"),
        (["alias", "Ana Ruiz"], "give a name and other names"),
        (["concepts", "--undo"], "give the FILE"),
        (["cypher", "RETURN 1", "--param", "one"], "NAME=VALUE"),
        (["serve", "--host", "0.0.0.0"], "give --token WORD"),
        (["serve", "--by", "us"], "give it with --edit"),
        (["mcp", "--port", "8322"], "give --token WORD"),
        (["info", "--store", "ftp://there/news"], "is no store"),
        (["evaluate", "gold.jsonl", "claims.jsonl", "--precision", "high"], "leave out --model and --precision"),
        (["export", "-", "--format", "csv"], "give a folder"),
        (["nothing"], "No such command"),
    ],
)
def test_what_cannot_be_asked_for_ends_with_2(store: str, tmp_path: Path, arguments: list[str], says: str) -> None:
    run = onrecord(*arguments, store=store, cwd=tmp_path)
    assert says in run.stderr
    assert (run.returncode, run.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "nothing"],
        ["forget", "nothing"],
        ["correct", "nothing", "--drop"],
        ["info", "--store", "nowhere.lbug"],
        ["load", "nowhere"],
        ["cypher", "RETURN"],
    ],
)
def test_what_goes_wrong_ends_with_1(store: str, tmp_path: Path, arguments: list[str]) -> None:
    run = onrecord(*arguments, store=store, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr


def test_json_lines_may_be_asked_for_in_a_file_of_json(store: str, tmp_path: Path) -> None:
    for format, name in (
        ("jsonl", "claims.json"),
        ("json", "claims.jsonl"),
        ("table", "claims.txt"),
        ("csv", "claims"),
    ):
        assert onrecord("claims", "--format", format, "--output", str(tmp_path / name), store=store).returncode == 0
