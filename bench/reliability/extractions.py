"""Twenty thousand odd texts, each extracted: no error, and every span covers what it says.

    uv run python bench/reliability/extractions.py --texts 20000

Texts of characters at random, of words and marks of news at random, and sentences with something odd in them (see
tests/support/odd_texts.py). Whatever is raised, a span that does not cover its text, a triple that is another one once
it has been JSON, and a text that takes longer than 30 s is a fault: it is printed and kept in `--keep`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from support.faults import at_most
from support.odd_texts import odd_text, wrong_in

from onrecord.extract import Extractor

SECONDS = 30
TOLD_EVERY = 500


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("build/odd-texts"))
    arguments = parser.parse_args()
    arguments.keep.mkdir(parents=True, exist_ok=True)
    dice = random.Random(arguments.seed)
    extractor = Extractor()
    faults: Counter[str] = Counter()
    triples = 0
    began = time.perf_counter()
    for number in range(1, arguments.texts + 1):
        text = odd_text(dice)
        fault = None
        try:
            with at_most(SECONDS):
                found = extractor.triples(text)
            triples += len(found)
            if wrong := wrong_in(text, found):
                fault, name = wrong, wrong.partition(" ")[0]
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            fault, name = str(error), f"{type(error).__name__} {Path(place.filename).name}:{place.lineno}"
        if fault is not None:
            faults[name] += 1
            file = arguments.keep / f"{arguments.seed}-{number}.txt"
            file.write_text(text, "utf-8", "surrogatepass")
            print(f"FAULT {name}: {fault[:300]} ({file})", flush=True)
        if number % TOLD_EVERY == 0 or number == arguments.texts:
            seconds = time.perf_counter() - began
            print(f"{number:,} texts, {triples:,} claims in {seconds:,.0f} s; faults: {dict(faults)}", flush=True)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
