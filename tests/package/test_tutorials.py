"""The tutorials run as they are written, in a shell, and print what they say: “…” stands for what is left out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest
from support.places import ROOT

TUTORIALS = ["journalist", "researcher", "engineer"]
BLOCK = re.compile(
    r"^```(?P<kind>console|console neo4j|python)\n(?P<text>.*?)^```\n(?:\n(?P<output>(?:    [^\n]*\n)+))?",
    re.DOTALL | re.MULTILINE,
)
HERE_DOCUMENT = re.compile(r"<<'(\w+)'")


class Step(NamedTuple):
    """Something to run, and what it prints. `kind`: of the block that it stands in."""

    kind: str
    command: list[str]
    printed: list[str]


def steps(page: str) -> Iterator[Step]:
    """The commands and programs of a tutorial, in their order."""
    for block in BLOCK.finditer((ROOT / "docs" / "tutorials" / f"{page}.md").read_text("utf-8")):
        if block["kind"] == "python":
            yield Step("python", [sys.executable, "-c", block["text"]], dedent(block["output"] or "").splitlines())
            continue
        script: list[str] = []
        for command, printed in commands(block["text"].splitlines()):
            script.append(command)
            yield Step(block["kind"], ["bash", "-c", "\n".join(given(script))], printed)


def commands(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The commands of a block, each with what it prints."""
    while lines:
        command = lines.pop(0).removeprefix("$ ")
        while command.endswith("\\"):
            command += "\n" + lines.pop(0)
        if end := HERE_DOCUMENT.search(command):
            while not command.endswith(f"\n{end[1]}"):
                command += "\n" + lines.pop(0)
        printed = []
        while lines and not lines[0].startswith("$ "):
            printed.append(lines.pop(0))
        yield command, printed


def given(script: list[str]) -> list[str]:
    """The last command, with what the commands before it in the same block put into the environment."""
    return [*(command for command in script[:-1] if command.startswith("export ")), script[-1]]


def as_pattern(printed: list[str]) -> re.Pattern[str]:
    """What output is as it is told: “…” is any part of a line, and in a line of its own any lines."""
    lines = ["(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + " *\n" for line in printed]
    return re.compile("".join(lines))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like that of a reader of the docs, with the examples in it, and its commands found."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("ONRECORD_STORE", raising=False)
    return tmp_path


def run(step: Step) -> None:
    done = subprocess.run(step.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False)
    assert done.returncode == 0, (step.command, done.stdout)
    assert as_pattern(step.printed).fullmatch(done.stdout), (step.command, done.stdout)


@pytest.mark.parametrize("page", TUTORIALS)
def test_a_tutorial_runs(page: str, folder: Path) -> None:
    taken = [step for step in steps(page) if step.kind != "console neo4j"]
    assert len(taken) > 5
    for step in taken:
        run(step)


def test_the_part_on_neo4j_runs(neo4j_uri: str, folder: Path) -> None:
    [load] = [step for step in steps("journalist") if step.command[-1].startswith("onrecord load")]
    run(load._replace(command=["bash", "-c", f"{load.command[-1]} --store news.lbug"], printed=["…"]))
    taken = [step for step in steps("engineer") if step.kind == "console neo4j"]
    assert len(taken) > 1
    for step in taken:
        run(step._replace(command=[part.replace("neo4j://localhost:7687", neo4j_uri) for part in step.command]))
