"""The examples in docstrings print what they say."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest
from support.places import ROOT

PLACES = ((ROOT, "extract/**/*.py"), (ROOT, "graph/**/*.py"), (ROOT / "src" / "onrecord", "[!_]*.py"))
EXAMPLES = sorted(
    ".".join(("onrecord", *path.relative_to(top).with_suffix("").parts)).removesuffix(".__init__")
    for top, pattern in PLACES
    for path in top.glob(pattern)
    if ">>>" in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # one of them makes a store
    run = doctest.testmod(import_module(name))
    assert run.attempted > 0
    assert run.failed == 0
