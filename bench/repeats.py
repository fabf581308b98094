"""How well repeated statements are found: precision and recall on pairs of our own, and what it costs.

uv run python bench/repeats.py              the pairs for choosing, and those held out
uv run python bench/repeats.py --errors     also each pair that comes out wrong (never of those held out)
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from repeat_pairs import Pair, Said, pairs

from onrecord.graph.repeats import quoted, same_statement, shingles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    everything = pairs()
    report("choosing", [pair for pair in everything if not pair.held_out])
    report("held out", [pair for pair in everything if pair.held_out])
    if arguments.errors:
        for pair in everything:
            if not pair.held_out and found(pair) != pair.same:
                shares = bool(keys(pair.one) & keys(pair.other))
                print(f"\n{pair.how}, {'missed' if pair.same else 'WRONGLY FOUND'}, {'' if shares else 'no shingle'}")
                print(f"  {pair.one.text}\n  {pair.other.text}")


def found(pair: Pair) -> bool:
    """Whether the two are compared at all, and found to be the same statement."""
    if not keys(pair.one) & keys(pair.other):
        return False
    return same_statement(quoted(pair.one.text, pair.one.kind), quoted(pair.other.text, pair.other.kind))


def keys(said: Said) -> frozenset[int]:
    return shingles(said.speaker, quoted(said.text, said.kind).words)


def report(name: str, some: Sequence[Pair]) -> None:
    """Print precision and recall, and of each kind of pair how many come out right."""
    hits = sum(pair.same and found(pair) for pair in some)
    wrong = sum(not pair.same and found(pair) for pair in some)
    same = sum(pair.same for pair in some)
    print(f"{name}: {len(some)} pairs, {len(some) - same} of them not the same; ", end="")
    print(f"precision {hits / (hits + wrong):.3f}, recall {hits / same:.3f}")
    right: Counter[str] = Counter(pair.how for pair in some if found(pair) == pair.same)
    for how, number in Counter(pair.how for pair in some).items():
        print(f"    {how:22} {right[how]:3} of {number} right")


if __name__ == "__main__":
    main()
