"""Bodies of a country: "Russia's foreign ministry", "the Russian foreign ministry", "the central bank of Russia"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from onrecord.extract.lexicon import countries, fold, lines, normalise
from onrecord.extract.names.spans import POSSESSIVE
from onrecord.extract.parsing.parse import NOUN_TAGS, Parse

LONGEST_COUNTRY = 8  # words
LONGEST = 6  # words between a country and the noun
LIMITING_TAGS = NOUN_TAGS | {"JJ", "HYPH", "CC"}
JOINING = frozenset({"of", "for", "and", "the", "&", "-"})


@dataclass(frozen=True, slots=True)
class National:
    """The tokens [start, stop) name a body of a country. `key` is one for all ways to name it."""

    start: int
    stop: int
    key: tuple[str, ...]


def find_national(parse: Parse) -> Iterator[National]:
    """The bodies that a text names by their country, in order."""
    for noun, tag in enumerate(parse.tags):
        if tag in ("NN", "NNP") and (telling := nouns().get(parse.lower[noun])) is not None:
            found = _before(parse, noun) or _after(parse, noun)
            if found is not None and (not telling or not telling.isdisjoint(found.key)):
                yield found


@cache
def nouns() -> dict[str, frozenset[str]]:
    """The nouns for such bodies, each with the words of which it needs one; with none where it needs none."""
    rows = (line.split("|") for line in lines("national"))
    return {noun.strip(): frozenset(telling.split()) for noun, telling in rows}


def is_common(words: list[str]) -> bool:
    """Whether the words of a body's name say no more than which sort of body it is: "foreign ministry"."""
    first = words.index("of") if "of" in words else len(words)
    return bool(words) and all(word.islower() for word in words) and words[first - 1] in nouns()


def _before(parse: Parse, noun: int) -> National | None:
    """The body whose country stands before the noun."""
    start = noun
    while True:
        owned = start > 1 and parse.words[start - 1] in POSSESSIVE
        end = start - owned
        begin, country = _country_ending(parse, end, not owned)
        if owned and not country:
            begin, country = _place_ending(parse, end)
        if country:
            stop = _with_subject(parse, noun)
            begin += parse.lower[begin] == "the"
            return National(begin, stop, _key(parse, country, (*range(start, noun), *range(noun + 1, stop)), noun))
        is_limiting = parse.tags[start - 1] in LIMITING_TAGS and "\n" not in parse.words[start - 1]
        if start <= 1 or noun - start >= LONGEST or not is_limiting:
            return None
        start -= 1


def _after(parse: Parse, noun: int) -> National | None:
    """The body whose country stands after the noun: "the ministry of health of Chile"."""
    stop = _with_subject(parse, noun)
    if parse.lower[stop : stop + 1] != ["of"]:
        return None
    place = stop + 1 + (parse.lower[stop + 1 : stop + 2] == ["the"])
    number = countries.beginning(parse.words[place : place + LONGEST_COUNTRY])
    code = countries.named(" ".join(parse.words[place : place + number]))
    if not number or code is None:
        return None
    start = noun
    while start and noun - start < LONGEST and parse.tags[start - 1] in LIMITING_TAGS - {"CC"}:
        start -= 1
    limiting = (*range(start, noun), *range(noun + 1, stop))
    return National(start, place + number, _key(parse, _plain(code), limiting, noun))


def owned_by(parse: Parse, code: str, owner: int, noun: int) -> tuple[str, ...] | None:
    """The key of the body that a phrase with a possessive means: "the country's finance ministry", "its government".

    Args:
        code: of the country that the possessive, a token, means.
        noun: the head of the phrase.
    """
    telling = nouns().get(parse.lower[noun])
    start = owner + 1 + (parse.words[owner + 1] in POSSESSIVE)
    if telling is None or parse.tags[noun] not in ("NN", "NNP"):
        return None
    key = _key(parse, _plain(code), (*range(start, noun), *range(noun + 1, _with_subject(parse, noun))), noun)
    return key if not telling or not telling.isdisjoint(key) else None


def _with_subject(parse: Parse, noun: int) -> int:
    """Where the name ends with what the body is for, if that is no country: "ministry *of foreign affairs*"."""
    if noun + 2 >= len(parse) or parse.lower[noun + 1] not in ("of", "for"):
        return noun + 1
    first = noun + 2 + (parse.lower[noun + 2] == "the")
    subject = parse.child(noun + 1, "pobj")
    is_country = bool(countries.beginning(parse.words[first : first + LONGEST_COUNTRY]))
    if subject is None or parse.left[subject] > first or is_country:
        return noun + 1
    stop = first
    while stop <= parse.right[subject] and parse.tags[stop] in LIMITING_TAGS:
        stop += 1
    while parse.tags[stop - 1] == "CC":
        stop -= 1
    return stop if stop > first else noun + 1


def _country_ending(parse: Parse, end: int, is_adjective: bool) -> tuple[int, str]:
    """Where the words for a country begin that end before a token, and its plain name; an empty one where none do."""
    found = (end, "")
    for begin in range(end - 1, max(end - LONGEST_COUNTRY, 0) - 1, -1):
        word = parse.words[begin]
        if not word[0].isalnum() and word not in "-‐‑.&":
            break
        name = normalise(" ".join(parse.words[begin:end]))
        code = countries.names().get(name) or (countries.people().get(name) if is_adjective else None)
        if code and word[0].isupper():
            found = (begin, _plain(code))
    return found


def _place_ending(parse: Parse, end: int) -> tuple[int, str]:
    """The same of a place that is no country, by the names that were recognised: "Bavaria's interior ministry"."""
    start = next((start for start, stop, label in parse.entities if stop == end and label == "GPE"), end)
    return start, fold("".join(parse.words[start:end]))


def _plain(code: str) -> str:
    """The plainest name of a country as one word of a key."""
    return fold(countries.countries()[code].names[0]).replace(" ", "")


def _key(parse: Parse, country: str, limiting: Iterable[int], noun: int) -> tuple[str, ...]:
    """The country, what limits the noun wherever it stands, and the noun."""
    words = (fold(parse.words[i]) for i in limiting)
    return country, *(word for word in words if word and word not in JOINING), fold(parse.words[noun])
