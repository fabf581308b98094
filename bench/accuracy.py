"""Accuracy on annotated articles, as `onrecord evaluate` measures it, and whether it is what it has to be.

    uv run python bench/accuracy.py             PolNeAR dev
    uv run python bench/accuracy.py --floor     the same, and exit 1 if a figure is under the floor
    uv run python bench/accuracy.py --gold bench/kinds
    uv run python bench/accuracy.py --gold bench/wikinews/dev.jsonl

Needs ../shared (corpus). bench/test_evaluate.py compares the figures with those of the scorers there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from onrecord.extract import Document, Extractor
from onrecord.extract.evaluation import Figures, evaluate, found
from onrecord.extract.gold import Annotated, read_gold

SHARED = Path(__file__).resolve().parents[2] / "shared"
DEV = SHARED / "corpora" / "polnear" / "dev"
FLOOR = {
    "end2end P/R/F1": 77.0,
    # 92 before claims without a cue had no source words: PolNeAR counts those that it marks at all as wrong sources
    "end2end direct P/R/F1 (gold n)": 90.0,
    "who said what P/R/F1": 68.0,
    "triple P/R/F1": 55.0,
}
"""The least F1 of each."""


def measure(extractor: Extractor, gold: Sequence[Annotated]) -> Figures:
    """The figures of what the extractor finds in the articles."""
    documents = [Document(one.text, id=one.name) for one in gold]
    return evaluate(gold, {document.id: found(triples) for document, triples in extractor.stream(documents)})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=DEV, help="annotated articles: a folder, or JSON Lines")
    parser.add_argument("--model", type=Path, help="folder of other weights")
    parser.add_argument("--floor", action="store_true", help="exit 1 where a figure is under its floor")
    arguments = parser.parse_args()
    gold = read_gold(arguments.gold)
    # PolNeAR, and what is annotated like it, split no claims off others
    nested = any(one.whole for one in gold)
    figures = measure(Extractor(model=arguments.model, nested=nested), gold)
    for what, row in figures.items():
        print(f"{what:36s}", *row)
    if not arguments.floor:
        return 0
    below = [
        f"{what}: {figures[what][2]} is under {least}" for what, least in FLOOR.items() if figures[what][2] < least
    ]
    print("\n".join(below) or "no figure is under its floor")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
