"""`onrecord evaluate` gives the figures of the scorers that every system is measured with.

    uv run pytest bench/test_evaluate.py

Needs ../shared (scorers and corpus).
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from onrecord.extract.gold import Annotated, Names, read_corpus

BENCH = Path(__file__).resolve().parent
SHARED = BENCH.parents[1] / "shared"
DEV = SHARED / "corpora" / "polnear" / "dev"
Spans = list[list[int]]


@pytest.mark.parametrize("gold", [DEV, BENCH / "kinds"], ids=["PolNeAR dev", "other kinds"])
def test_the_figures_are_those_of_the_scorers(gold: Path, tmp_path: Path) -> None:
    assert (SHARED / "eval" / "score.py").is_file(), f"this compares with the scorers in {SHARED}/eval: put them there"
    random.seed(7)
    ours, theirs = tmp_path / "claims.jsonl", tmp_path / "predictions.jsonl"
    with ours.open("w", encoding="utf-8") as lines, theirs.open("w", encoding="utf-8") as documents:
        for article in read_corpus(gold):
            found = spoilt(article)
            lines.writelines(json.dumps(as_extracted(article, one)) + "\n" for one in found)
            documents.write(json.dumps({"doc": article.name, "attributions": found}) + "\n")
    expected = scorer("score.py", gold, theirs)
    if (gold / "names.jsonl").exists():
        expected |= scorer("score_names.py", gold, gold / "names.jsonl", theirs)
    command = [sys.executable, "-m", "onrecord.cli", "evaluate", str(gold), str(ours), "--json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == expected
    assert 30 < expected["end2end P/R/F1"][2] < 90


def scorer(script: str, *arguments: Path) -> dict[str, list[float]]:
    command = [sys.executable, str(SHARED / "eval" / script), *map(str, arguments), "--json"]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, list[float]] = json.loads(run.stdout)
    return figures


def spoilt(article: Annotated) -> list[dict[str, Any]]:
    """One annotator's attributions as a system would have found them that errs in every way."""
    annotator = next(iter(article.names or article.annotators))
    attributions = article.annotators[annotator]
    names = article.names.get(annotator) or [Names(None, "none", (), ())] * len(attributions)
    speakers = [called.speaker for called in names]
    found = []
    for one, called in zip(attributions, names, strict=True):
        if random.random() < 0.2:
            continue
        targets = [*called.about[random.randint(0, 1) :], *called.mentions, *random.choices(["Lee Park", "NATO"])]
        found.append(
            {
                "source": moved(one.source, article.text) if random.random() < 0.9 else [],
                "cue": moved(one.cue, article.text),
                "content": moved(one.content, article.text),
                "speaker": called.speaker if random.random() < 0.8 else random.choice(speakers),
                "targets": targets[: random.randint(0, 3)],
            }
        )
        if random.random() < 0.1:
            found.append({**found[-1], "content": moved(one.content[-1:], article.text)})
    return found


def moved(spans: Sequence[tuple[int, int]], text: str) -> Spans:
    """Spans that begin and end some characters off, now and then."""
    far = random.choice([0, 0, 0, 5, 30, 200])
    moved = []
    for start, stop in spans:
        start = max(0, start - random.randint(0, far))
        moved.append([start, max(start + 1, min(len(text), stop + random.randint(-far, far)))])
    return sorted(moved)


def as_extracted(article: Annotated, found: dict[str, Any]) -> dict[str, Any]:
    """The line that `onrecord extract` prints, as far as it is measured."""
    speaker = {"name": found["speaker"], "type": "person", "named": True, "spans": found["source"]}
    return {
        "document": {"id": article.name},
        "speaker": speaker,
        "cue": {"spans": found["cue"]},
        "claim": {"spans": found["content"]},
        "targets": [{"name": name, "role": "about"} for name in found["targets"]],
    }
