"""The open corpus in bench/wikinews: its spans fit its texts, and each article says where it is from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.places import ROOT

from onrecord.extract.triple import covered

CORPUS = ROOT / "bench" / "wikinews"
FILES = sorted(CORPUS.glob("*.jsonl"))


def attributions(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each attribution of a file with the document that it belongs to."""
    documents: dict[str, dict[str, Any]] = {}
    for line in path.read_text("utf-8").splitlines():
        attribution = json.loads(line)
        documents.setdefault(attribution["document"]["id"], attribution["document"])
        yield documents[attribution["document"]["id"]], attribution


def test_there_are_files() -> None:
    assert {"train.jsonl", "dev.jsonl"} <= {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_article_names_its_source(path: Path) -> None:
    for document, _ in attributions(path):
        assert document["publisher"] == "Wikinews"
        if document["id"].startswith("wikinews-gum-"):  # GUM does not tell the address
            assert document["source"].startswith("GUM_"), document["id"]
        else:
            assert document["url"].startswith("https://en.wikinews.org/wiki/"), document["id"]
            assert None not in (document["title"], document["date"]), document["id"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_spans_cover_is_the_text_beside_them(path: Path) -> None:
    for document, attribution in attributions(path):
        parts = [attribution["claim"], *attribution["targets"], *attribution["addressees"]]
        parts += [part for part in (attribution["speaker"], attribution["cue"]) if part is not None]
        for part in parts:
            spans = [(start, stop) for start, stop in part["spans"]]
            assert all(0 <= start < stop <= len(document["text"]) for start, stop in spans), (document["id"], part)
            assert covered(document["text"], spans) == part["text"], document["id"]
