"""Pairs of claims that are the same statement, and pairs that are not, made of tests/repeats/statements.toml.

What is written there by hand – near copies, brackets, reported speech; changed numbers, names and negations, opposites,
paraphrases – is paired with the quotation. Other marks, cuts at the bars, ellipses, another speaker, and a denial in
front of the quotation are made here by rule.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from support.places import TESTS

STATEMENTS = TESTS / "repeats" / "statements.toml"
SPEAKER, ANOTHER = "person:ida holm", "person:per lund"
LEAST_WORDS = 6  # of a piece that an article would quote alone
DENIALS = ("I do not believe that ", "It is simply untrue that ", "We doubt whether ")


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as an article has it."""

    speaker: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims; `how` they differ, and whether they are the same statement. `held_out`: not looked at in choosing."""

    one: Said
    other: Said
    how: str
    same: bool
    held_out: bool


def pairs() -> list[Pair]:
    """All pairs."""
    written = tomllib.loads(STATEMENTS.read_text("utf-8"))
    made = [pair for number, statement in enumerate(written["statement"]) for pair in _pairs(statement, number)]
    for number, two in enumerate(written["apart"]):
        one, other = map(direct, two["quotes"])
        made.append(Pair(one, other, "words in common", same=False, held_out=number % 2 == 1))
    return made


def _pairs(statement: dict[str, Any], number: int) -> Iterator[Pair]:
    pieces = [piece.strip() for piece in statement["quote"].split("|")]
    whole = direct(" ".join(pieces))
    cuts = list(_cuts(pieces))

    def pair(one: Said, other: Said, how: str, same: bool) -> Pair:
        # Either may come first in a store.
        one, other = (one, other) if len(one.text + how) % 2 else (other, one)
        return Pair(one, other, how, same, held_out=number % 2 == 1)

    for text in _marked(whole.text):
        yield pair(whole, Said(SPEAKER, text, "direct"), "marks", True)
    for cut in cuts:
        yield pair(whole, direct(cut), "cut", True)
    if len(pieces) > 2:
        yield pair(whole, direct(f"{pieces[0]} … {pieces[-1]}"), "ellipsis", True)
    for text in statement["same"]:
        yield pair(whole, direct(text), "bracketed" if "[" in text else "nearly verbatim", True)
    for text in statement["reported"]:
        yield pair(whole, reported(text), "reported", True)
        yield pair(direct(statement["same"][0]), reported(text), "reported", True)
    yield pair(whole, Said(ANOTHER, whole.text, "direct"), "another speaker", False)
    yield pair(whole, direct(DENIALS[number % 3] + whole.text[1:-1]), "denied", False)
    *changed, paraphrase = statement["differs"]
    for text in changed:
        yield pair(whole, direct(text), "changed", False)
    yield pair(whole, direct(paraphrase), "paraphrase", False)
    for text in statement["reported_differs"]:
        yield pair(whole, reported(text), "changed and reported", False)


def direct(text: str) -> Said:
    return Said(SPEAKER, f"“{text.rstrip(',')},”", "direct")


def reported(text: str) -> Said:
    return Said(SPEAKER, text, "mixed" if "“" in text else "indirect")


def _marked(text: str) -> Iterator[str]:
    """The same with other quotation marks, apostrophes, dashes and case."""
    yield '"' + text.strip("“”").replace(", ", " – ", 1) + '"'
    yield "‘" + text.strip("“,”").replace("’", "'").upper() + ".’"


def _cuts(pieces: list[str]) -> Iterator[str]:
    """Without the end; without the beginning, where that is a clause; and either end alone, if it can stand so."""
    yield " ".join(pieces[:-1])
    if pieces[0].endswith(","):
        yield " ".join(pieces[1:])
    if len(pieces) > 2:
        if len(pieces[0].split()) >= LEAST_WORDS:
            yield pieces[0]
        if len(pieces[-1].split()) >= LEAST_WORDS and pieces[-2].endswith(","):
            yield pieces[-1]
