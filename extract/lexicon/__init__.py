"""Word lists: titles, first names, nouns for people, bodies and works, and the words for countries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from countryinfo import CountryInfo

DATA = files("onrecord.extract.lexicon")
SHORTEST_COUNTRY = 4  # letters: shorter spellings are codes, and codes are words ("it", "in", "us")


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


def fold(word: str) -> str:
    """A word as it is compared: lower case, no full stops ("U.N." and "UN" are one)."""
    return word.lower().replace(".", "")


def singular(noun: str) -> str:
    """The singular of a regular plural in lower case; other words as they are."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "ches", "shes", "xes")):
        return noun[:-2]
    if noun.endswith("men"):
        return noun[:-3] + "man"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


@cache
def words(name: str) -> frozenset[str]:
    """The words of a list in data/."""
    return frozenset(_lines(f"{name}.txt"))


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
def country_names() -> dict[str, str]:
    """Every folded spelling of a country, with the one name that stands for it."""
    found = dict(line.split("\t") for line in _lines("countries.tsv"))
    for name, country in CountryInfo.all().items():
        for spelling in (name, *(country.get("altSpellings") or ())):
            if len(spelling) >= SHORTEST_COUNTRY:
                found.setdefault(fold(spelling), name)
    return found


@cache
def capitals() -> dict[str, str]:
    """Folded names of capitals, with their country."""
    found = {}
    for name, country in CountryInfo.all().items():
        capital = country.get("capital") or ""  # a list for some
        for city in [capital] if isinstance(capital, str) else capital:
            found[fold(city)] = name
    return found


@cache
def known_places() -> frozenset[str]:
    """Folded names of countries and capitals."""
    return frozenset(country_names()) | frozenset(capitals())


@cache
def states() -> frozenset[str]:
    """Folded names of states of the U.S.; some are names of people too."""
    return frozenset(map(fold, CountryInfo("United States").provinces()))


@cache
def peoples() -> frozenset[str]:
    """Folded words for those who belong to a country, a faith or a party, in the singular."""
    demonyms = (
        word for country in CountryInfo.all().values() for word in re.split("[/,]", country.get("demonym") or "")
    )
    return words("peoples") | {fold(word.strip()) for word in demonyms if word.strip()}


@cache
def country_words() -> dict[str, str]:
    """Every folded word that tells of a country: its names, its people, its capital."""
    found = capitals() | country_names()
    for name, country in CountryInfo.all().items():
        for word in (country.get("demonym") or "").replace("/", ",").split(","):
            if word.strip():
                found.setdefault(fold(word.strip()), name)
    return found


@cache
def anyone() -> dict[str, str]:
    """Nouns that may stand for any person ("the man"), with their gender."""
    return dict(line.split("\t") for line in _lines("anyone.tsv"))
