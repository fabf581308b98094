"""What articles tell of a name: how often, when, as what, and in which spellings.

It adds up: that of a collection is the sum of that of its articles, in any order, and what an article brought can be
taken out again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from functools import lru_cache
from typing import Final, NamedTuple

from onrecord.graph.entities.person_names import name_key, parts
from onrecord.graph.spelling import acronyms, aliases_of, normalise

UNDATED: Final = ""
OF_DOCUMENT: Final = "#"
"""Between a name and the id of a document, in the key of a name that people set apart in that document."""

Splits = frozenset[tuple[str, str]]
"""Names, as their keys, with the ids of documents in which people set them apart."""


@dataclass(slots=True)
class NameEvidence:
    """Of one name (its key, see `person_names.name_key`).

    Attributes:
        months: number of articles by month of publication ("2024-05", UNDATED).
        types: number of mentions by type of entity.
        spellings: number of mentions by what they call it: the name as it is written, and other names of it.
        beside: number of articles in which other names of a father, a son or a namesake are somebody else.
        expansions: of an acronym: number of articles by the name that they spell it out as.
    """

    months: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)
    expansions: Counter[str] = field(default_factory=Counter)

    @property
    def articles(self) -> int:
        """In how many articles it is a name of its own."""
        return self.months.total()

    def counters(self) -> tuple[Counter[str], ...]:
        return self.months, self.types, self.spellings, self.beside, self.expansions

    def add(self, other: NameEvidence, sign: int = 1) -> None:
        """Add other evidence, or take it out with a sign of -1."""
        for mine, others in zip(self.counters(), other.counters(), strict=True):
            for what, number in others.items():
                mine[what] += sign * number
                if not mine[what]:
                    del mine[what]

    def forget_what_never_was(self) -> None:
        """Leave out what more was taken out of than was in: edges that a user's own Cypher made are not in it."""
        for counter in self.counters():
            for what in [what for what, number in counter.items() if number < 0]:
                del counter[what]

    def is_empty(self) -> bool:
        return not any(self.counters())

    def plain(self) -> list[dict[str, int]]:
        """As JSON holds it, in one order whatever came first."""
        return [dict(sorted(counter.items())) for counter in self.counters()]


class Mention(NamedTuple):
    """One mention of something named, in a document: its name there, its type, and the words for it at this place."""

    name: str
    type: str
    text: str


def month(date: Date | None) -> str:
    """The month of a day, as in "2024-05"."""
    return UNDATED if date is None else f"{date.year:04}-{date.month:02}"


def unit_key(name: str, type: str, document: str, splits: Splits = frozenset()) -> str:
    """The key of a name in a document: the same everywhere, but where people set it apart there."""
    key = name_key(name, type)
    return f"{key}{OF_DOCUMENT}{document}" if (key, document) in splits else key


def of_article(
    document: str, date: Date | None, mentions: Iterable[Mention], splits: Splits = frozenset()
) -> dict[str, NameEvidence]:
    """What one article tells, by the keys of names."""
    found: dict[str, NameEvidence] = {}
    add_article(found, document, date, mentions, splits)
    return found


def add_article(
    names: dict[str, NameEvidence],
    document: str,
    date: Date | None,
    mentions: Iterable[Mention],
    splits: Splits = frozenset(),
) -> None:
    """Add what one article tells to what others have told of names, by their keys."""
    here: dict[str, NameEvidence] = {}
    shortened: set[tuple[str, str]] = set()
    for name, type, text in mentions:
        key = unit_key(name, type, document, splits)
        evidence = here.get(key)
        if evidence is None:
            evidence = here[key] = names.get(key) or names.setdefault(key, NameEvidence())
        evidence.types[type] += 1
        for alias, short in spelled(name, text):
            evidence.spellings[alias] += 1
            if short is not None and short != key:
                shortened.add((short, key))
    for key, others in namesakes(here):
        here[key].beside.update(others)
    when = month(date)
    for evidence in here.values():
        evidence.months[when] += 1
    for short, key in shortened:
        names.setdefault(short, NameEvidence()).expansions[key] += 1


@lru_cache(maxsize=2**16)
def spelled(name: str, mention: str) -> list[tuple[str, str | None]]:
    """Give the names that a mention gives, each with itself normalised where that are the initials of the name."""
    initials = acronyms(name)
    spelled = ((alias, normalise(alias)) for alias in aliases_of(name, mention))
    return [(alias, short if short in initials else None) for alias, short in spelled]


def namesakes(names: Iterable[str]) -> Iterable[tuple[str, list[str]]]:
    """Give each name with those of the same first and last name but of another generation: a father's, a son's."""
    alike: dict[tuple[str, str], list[str]] = {}
    for name in names:
        if parts(name).first:
            alike.setdefault((parts(name).first, parts(name).last), []).append(name)
    for group in alike.values():
        for name in group if len(group) > 1 else ():
            yield name, [other for other in group if parts(other).generation != parts(name).generation]


def block_of(key: str) -> str:
    """The block of names that could be one: those with the same last word, however it is spelled."""
    name, _, _ = key.partition(OF_DOCUMENT)
    return parts(name).last[:200]


Block = dict[str, NameEvidence]


def read_block(text: str) -> Block:
    """What a block is written as, read again."""
    return {key: NameEvidence(*map(Counter, counters)) for key, counters in json.loads(text).items()}


def write_block(block: Mapping[str, NameEvidence]) -> str:
    """A block of names with their evidence as text, the same for the same evidence."""
    plain = {key: block[key].plain() for key in sorted(block)}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
