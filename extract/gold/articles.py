"""Annotated articles, and what is counted of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.nesting import within
from onrecord.extract.errors import InputError
from onrecord.extract.triple import Span

Part = TypeVar("Part")

HELD_OUT = 10
"""One article of so many is held out as dev where no dev is given."""


@dataclass(frozen=True, slots=True)
class Names:
    """Who says one claim and whom it speaks of, by the most complete names in the article.

    `speaker` is None for hearsay; `type` is an entity's type, "unnamed" or "none". `about` are those of whom the claim
    says something, `mentions` those that it merely names, `addressees` those whom it is said to.
    """

    speaker: str | None
    type: str
    about: tuple[str, ...]
    mentions: tuple[str, ...]
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """Words that mean an entity, at one place.

    `name` is the most complete name that the article has for the entity, or its noun phrase where it is not `named`.
    `role` is what the entity is in an attribution: "speaker", "about", "mention" or "addressee".
    """

    name: str
    type: str
    named: bool
    spans: tuple[Span, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Details:
    """What is annotated of one attribution beside its spans: who is meant in it, and whether it is a thought.

    `thought` is None where that is not annotated.
    """

    meant: tuple[Meant, ...]
    thought: bool | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and, for each annotator, the attributions found in it, for some also the names of each.

    `details` are, for each annotator that has them, one for each attribution. Where `whole` holds, attributions inside
    others and those without a cue are annotated as well. `named` is where names stand, with the numbers of their types,
    None where that is not known.
    """

    name: str
    text: str
    annotators: dict[str, list[Attribution]]
    names: dict[str, list[Names]] = field(default_factory=dict)
    details: dict[str, list[Details]] = field(default_factory=dict)
    whole: bool = False
    named: list[tuple[Span, int]] | None = None


def outermost(one: Annotated) -> Annotated:
    """An article without the attributions that stand inside others."""

    def kept(annotator: str) -> list[int]:
        return [number for number, outer in enumerate(within(one.annotators[annotator])) if outer is None]

    def of(parts: dict[str, list[Part]]) -> dict[str, list[Part]]:
        return {annotator: [found[number] for number in kept(annotator)] for annotator, found in parts.items()}

    return replace(one, annotators=of(one.annotators), names=of(one.names), details=of(one.details))


def hold_out(corpus: Sequence[Annotated]) -> tuple[list[Annotated], list[Annotated]]:
    """What to learn from and what to choose by: every tenth article, in the order of their texts' fingerprints."""
    shuffled = sorted(corpus, key=lambda one: hashlib.sha256(one.text.encode("utf-8", "surrogatepass")).digest())
    held = {id(one) for one in shuffled[::HELD_OUT]}
    return [one for one in corpus if id(one) not in held], [one for one in corpus if id(one) in held]


def count(corpus: Iterable[Annotated]) -> tuple[int, int]:
    """How many articles there are, and how many attributions by all annotators."""
    found = [sum(map(len, one.annotators.values())) for one in corpus]
    return len(found), sum(found)


def fingerprint(corpus: Iterable[Annotated]) -> str:
    """The same for the same texts with the same attributions, in whatever files they are."""
    digest = hashlib.sha256()
    for one in corpus:
        spans = [[(a.source, a.cue, a.content) for a in found] for found in one.annotators.values()]
        digest.update(f"{len(one.text)} {one.text} {spans}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _text(path: Path) -> str:
    """A file as it is, line ends included, since offsets count them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}, line {line}: it is not UTF-8") from None
