"""Annotated articles, and what is counted of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.errors import ExtractionError

HELD_OUT = 10
"""One article of so many is held out as dev where no dev is given."""


class GoldError(ExtractionError):
    """Annotated articles cannot be read; the message names file and line, and says what is wrong there."""


@dataclass(frozen=True, slots=True)
class Names:
    """Who says one claim and whom it speaks of, by the most complete names in the article.

    `speaker` is None for hearsay; `type` is an entity's type, "unnamed" or "none". `about` are those of whom the claim
    says something, `mentions` those that it merely names.
    """

    speaker: str | None
    type: str
    about: tuple[str, ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article and, for each annotator, the attributions found in it, for some also the names of each."""

    name: str
    text: str
    annotators: dict[str, list[Attribution]]
    names: dict[str, list[Names]] = field(default_factory=dict)


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


def json_lines(path: Path) -> Iterator[tuple[str, Any]]:
    """Each object of a file of JSON Lines, with its file and line for messages."""
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            raise GoldError(f"{place}: it is not valid JSON ({error})") from None
        if not isinstance(record, dict):
            raise GoldError(f"{place}: it is not an object {{…}}")
        yield place, record


def _text(path: Path) -> str:
    """A file as it is, line ends included, since offsets count them."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        raise GoldError(f"{path}, line {line}: it is not UTF-8") from None
