"""Concepts proposed from the words of claims: phrases that several people use, the most telling first.

The measure is the C-value (Frantzi, Ananiadou and Mima, 2000), with the statements that have a phrase as its frequency:
long phrases count more, and what stands only inside a longer phrase counts less. It is multiplied by the square of the
statements a document that has the phrase: an issue comes up again and again where it is one, as “first” does not.
Names are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import log2
from typing import Final

from onrecord.graph.lookups.answers import Statement
from onrecord.graph.lookups.claims import claims
from onrecord.graph.spelling import normalise
from onrecord.graph.stores.store import Store

LONGEST: Final = 3
FEWEST_SPEAKERS: Final = 2
_PUNCTUATION: Final = re.compile(r"[^\w\s'’.-]|\.(?=\s|$)|\s-+\s|\n")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concept that could be one: its phrase, how many statements by how many speakers have it, and one of them."""

    concept: str
    phrases: str
    claims: int
    speakers: int
    example: str


@dataclass(slots=True)
class _Use:
    claims: int = 0
    speakers: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    example: str = ""

    @property
    def burstiness(self) -> float:
        """How many statements have it in a document that has it at all."""
        return self.claims / len(self.documents)


def suggestions(store: Store, number: int) -> list[Suggestion]:
    """The `number` phrases that are most likely concepts."""
    uses: defaultdict[tuple[str, ...], _Use] = defaultdict(_Use)
    for statement in claims(store):
        if statement.repeats is None and statement.speaker is not None:
            for phrase in set(_phrases(statement)):
                use = uses[phrase]
                use.claims += 1
                use.speakers.add(statement.speaker)
                use.documents.add(statement.document)
                if not use.example or len(statement.claim) < len(use.example):
                    use.example = statement.claim
    shared = {phrase: use for phrase, use in uses.items() if len(use.speakers) >= FEWEST_SPEAKERS}
    longer: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for phrase, use in shared.items():
        for part in _parts(phrase):
            if part != phrase:
                longer[part].append(use.claims)
    worth = {phrase: _c_value(phrase, use.claims, longer[phrase]) * use.burstiness**2 for phrase, use in shared.items()}
    best = sorted((phrase for phrase in worth if worth[phrase] > 0), key=lambda phrase: (-worth[phrase], phrase))
    return [
        Suggestion(words, words, use.claims, len(use.speakers), " ".join(use.example.split()))
        for words, use in ((" ".join(phrase), shared[phrase]) for phrase in best[:number])
    ]


def _c_value(phrase: tuple[str, ...], claims: int, longer: list[int]) -> float:
    nested = sum(longer) / len(longer) if longer else 0.0
    return log2(len(phrase) + 1) * (claims - nested)


def _phrases(statement: Statement) -> Iterator[tuple[str, ...]]:
    """The phrases of a claim: words in a row without words of no topic, and without those of names."""
    names = {
        word
        for name in (statement.speaker or "", *statement.about, *statement.mentions)
        for word in normalise(name).split()
    }
    for clause in _PUNCTUATION.split(statement.claim):
        run: list[str] = []
        for word in (*normalise(clause).split(), ""):
            if word not in names and _may_have_topic(word):
                run.append(word)
            else:
                yield from _parts(tuple(run))
                run = []


def _may_have_topic(word: str) -> bool:
    return len(word) > 2 and word.isalnum() and not word.isdigit() and word not in _function_words()


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for length in range(1, LONGEST + 1):
        for start in range(len(words) - length + 1):
            yield words[start : start + length]


@cache
def _function_words() -> frozenset[str]:
    lines = files(__package__).joinpath("function_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
