"""The layout of the graph: each room's Cypher in its `queries.py`, no circle of imports, no file too large."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "graph").rglob("*.py"))
MOST_LINES = 450
MOST_MODULES = 16

# A clause with what follows it, so that "UNWIND" in a sentence is none.
CYPHER = re.compile(r"\b(?:MATCH|MERGE|CREATE) \(|\bUNWIND \S+ AS\b|\bDETACH DELETE\b")
# What writes Cypher with the user's rows in it, and an error that gives an example of a query.
MAY_HAVE_CYPHER = {"transfer/formats/cypher_script.py", "cypher/allowed.py", "model/query.py", "stores/neo4j.py"}


def test_the_cypher_of_a_room_is_in_its_queries() -> None:
    elsewhere = [
        f"{name}:{node.lineno}"
        for path in MODULES
        if path.name != "queries.py" and (name := path.relative_to(ROOT / "graph").as_posix()) not in MAY_HAVE_CYPHER
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CYPHER.search(node.value)
        if ">>>" not in node.value  # an example in a docstring
    ]
    assert elsewhere == []


def test_no_circle_of_imports() -> None:
    imports = nx.DiGraph([(module(path), other) for path in MODULES for other in imported(path)])
    assert list(nx.simple_cycles(imports)) == []


@pytest.mark.parametrize("folder", sorted({path.parent for path in MODULES}), ids=lambda path: path.name)
def test_folders_and_modules_are_small(folder: Path) -> None:
    modules = list(folder.glob("*.py"))
    assert len(modules) <= MOST_MODULES
    assert [path.name for path in modules if len(path.read_text("utf-8").splitlines()) > MOST_LINES] == []


def module(path: Path) -> str:
    """The name of a module by its path."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(("onrecord", *(part for part in parts if part != "__init__")))


def imported(path: Path) -> Iterator[str]:
    """The modules of the graph that a module imports: at once, later, or for its types alone."""
    known = {module(other) for other in MODULES}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                whole = f"{node.module}.{name.name}"
                found = whole if whole in known else node.module
                if found in known and found != module(path):
                    yield found
