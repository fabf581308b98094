"""All errors have one root, so that a caller can catch them at once."""

from __future__ import annotations

import ast

import pytest
from support.places import ROOT

from onrecord.errors import Error
from onrecord.extract.errors import ExtractionError
from onrecord.graph.errors import StoreError

FOLDERS = [ROOT / package for package in ("extract", "graph")]
CLASSES = [
    (path, node)
    for folder in FOLDERS
    for path in sorted(folder.rglob("*.py"))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    if isinstance(node, ast.ClassDef)
]
BUILT_IN = {"Exception", "ValueError", "RuntimeError", "LookupError", "KeyError", "TypeError", "OSError"}


@pytest.mark.parametrize("error", [ExtractionError, StoreError])
def test_errors_of_extraction_and_of_stores_are_onrecords(error: type[Exception]) -> None:
    assert issubclass(error, Error)


def test_no_error_begins_anew_from_a_built_in_one() -> None:
    """Read from the sources, since training is imported only where torch is."""
    found = [
        f"{path}: {node.name}"
        for path, node in CLASSES
        if not node.name.startswith("_") and BUILT_IN & {getattr(base, "id", "") for base in node.bases}
    ]
    assert len(CLASSES) > 50
    assert found == []
