"""What words mean: titles, first names, nouns for people, bodies and works; countries; how names are spelled.

It needs neither spaCy nor a graph: extraction and graph take all they know of names from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.extract.lexicon import countries
from onrecord.extract.lexicon.spelling import fold, normalise, plain, pronouns

__all__ = [
    "Title",
    "anyone",
    "countries",
    "first_names",
    "fold",
    "generations",
    "is_person",
    "lines",
    "normalise",
    "one_of",
    "peoples",
    "persons",
    "plain",
    "pronouns",
    "role_classes",
    "singular",
    "title_roles",
    "titles",
    "words",
]
DATA = files("onrecord.extract.lexicon")

# Words for people that are coined every day, by how they end: "shipowner", "beekeeper", "glaciologist", "trawlerman".
COINED = re.compile(
    r"\w{3,}-?(?:driver|farmer|fighter|fisher|hunter|keeper|master|officer|owner|player|rider|runner|singer|smith"
    r"|trainer|walker|watcher|woman|worker|wright|writer)"
    r"|\w{3,}(?:ographer|ologist|ometrist|therapist|iatrist)|\w{4,}(?:boat|er|s)man"
)


class Title(NamedTuple):
    """A word before a person's name: the role that it tells of, the gender (m, f or empty), and whether it is lasting.

    A lasting title is part of the name of who has one word for a name: "Pope", "Queen".
    """

    role: str
    gender: str
    lasting: bool


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def singular(noun: str) -> str:
    """The singular of a regular plural in lower case; other words as they are."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    if noun.endswith("men"):
        return noun[:-3] + "man"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def lines(name: str) -> Iterator[str]:
    """The lines of the list in NAME.txt."""
    return _lines(f"{name}.txt")


@cache
def words(name: str) -> frozenset[str]:
    """The words of the list in NAME.txt."""
    return frozenset(_lines(f"{name}.txt"))


def one_of(name: str) -> str:
    """A regular expression for any one of the words of the list in NAME.txt."""
    return "|".join(map(re.escape, sorted(words(name))))


@cache
def persons() -> frozenset[str]:
    """Nouns for a person, singular: the common ones, and trades."""
    return words("people") | words("trades")


def is_person(noun: str) -> bool:
    """Whether a noun in lower case, singular, is for a person, be it made of two that are not in a list together.

    >>> is_person("neurologist"), is_person("reindeer-keeper"), is_person("sandstone")
    (True, True, False)
    """
    return noun in persons() or COINED.fullmatch(noun) is not None


@cache
def titles() -> dict[str, Title]:
    rows = (line.split("\t") for line in _lines("titles.tsv"))
    return {word: Title(role, gender, bool(lasting)) for word, role, gender, *lasting in rows}


@cache
def title_roles() -> frozenset[str]:
    return frozenset(title.role for title in titles().values() if title.role)


@cache
def first_names() -> dict[str, str]:
    """First names and their gender: m, f, or - for both."""
    return dict(line.split("\t") for line in _lines("first_names.tsv"))


@cache
def role_classes() -> dict[str, frozenset[int]]:
    """Nouns for one and the same kind of role ("nominee", "candidate") share a number."""
    classes: dict[str, frozenset[int]] = {}
    for number, line in enumerate(_lines("roles.txt")):
        for noun in line.split():
            classes[noun] = classes.get(noun, frozenset()) | {number}
    return classes


@cache
def peoples() -> frozenset[str]:
    """Folded words for those who belong to a country, a faith or a party, in the singular."""
    return words("peoples") | frozenset(countries.people())


@cache
def generations() -> dict[str, str]:
    """What after a name tells a son from his father, with the one form of it: "junior" is "jr"."""
    return dict(line.split("\t") for line in _lines("generations.tsv"))


@cache
def anyone() -> dict[str, str]:
    """Nouns that may stand for any person ("the man"), with their gender."""
    return dict(line.split("\t") for line in _lines("anyone.tsv"))


@cache
def gendered() -> dict[str, str]:
    """Nouns for a woman or a man, with their gender: f or m."""
    return dict(line.split("\t") for line in _lines("gendered.tsv"))


def gender_of_noun(noun: str) -> str:
    """The gender that a noun for a person tells, m or f; empty where it tells none."""
    if noun in gendered():
        return gendered()[noun]
    if noun.endswith("woman"):
        return "f"
    return "m" if noun.endswith("man") and not noun.endswith("human") else ""
