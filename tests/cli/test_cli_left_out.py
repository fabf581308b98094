"""What a command leaves out is counted and said."""

from __future__ import annotations

import json
from pathlib import Path

from support.articles import document, speaker, triple
from support.command_line import onrecord

from onrecord import graph


def test_claims_without_an_address_are_left_out_for_hypothesis_and_said(tmp_path: Path) -> None:
    path, file = str(tmp_path / "test.lbug"), tmp_path / "notes.json"
    with_url = document("Ana Ruiz said it rained.", "a", url="https://post.example/rain")
    without = document("Ben Hall said it rained. Ben Hall said it poured.", "b")
    found = [
        (with_url, [triple(with_url, speaker("Ana Ruiz"), "it rained")]),
        (without, [triple(without, speaker("Ben Hall"), claim) for claim in ("it rained", "it poured")]),
    ]
    with graph.open(path) as store:
        assert len(list(store.load(found))) == 2
    run = onrecord("export", str(file), "--format", "hypothesis", store=path)
    assert run.returncode == 0
    assert run.stderr == (
        f"Exported {path}: 1 document, 1 claim.\n"
        "Left out: 1 document, 2 claims without a URL, which Hypothesis needs.\n"
    )
    assert len(json.loads(file.read_text())["annotations"]) == 1
