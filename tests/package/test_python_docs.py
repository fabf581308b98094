"""docs/python.md and the README's Python run as they are written, and print what they say."""

from __future__ import annotations

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from support.places import ROOT

BLOCK = re.compile(r"```python\n(.*?)```\n(?:\n((?:    [^\n]*\n)+))?", re.DOTALL)
COUNTS = re.compile(r"\d+(?= claims| speakers)")
"""Numbers that the processor decides where a claim is at the edge: with and without VNNI they add bytes differently."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like that of a reader of the docs, with the examples in it."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", ["docs/python.md", "README.md"])
def test_the_page_prints_what_it_says(page: str, folder: Path) -> None:
    blocks = BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert blocks
    names: dict[str, Any] = {}
    printed, written = [], []
    for program, output in blocks:
        with redirect_stdout(StringIO()) as out:
            exec(compile(program, page, "exec"), names)
        if output:
            printed.append(out.getvalue())
            written.append(dedent(output))
    assert [COUNTS.sub("", text) for text in printed] == [COUNTS.sub("", text) for text in written]
    found, told = ([int(number) for text in texts for number in COUNTS.findall(text)] for texts in (printed, written))
    assert found == pytest.approx(told, abs=2)
