"""Concepts and discourse networks of a Neo4j are those of the embedded store, as the commands print and write them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from support.command_line import answer, onrecord
from support.debate import RULES, loaded

from onrecord import graph

NETWORKS = {
    "two-mode": ("two-mode", "--open-agrees", "--duplicates", "all"),
    "two-mode, stances ignored": ("two-mode", "--tie", "ignore", "--normalise", "activity"),
    "congruence": ("actors", "--tie", "congruence", "--normalise", "jaccard"),
    "conflict": ("actors", "--tie", "conflict", "--duplicates", "range"),
    "subtract": ("actors", "--tie", "subtract", "--normalise", "average"),
    "concepts": ("concepts", "--normalise", "cosine"),
    "statements": ("statements", "--since", "2024-02-01"),
    "windows": ("actors", "--window", "4w"),
}


def test_concepts_and_networks_are_the_same(neo4j_uri: str, tmp_path: Path) -> None:
    rules = tmp_path / "concepts.csv"
    rules.write_text(RULES, encoding="utf-8")
    stores = (str(tmp_path / "debate.lbug"), neo4j_uri)
    for uri in stores:
        with graph.open(uri) as store:
            assert [*store.load(loaded())]

    def alike(*arguments: str) -> list[dict[str, Any]]:
        one, other = (answer(*arguments, "--format", "json", store=uri) for uri in stores)
        assert one == other
        found: list[dict[str, Any]] = json.loads(one)
        return found

    assert alike("concepts", "--suggest")
    declared = [onrecord("concepts", str(rules), store=uri).stdout.partition(" in ")[0] for uri in stores]
    assert declared[0] == declared[1]
    assert len(alike("concepts")) == 3
    for name, given in NETWORKS.items():
        assert alike("network", "--mode", *given), name
    for output, given in (("two.graphml", NETWORKS["two-mode"]), ("actors.csv", NETWORKS["congruence"])):
        assert _written(stores[0], tmp_path / "one", output, given) == _written(
            stores[1], tmp_path / "other", output, given
        )
    for uri in stores:
        assert "Took back 3 rules" in onrecord("concepts", str(rules), "--undo", store=uri).stdout
    assert alike("concepts") == []


def _written(uri: str, folder: Path, name: str, given: Sequence[str]) -> bytes:
    folder.mkdir(exist_ok=True)
    answer("network", "--mode", *given, "--output", str(folder / name), store=uri)
    return (folder / name).read_bytes()
