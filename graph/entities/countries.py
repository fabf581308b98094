"""Countries by all their names, and what stands for them: capitals, seats of government, "the Ukrainian side".

Countries, capitals and the words for their people come from the package countryinfo; `metonyms.toml` has what it lacks.
All names are normalised.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from countryinfo import CountryInfo

from onrecord.graph.spelling import normalise

_WORDS: Final = tomllib.loads(files(__package__).joinpath("metonyms.toml").read_text("utf-8"))
SHORTEST: Final = 4
"""Letters of a spelling; shorter ones are codes, and codes are words ("it", "in")."""
LEAST_PEOPLE: Final = 1_000_000
"""Inhabitants of a country whose capital stands for it: that of smaller ones is better known as a surname."""


@cache
def names() -> dict[str, str]:
    """The names of countries, with the one name of each."""
    found = {normalise(name): normalise(country) for name, country in _WORDS["names"].items()}
    for name, country in CountryInfo.all().items():
        for spelling in (name, *(country.get("altSpellings") or ())):
            if len(spelling) >= SHORTEST:
                found.setdefault(normalise(spelling), normalise(name))
    return found


@cache
def stand_ins() -> dict[str, str]:
    """What stands for a country, with the one name of that."""
    found = {normalise(name): normalise(country) for name, country in _WORDS["seats"].items()}
    for name, country in CountryInfo.all().items():
        if (country.get("population") or 0) >= LEAST_PEOPLE:
            for capital in _listed(country.get("capital")):
                found.setdefault(normalise(capital), normalise(name))
        for government in _governments(name, country):
            found.setdefault(normalise(government), normalise(name))
    return {name: country for name, country in found.items() if name not in names()}


@cache
def spellings() -> dict[str, tuple[list[str], list[str]]]:
    """Of each country the names, the one name first, and what stands for it."""
    found: dict[str, tuple[list[str], list[str]]] = {country: ([country], []) for country in names().values()}
    for kind, listed in enumerate((names(), stand_ins())):
        for name, country in listed.items():
            if name != country:
                found[country][kind].append(name)
    return found


def country_of(name: str) -> str | None:
    """The country that a name is, or stands for."""
    return names().get(name) or stand_ins().get(name)


def is_place(name: str) -> bool:
    """Whether a name is that of a country, a capital or a seat of government."""
    return country_of(name) is not None


def _governments(name: str, country: Mapping[str, Any]) -> Iterator[str]:
    own = [name, *(other for other, of in _WORDS["names"].items() if of == name)]
    people = [word for listed in _listed(country.get("demonym")) for word in listed.replace("/", ",").split(",")]
    for noun in _WORDS["governments"]["nouns"]:
        yield from (f"{word.strip()} {noun}" for word in people if word.strip())
        for known in own:
            yield from (f"{known} {noun}", f"{known}'s {noun}", f"{noun} of {known}", f"{noun} of the {known}")


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []
