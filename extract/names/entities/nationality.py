"""Of which country somebody is: "Japan's Rin Aoki", "Lars Holm of Sweden", and "the Swede", by itself."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache

from onrecord.extract.lexicon import countries, normalise
from onrecord.extract.names.mentions import Name
from onrecord.extract.names.spans import POSSESSIVE
from onrecord.extract.parsing.parse import NOUN_TAGS, Parse

LONGEST = 4  # words of a country's name
PLURALS = ("ese", "ish", "ch", "ss")  # how words end that are for one of a people and for all: "the British"
DETERMINERS = frozenset({"the", "this", "that"})
OPENING = DETERMINERS | {"a", "an", "another"}


def countries_of(parse: Parse, name: Name) -> Iterator[str]:
    """The codes of the countries that a person is of, by the words beside a name: "Kenya's Joe Rono", "(Kenya)"."""
    first = name.start - len(name.titles)
    if first and parse.words[first - 1] in POSSESSIVE:
        yield from _ending(parse, first - 1)
    if first and (code := countries.people().get(normalise(parse.words[first - 1]))):
        yield code  # "the Dane Mads Krag"
    after = parse.lower[name.stop : name.stop + 3]
    if after[:1] in (["of"], ["from"], ["("], ["-lrb-"]):
        yield from _beginning(parse, name.stop + 1)
    elif after[:2] in ([",", "of"], [",", "from"]):
        yield from _beginning(parse, name.stop + 2)


def one_of_people(parse: Parse, token: int, opening: Container[str] = DETERMINERS) -> frozenset[str]:
    """The codes of the countries that "the Swede" or "the young Korean" may be of; none for any other phrase."""
    word, last = parse.lower[token], len(parse) - 1
    is_opened = parse.lower[parse.left[token]] in opening and parse.left[token] < token
    if not is_opened or (token < last and parse.tags[token + 1] in NOUN_TAGS and parse.heads[token] > token):
        return frozenset()
    return codes_of(word)


def may_be_all(word: str) -> bool:
    """Whether a word for one of a people is for all of them as well: "the Japanese"."""
    return word.endswith(PLURALS)


def codes_of(word: str) -> frozenset[str]:
    """The codes of the countries whose people a word is for, several where it does not tell: "Korean"."""
    word, known = normalise(word), countries.people()
    return frozenset({known[word]}) if word in known else _last_words().get(word, frozenset())


@cache
def _last_words() -> Mapping[str, frozenset[str]]:
    """The codes of the countries of peoples of several words, by the last: "Korean"."""
    codes: dict[str, set[str]] = {}
    for people, code in countries.people().items():
        first, _, last = people.rpartition(" ")
        if first:
            codes.setdefault(last, set()).add(code)
    return {last: frozenset(those) for last, those in codes.items()}


def _beginning(parse: Parse, token: int) -> Iterator[str]:
    """The country that begins at a token, after "the" perhaps."""
    token += parse.lower[token : token + 1] == ["the"]
    number = countries.beginning(parse.words[token : token + LONGEST])
    if number and (code := countries.named(" ".join(parse.words[token : token + number]))):
        yield code


def _ending(parse: Parse, stop: int) -> Iterator[str]:
    """The country whose name ends before a token."""
    for start in range(max(stop - LONGEST, 0), stop):
        if code := countries.named(" ".join(parse.words[start:stop])):
            yield code
            return
