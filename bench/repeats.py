"""How well repeated statements are found: precision and recall on pairs of our own, and what it costs.

uv run python bench/repeats.py              the pairs for choosing, and those held out
uv run python bench/repeats.py --errors     also each pair that comes out wrong (never of those held out)
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date as Date
from datetime import timedelta
from itertools import accumulate, product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.articles import document, speaker, triple
from support.repeat_pairs import Pair, Said, pairs

from onrecord import graph
from onrecord.extract import Document, Triple
from onrecord.graph.repeats import links as linking
from onrecord.graph.repeats.comparison import quoted, same_statement, shingles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--cost", type=int, metavar="CLAIMS")
    arguments = parser.parse_args()
    if arguments.cost:
        for times in (1, 10, 100):
            cost(arguments.cost * times)
        return
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


CLAIMS_AN_ARTICLE = 20
WORDS_A_CLAIM = 12
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aiou"]
VOCABULARY = ["".join(syllables) + "n" for syllables in product(SYLLABLES, repeat=3)][::6]
LIKELY = list(accumulate(1 / (rank + 3) for rank in range(len(VOCABULARY))))  # Zipf
FIRST_DAY = Date(2000, 1, 1)


def cost(number: int) -> None:
    """Print what linking takes in a load of so many claims into a new embedded store, of all the time of loading."""
    spent = 0.0

    def timed(function: Any) -> Any:
        def run(*arguments: Any) -> Any:
            nonlocal spent
            began = time.process_time()
            result = function(*arguments)
            spent += time.process_time() - began
            return result

        return run

    plan, write = linking.plan, linking.write
    linking.plan, linking.write = timed(plan), timed(write)
    articles = list(collection(number))
    with tempfile.TemporaryDirectory() as folder, graph.open(f"{folder}/bench.lbug") as store:
        began = time.process_time()
        list(store.load(articles))
        loading = time.process_time() - began
        [[found]] = store.read("MATCH (:Claim)-[r:REPEATS]->(:Claim) RETURN count(r)")
    linking.plan, linking.write = plan, write
    each = spent / number * 1e6
    print(
        f"{number:>9,} claims: {spent:7.1f} s for linking, {each:5.0f} µs a claim, of {loading:.1f} s; {found:,} found"
    )


def collection(number: int) -> Iterator[tuple[Document, list[Triple]]]:
    """Articles with so many claims in all, always the same."""
    dice = random.Random(1)
    people = [f"Speaker {rank}" for rank in range(1, max(20, number // 10))]
    often = list(accumulate(1 / rank for rank in range(1, len(people) + 1)))
    said: dict[str, list[list[str]]] = {}
    for start in range(0, number, CLAIMS_AN_ARTICLE):
        quotations = [
            (who, _words(dice, said.setdefault(who, []))) for who in dice.choices(people, cum_weights=often, k=20)
        ]
        text = " ".join(f"“{' '.join(words)},” {who} said." for who, words in quotations)
        day = FIRST_DAY + timedelta(days=dice.randrange(9_000))
        article = document(text, f"article-{start}", day.isoformat())
        yield article, [triple(article, speaker(who), f"“{' '.join(words)},”") for who, words in quotations]


def _words(dice: random.Random, said: list[list[str]]) -> list[str]:
    """Words of a claim; mostly new ones, which are added to what was said."""
    if said and dice.random() < 0.1:
        again = dice.choice(said)
        return again[: dice.choice([8, WORDS_A_CLAIM])]
    said.append(dice.choices(VOCABULARY, cum_weights=LIKELY, k=WORDS_A_CLAIM))
    return said[-1]


if __name__ == "__main__":
    main()
