"""Two thousand damaged stores, logs and search folders: the answer is the same, or it is said that something is wrong.

    uv run python bench/reliability/damage.py --times 2000

A store with some of its documents in the file, some in the log, and a search folder is copied, and one of these three
is damaged: a bit or byte changed, a page zeroed, overwritten or moved, the end cut off or something behind it, the file
gone or emptied. Then a reader, or before it a writer, opens it and is asked for everything. The engine has no checksums
of the pages of its file: what it does not notice there is `checked`, if `onrecord check` says it, or `silent`.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))

from support.damage import NAME, Outcome, Part, answers, make, try_out

from onrecord import graph

TOLD_EVERY = 50
IN_MEMORY = Path("/dev/shm")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=2_000)
    parser.add_argument("--part", choices=get_args(Part), help="damage only this")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    dice = random.Random(arguments.seed)
    parts: list[Part] = [arguments.part] if arguments.part else ["log", "log", "search", "search", "file"]
    counts: Counter[tuple[Part, Outcome]] = Counter()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as temporary:
        folder = Path(temporary)
        make(folder)
        whole = folder / "killed"
        with graph.open(str(folder / NAME), read_only=True) as store:
            expected = answers(store)
        for number in range(1, arguments.times + 1):
            part = parts[number % len(parts)]
            tried = try_out(whole, part, dice, expected)
            counts[part, tried.outcome] += 1
            if tried.outcome not in ("same", "said", "checked"):
                print(f"{tried.outcome}: {tried.what}: {tried.answer}", flush=True)
            if number % TOLD_EVERY == 0 or number == arguments.times:
                print(f"{number} in {time.perf_counter() - began:,.0f} s: {told(counts)}", flush=True)
    return any(outcome not in ("same", "said", "checked") for _, outcome in counts)


def told(counts: Counter[tuple[Part, Outcome]]) -> str:
    return "; ".join(
        f"{part} {', '.join(f'{counts[part, outcome]} {outcome}' for outcome in get_args(Outcome))}"
        for part in get_args(Part)
    )


if __name__ == "__main__":
    sys.exit(main())
