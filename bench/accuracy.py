"""Accuracy on annotated articles, by the scorers that every system is measured with.

    uv run python bench/accuracy.py             PolNeAR dev
    uv run python bench/accuracy.py --floor     the same, and exit 1 if a figure is under the floor
    uv run python bench/accuracy.py --gold bench/kinds

Needs ../shared (scorers and corpus).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from onrecord.extract import Document, Extractor, Triple

SHARED = Path(__file__).resolve().parents[2] / "shared"
DEV = SHARED / "corpora" / "polnear" / "dev"
FLOOR = {"end to end": 70.0, "direct": 85.0, "who said what": 55.0, "triple": 30.0}


def prediction(triple: Triple) -> dict[str, Any]:
    """A triple in the form that the scorers read."""
    return {
        "source": triple.speaker.spans if triple.speaker else [],
        "cue": triple.cue.spans if triple.cue else [],
        "content": triple.claim.spans,
        "speaker": triple.speaker.name if triple.speaker else None,
        "targets": [target.name for target in triple.targets if target.role == "about"],
    }


def predict(folder: Path, output: Path, model: Path | None) -> None:
    paths = sorted((folder / "text").glob("*.txt"))
    documents = [Document(path.read_text(encoding="utf-8"), id=path.stem) for path in paths]
    with output.open("w", encoding="utf-8") as file:
        for document, triples in Extractor(model=model).stream(documents):
            line = {"doc": document.id, "attributions": [prediction(triple) for triple in triples]}
            file.write(json.dumps(line) + "\n")


def score(script: str, *arguments: Path) -> dict[str, list[float]]:
    command = [sys.executable, str(SHARED / "eval" / script), *map(str, arguments), "--json"]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, list[float]] = json.loads(done.stdout)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=DEV, help="folder with text/ and attributions/")
    parser.add_argument("--model", type=Path, help="folder of other weights")
    parser.add_argument("--output", type=Path, help="keep the predictions here")
    parser.add_argument("--floor", action="store_true", help="exit 1 where a figure is under its floor")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        output = arguments.output or Path(folder) / "predictions.jsonl"
        predict(arguments.gold, output, arguments.model)
        result = score("score.py", arguments.gold, output)
        names = arguments.gold / "names.jsonl"
        if names.exists():
            result |= score("score_names.py", arguments.gold, names, output)
    for key, values in result.items():
        print(f"{key:36s}", *values)
    if not arguments.floor:
        return 0
    reached = {
        "end to end": result["end2end P/R/F1"][2],
        "direct": result["end2end direct P/R/F1 (gold n)"][2],
        "who said what": result["who said what P/R/F1"][2],
        "triple": result["triple P/R/F1"][2],
    }
    below = [f"{name}: {reached[name]} is under {least}" for name, least in FLOOR.items() if reached[name] < least]
    print("\n".join(below) or "no figure is under its floor")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
