"""Texts of any kind: characters at random, words and marks of news at random, and sentences with something odd in them.

A generator of texts that needs nothing but `random`, so that so many can be made and made again by their seed.
"""

from __future__ import annotations

import json
import random
import sys
from functools import cache
from typing import Final

from onrecord.extract import Triple
from onrecord.extract.triple import covered
from support.places import EXAMPLES
from support.triple_parts import parts

MARKS: Final = list("“”‘’\"'«»„‚`,.:;!?-–—― \n\t\r\u00a0\u2028")
WORDS: Final = [
    "said",
    "Ana Ruiz",
    "he",
    "according to",
    "accused",
    "RUIZ:",
    "that",
    "the mayor",
    "Kyiv",
    "’s",
    "İ",
    "ß",
    "e\u0301",
    "Mary O‘Brien",
    "Mary O&#8217;Brien",
    "Lee&nbsp;Park",
    "<b>Jo</b> Hill",
    "Smith &amp; Sons",
    "Port\nHoldings",
    "Ana\u00a0Ruiz",
    "Ben\u200bHall",
    "Jose\u0301 Garci\u0301a",
    "told",
    "<!--",
    "\ud800",
    "\u2060",
    "   ",
]
LONGEST_SENTENCE: Final = 400  # characters


def odd_text(dice: random.Random) -> str:
    """A short text."""
    match dice.randrange(5):
        case 0:
            return "".join(chr(_code(dice)) for _ in range(dice.randrange(200)))
        case 1:
            return "".join(dice.choice(dice.choice([MARKS, WORDS])) for _ in range(dice.randrange(60)))
        case 2:
            return " ".join(dice.choice(WORDS) for _ in range(dice.randrange(40)))
        case _:
            return _changed(" ".join(dice.choice(_sentences()) for _ in range(dice.randrange(1, 4))), dice)


def wrong_in(text: str, triples: list[Triple]) -> str | None:
    """What is not right of triples: spans that lie outside or cover other words, a triple that JSON changes."""
    for triple in triples:
        if not triple.claim.spans:
            return "a claim that stands nowhere"
        for part in parts(triple):
            if part.text != covered(text, part.spans):
                return f"{type(part).__name__} {part.text!r} covers {covered(text, part.spans)!r}"
            if not all(0 <= start < stop <= len(text) for start, stop in part.spans):
                return f"{type(part).__name__} has spans {part.spans} in {len(text)} characters"
            if any(stop > start for (_, stop), (start, _) in zip(part.spans, part.spans[1:], strict=False)):
                return f"{type(part).__name__} has spans {part.spans}, which are not in order"
        again = Triple.from_dict(json.loads(json.dumps(triple.to_dict())), triple.document)
        if again != triple:
            return f"in JSON {triple} becomes {again}"
    return None


def _code(dice: random.Random) -> int:
    return dice.randrange(dice.choice([0x80, 0x250, 0x2100, 0x10000, sys.maxunicode + 1]))


def _changed(text: str, dice: random.Random) -> str:
    for _ in range(dice.choice([0, 1, 2, 5, 20])):
        at = dice.randrange(len(text) + 1)
        until = min(len(text), at + dice.choice([1, 1, 2, 10]))
        match dice.randrange(4):
            case 0:
                text = text[:at] + text[until:]
            case 1:
                text = text[:at] + dice.choice(dice.choice([MARKS, WORDS])) + text[at:]
            case 2:
                text = text[:at] + chr(_code(dice)) + text[until:]
            case _:
                text = text[:at] + text[at:until] * dice.choice([2, 3, 10]) + text[until:]
    return text


@cache
def _sentences() -> list[str]:
    """The sentences of the examples."""
    lines = [line for path in sorted(EXAMPLES.rglob("*.txt")) for line in path.read_text("utf-8").split("\n")]
    return [line[:LONGEST_SENTENCE] for line in lines if len(line) > 20]
