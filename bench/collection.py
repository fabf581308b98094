"""A made-up collection of any size and realistic shape: articles with the triples found in them, without extraction.

Names follow Zipf's law, as words do: few are quoted and spoken of all the time, most once or twice. An article has 20
claims by six or so speakers, each with up to three targets; in a tenth of the claims a speaker is reported to have said
again, word for word or shortened, what was in a recent article. People of the same rank have the same name in a
collection of any size. Articles are made one after the other, so that memory stays flat; always the same for one size.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date as Date
from datetime import timedelta
from functools import cache
from itertools import accumulate, product
from pathlib import Path

from onrecord.extract import Claim, Cue, Document, Speaker, Target, Triple
from onrecord.extract.triple import EntityType, Kind, Span, claim_id

EXTRACT = Path(__file__).resolve().parents[1] / "extract"
FIRST_NAMES = EXTRACT / "lexicon" / "first_names.tsv"
WORDS = EXTRACT / "attribution" / "weights" / "vocabulary.txt"  # the most frequent first

CLAIMS_AN_ARTICLE = 20
SPEAKERS_AN_ARTICLE = 6
CLAIMS_AN_ENTITY = 8  # of all that could be named
REPEATED = 0.1
RECENT = 2_000
FIRST_DAY = Date(2015, 1, 1)
DAYS = 4_000
PUBLISHERS = 200
CUES = ("said", "told reporters", "argued", "denied", "warned", "claimed", "promised", "accused", "insisted", "added")
TYPES: Sequence[EntityType] = ("person", "person", "person", "organization", "place")
KINDS: Sequence[Kind] = ("direct", "indirect", "indirect", "mixed")


def collection(claims: int, seed: int = 1) -> Iterator[tuple[Document, list[Triple]]]:
    """Articles with so many claims in all."""
    return _Newsroom(claims, random.Random(seed)).articles()


class _Zipf:
    """Ranks from 0, each as likely as its place allows."""

    def __init__(self, number: int, flat: float = 3.0) -> None:
        self._sums = list(accumulate(1 / (rank + flat) for rank in range(number)))

    def draw(self, dice: random.Random) -> int:
        return bisect(self._sums, dice.random() * self._sums[-1])


class _Newsroom:
    def __init__(self, claims: int, dice: random.Random) -> None:
        self._claims = claims
        self._dice = dice
        self._entities = _Zipf(max(50, claims // CLAIMS_AN_ENTITY))
        self._vocabulary = _Zipf(len(_words()))
        self._publishers = _Zipf(PUBLISHERS)
        self._recent: deque[tuple[int, list[str]]] = deque(maxlen=RECENT)

    def articles(self) -> Iterator[tuple[Document, list[Triple]]]:
        for first in range(0, self._claims, CLAIMS_AN_ARTICLE):
            yield self._article(first // CLAIMS_AN_ARTICLE, min(CLAIMS_AN_ARTICLE, self._claims - first))

    def _article(self, number: int, claims: int) -> tuple[Document, list[Triple]]:
        speakers = [self._entities.draw(self._dice) for _ in range(SPEAKERS_AN_ARTICLE)]
        said = [self._claim(self._dice.choice(speakers)) for _ in range(claims)]
        page = _Page()
        parts = [self._sentence(page, *claim) for claim in said]
        document = Document(
            page.text(),
            f"https://news.example/{number:07}",
            title=" ".join(said[0][1][:7]).capitalize(),
            url=f"https://news.example/{number:07}",
            publisher=f"The {_words()[self._publishers.draw(self._dice) + 2_000].capitalize()} Post",
            date=FIRST_DAY + timedelta(days=self._dice.randrange(DAYS)) if self._dice.random() > 0.02 else None,
        )
        return document, [
            Triple(
                document,
                speaker,
                cue,
                Claim(claim_id(document.id, speaker.text, spans), text, kind, spans),
                targets,
                round(self._dice.uniform(0.4, 1), 2),
            )
            for speaker, cue, text, kind, spans, targets in parts
        ]

    def _claim(self, speaker: int) -> tuple[int, list[str]]:
        if self._recent and self._dice.random() < REPEATED:
            speaker, words = self._dice.choice(self._recent)
            return speaker, words[: self._dice.choice([8, len(words)])]
        words = [_words()[self._vocabulary.draw(self._dice)] for _ in range(self._dice.randint(8, 24))]
        self._recent.append((speaker, words))
        return speaker, words

    def _sentence(
        self, page: _Page, rank: int, words: list[str]
    ) -> tuple[Speaker, Cue, str, Kind, tuple[Span, ...], tuple[Target, ...]]:
        """“Words about Target,” Speaker said."""
        kind = self._dice.choice(KINDS)
        begin = page.add("“" if kind == "direct" else "That ")
        page.add(" ".join(words))
        targets = []
        for _ in range(self._dice.choice([0, 1, 1, 2, 3])):
            page.add(" of ")
            who = self._entities.draw(self._dice)
            name, mention = self._mention(who)
            start = page.add(mention)
            role = "about" if self._dice.random() < 0.7 else "mention"
            targets.append(Target(name, _type(who), role, mention, ((start, page.length),)))  # type: ignore[arg-type]
        page.add(",” " if kind == "direct" else ", ")
        span = (begin, page.length - 1)
        text = page.since(begin).strip()
        name, mention = self._mention(rank)
        start = page.add(mention)
        speaker = Speaker(name, _type(rank), True, mention, ((start, page.length),))
        page.add(" ")
        verb = self._dice.choice(CUES)
        start = page.add(verb)
        cue = Cue(verb, ((start, page.length),))
        page.add(". ")
        return speaker, cue, text, kind, (span,), tuple(targets)

    def _mention(self, rank: int) -> tuple[str, str]:
        """A name, and the words for it here: now and then a person's last name only."""
        name = name_of(rank)
        last = name.rpartition(" ")[2] if _type(rank) == "person" and self._dice.random() < 0.3 else name
        return name, last


class _Page:
    """A text in the making."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.length = 0

    def add(self, text: str) -> int:
        """Add to its end. Returns where that begins."""
        start = self.length
        self._parts.append(text)
        self.length += len(text)
        return start

    def since(self, start: int) -> str:
        return self.text()[start:]

    def text(self) -> str:
        text = "".join(self._parts)
        self._parts = [text]
        return text


@cache
def name_of(rank: int) -> str:
    """The name of the entity that is named so often as its rank, from 0, says."""
    dice = random.Random(rank)
    last = _last_names()[int(len(_last_names()) * dice.random() ** 2)].capitalize()
    match _type(rank):
        case "person":
            return f"{dice.choice(_first_names()).capitalize()} {last}"
        case "organization":
            return f"{last} {_words()[500 + dice.randrange(3_000)].capitalize()} Company"
        case _:
            return f"{dice.choice(['Port', 'New', 'Upper', 'Saint'])} {last}"


def _type(rank: int) -> EntityType:
    return TYPES[rank % len(TYPES)]


@cache
def _words() -> list[str]:
    return [word for word in WORDS.read_text("utf-8").split() if len(word) > 1 and word.isascii() and word.isalpha()]


@cache
def _first_names() -> list[str]:
    lines = FIRST_NAMES.read_text("utf-8").splitlines()
    return [line.partition("\t")[0] for line in lines if not line.startswith("#")]


@cache
def _last_names() -> list[str]:
    starts = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
    return ["".join(parts) for parts in product(starts, starts, ["n", "rt", "lli", "sky"])]
