"""The examples in docstrings print what they say."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import onrecord.extract
import onrecord.graph

MODULES = sorted(
    module.name
    for package in (onrecord.extract, onrecord.graph)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
)
EXAMPLES = [name for name in MODULES if ">>>" in Path(str(import_module(name).__file__)).read_text("utf-8")]


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples(name: str) -> None:
    run = doctest.testmod(import_module(name))
    assert run.attempted > 0
    assert run.failed == 0
