"""Countries and territories: their names, their people, their capitals, and what stands for their governments.

Names, capitals, demonyms and populations come from the package countryinfo; `countries.toml` has what it lacks. A
country is known by its ISO code ("UA"); one without a code by its name. All words are normalised (see `spelling`).
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain

from onrecord.extract.lexicon.spelling import normalise

CLEAR = 10
"""A word of several countries is that of the one with so many times the people of all others; else it is of none."""


@dataclass(slots=True)
class Country:
    """A country by its words as they are written, and its number of people (0 where that is not known)."""

    names: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    capitals: list[str] = field(default_factory=list)
    seats: list[str] = field(default_factory=list)
    population: int = 0


@cache
def _ours() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("countries.toml").read_text("utf-8"))


@cache
def countries() -> dict[str, Country]:
    """All countries and territories by their code, the plainest name of each first."""
    from countryinfo import CountryInfo  # here, as it takes 12 ms that who only looks something up need not spend

    ours = _ours()
    found: defaultdict[str, Country] = defaultdict(Country)
    for name, known in CountryInfo.all().items():
        code = (known.get("ISO") or {}).get("alpha2")
        if not code or name in ours["left_out"]:
            continue
        country = found[code]
        # Spellings of one word are codes ("it", "in"), or the country's own ("Island"), which mean something else here.
        country.names += [known["name"], *(other for other in known.get("altSpellings") or () if " " in other.strip())]
        country.people += re.split("[/,]| and ", known.get("demonym") or "")
        country.capitals += _listed(known.get("capital"))
        country.population = max(country.population, known.get("population") or 0)
    for kind in ("names", "people", "capitals", "seats"):
        for code, words in ours[kind].items():
            getattr(found[code], kind).extend(words)
    for code, people in ours["population"].items():
        found[code].population = int(people)  # type: ignore[call-overload]
    for code in territories():
        found[code].capitals.clear()
    otherwise = set(map(normalise, chain.from_iterable(map(_spelled, ours["better_known_otherwise"]))))
    for country in found.values():
        country.capitals = [city for city in country.capitals if normalise(city) not in otherwise]
    return dict(found)


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def _spelled(words: str) -> Iterator[str]:
    """Words with what may be written for "and" and "Saint"."""
    for saint in {words, words.replace("Saint ", "St. ")}:
        yield from {saint, saint.replace(" and ", " & "), saint.replace(" and the ", " & ")}


def _by_word(kind: str) -> dict[str, str]:
    """The words of a kind with the code of the country that each is a word of."""
    bearers: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for code, country in countries().items():
        for word in map(normalise, chain.from_iterable(map(_spelled, getattr(country, kind)))):
            if word:
                bearers[word][code] = country.population
    chosen = {word: _most_people(known) for word, known in bearers.items()}
    return {word: code for word, code in chosen.items() if code}


def _most_people(bearers: dict[str, int]) -> str:
    """The code of the country with by far the most people; empty where there is none."""
    first = max(bearers, key=lambda code: bearers[code])
    others = sum(bearers.values()) - bearers[first]
    return first if len(bearers) == 1 or bearers[first] >= CLEAR * max(others, 1) else ""


@cache
def names() -> dict[str, str]:
    """The names of countries, each with the country's code.

    >>> names()["usa"], names()["ivory coast"], names()["cote divoire"]
    ('US', 'CI', 'CI')
    """
    return _by_word("names")


@cache
def people() -> dict[str, str]:
    """Adjectives and words for people ("Ukrainian", "Spaniard"), each with the country's code.

    >>> people()["indian"], people()["icelandic"]
    ('IN', 'IS')
    """
    return _by_word("people")


@cache
def capitals() -> dict[str, str]:
    """Capitals that tell of a country, each with its code."""
    return _by_word("capitals")


@cache
def seats() -> dict[str, str]:
    """Places and houses that stand for a government ("the Kremlin"), each with the country's code."""
    return _by_word("seats")


@cache
def words() -> dict[str, str]:
    """Every word or words that tell of a country: its names, its people, its capital."""
    return capitals() | people() | names()


@cache
def governments() -> frozenset[str]:
    """Nouns for bodies that speak for their country: "government", "foreign ministry"."""
    return frozenset(_ours()["governments"])


@cache
def places() -> frozenset[str]:
    """The names of countries and capitals."""
    return frozenset(names()) | frozenset(capitals())


@cache
def american_states() -> frozenset[str]:
    """The states of the United States; some are names of people or of other countries too."""
    from countryinfo import CountryInfo

    return frozenset(map(normalise, CountryInfo("US").provinces()))


@cache
def territories() -> frozenset[str]:
    """The codes of those that belong to another country."""
    return frozenset(_ours()["territories"])


def named(name: str) -> str | None:
    """The code of the country that a name is of.

    >>> named("the U.S."), named("Ukrainian")
    ('US', None)
    """
    return names().get(normalise(name))


@cache
def _longest() -> dict[str, int]:
    """The number of words of the longest words for a country that begin with a word."""
    longest: dict[str, int] = {}
    for phrase in words():
        first, *others = phrase.split()
        longest[first] = max(longest.get(first, 1), 1 + len(others))
    return longest


def beginning(following: Iterable[str]) -> int:
    """How many of these words, the first ones, tell of a country together; 0 if they do not.

    >>> beginning(["United", "States", ",", "Chile"]), beginning(["Guinea", "-", "Bissau"]), beginning(["minister"])
    (2, 3, 0)
    """
    taken: list[str] = []
    most, limit = 0, 1
    for number, word in enumerate(following, 1):
        more = [each for each in normalise(word).split() if each[0].isalnum()]
        taken += more
        if number == 1:
            limit = _longest().get(taken[0], 0) if taken else 0
        if not limit or len(taken) > limit:
            break
        if more and " ".join(taken) in words():
            most = number
    return most


@cache
def names_of(code: str) -> tuple[str, ...]:
    """The names of the country with this code."""
    return tuple(name for name, of in names().items() if of == code)


@cache
def stand_ins(code: str) -> frozenset[str]:
    """What may stand for the country with this code: its capital, and all that its government may be called."""
    own, adjectives = names_of(code), [word for word, of in people().items() if of == code]
    found = {place for table in (capitals(), seats()) for place, of in table.items() if of == code}
    if code not in territories():
        for noun in governments():
            found.update(f"{word} {noun}" for word in adjectives)
            for name in own:
                found.update((f"{name} {noun}", f"{name}s {noun}", f"{noun} of {name}", f"{noun} of the {name}"))
    return frozenset(found) - frozenset(own)


def country_of(name: str) -> str | None:
    """The code of the country that a name is, or stands for.

    >>> country_of("kyiv"), country_of("ukraines government"), country_of("government of the united states")
    ('UA', 'UA', 'US')
    """
    tables = (names(), capitals(), seats())
    return next((table[name] for table in tables if name in table), None) or _governed(name)


def is_place(name: str) -> bool:
    """Whether a name is that of a country, a capital or a seat of government."""
    return country_of(name) is not None


def _governed(name: str) -> str | None:
    """The code of the country whose government a name is of."""
    for noun in governments() if " " in name else ():
        if name.startswith(f"{noun} of "):
            of = name.removeprefix(f"{noun} of ").removeprefix("the ")
            code = names().get(of)
        elif name.endswith(f" {noun}"):
            of = name.removesuffix(f" {noun}")
            code = people().get(of) or names().get(of) or names().get(of.removesuffix("s"))
        else:
            continue
        if code and code not in territories():
            return code
    return None
