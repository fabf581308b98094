"""Where the names of people begin and end, mended where the recogniser cuts them: at hyphens, at nicknames in marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extract.lexicon import countries, first_names, fold, normalise, title_roles, titles, words
from onrecord.extract.parsing.parse import PROPER_TAGS, Parse

# One syllable of Korean or Chinese in Latin letters: the second half of many given names, "Min-jun", "Ing-wei".
SYLLABLE = re.compile(
    r"(?:ch|sh|zh|ts|hs|hy|ky|my|ry|by|py|gy|kw|gw|hw|[bcdfghjklmnpqrstvwxyz])?"
    r"(?:ya|yae|yo|ye|yeo|yu|wa|wo|we|wi|[aeiou]{1,3})(?:ng|h|k|l|m|n|p|r)?"
)
# English words that look like one, after a hyphen: "a stand-in", "a Rao-run firm".
NO_SYLLABLES = frozenset({"in", "on", "up", "run", "man", "men", "ten", "pro", "win", "son", "gun", "sup", "all", "al"})
OPENING = frozenset({"“", '"', "‘", "'", "(", "``", "„", "«"})
CLOSING = frozenset({"”", '"', "’", "'", ")", "''", "“", "»"})
JOINING = frozenset({"of", "for", "and", "&", "the", "on", "in", "to", "at", "/", "-"})  # what an acronym leaves out
SERVED = frozenset({"of", "for", "to", "from"})  # between an office and what it is of
MINISTERS = frozenset({"minister", "secretary"})
OFFICES = MINISTERS | {
    "ambassador", "archbishop", "bishop", "chair", "chairman", "chairwoman", "chancellor", "chief", "commissioner",
    "congressman", "congresswoman", "consul", "director", "envoy", "governor", "head", "leader", "mayor", "member",
    "mep", "mp", "msp", "premier", "president", "representative", "senator", "speaker",
}  # fmt: skip
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
INITIAL = re.compile(r"[A-Z]\.?|\.")
LONGEST_NICKNAME = 3  # words


@dataclass(frozen=True, slots=True)
class Nickname:
    """A full name with a nickname in marks: "Harold “Duke” Prentiss", as tokens; `inside` and `after` are where the
    nickname begins and where the surname does."""

    start: int
    stop: int
    inside: int
    after: int


def is_given_name(word: str) -> bool:
    """Whether a word is made of syllables that hyphens join, as given names of Korea and China are.

    >>> is_given_name("Min-jun"), is_given_name("London-based")
    (True, False)
    """
    first, *others = word.split("-")
    return bool(others) and first[:1].isupper() and all(_is_syllable(part) for part in (first, *others))


def _is_syllable(part: str) -> bool:
    lower = part.lower()
    return bool(SYLLABLE.fullmatch(lower)) and lower not in NO_SYLLABLES


def whole(parse: Parse, start: int, stop: int) -> tuple[int, int]:
    """The tokens of a person's name with what hyphens join to its first and its last word."""
    while start >= 2 and is_hyphen(parse, start - 1) and _joins(parse, start - 2, start):
        start -= 2
    while stop + 1 < len(parse) and is_hyphen(parse, stop) and _joins(parse, stop - 1, stop + 1):
        stop += 2
    return start, stop


def after_office(parse: Parse, start: int, stop: int) -> int:
    """Where a person's name begins after what an office is of: "Mayor of *London* Sara Roe", "envoy to *Chad* Tom Lee".

    Args:
        start: where it begins as it was recognised, up to `stop`.
    """
    noun = office_before(parse, start)
    if not noun or fold(parse.words[start]) in first_names():
        return start
    names = (i for i in range(start + 1, stop - 1) if parse.words[i][0].isupper())
    if (first := next((i for i in names if fold(parse.words[i]) in first_names()), None)) is not None:
        return first
    if parse.lower[start - 1] not in SERVED | {"the"}:
        return start
    number = countries.beginning(parse.words[start:stop])
    number = number or int(normalise(parse.words[start]) in countries.places() or noun in MINISTERS)
    return start + number if number and stop - start - number > 1 else start


def office_before(parse: Parse, token: int) -> str:
    """The noun of an office before what it is of, which a word goes on or begins: "envoy to the United *Nations*"."""
    before = token - 1
    while before > 0 and parse.tags[before] in PROPER_TAGS and parse.words[before][0].isupper():
        before -= 1
    before -= parse.lower[max(before, 0)] == "the"
    if before < 1 or parse.lower[before] not in SERVED:
        return ""
    noun = parse.lower[before - 1]
    return noun if noun in OFFICES else ""


def is_portfolio(parse: Parse, start: int, stop: int, key: tuple[str, ...]) -> bool:
    """Whether words are only what an office beside them is for: "*Health* Secretary", "Minister for the *Interior*"."""
    is_other = any(word not in words("portfolios") | JOINING and word not in countries.people() for word in key)
    if is_other or key[-1] not in words("portfolios"):
        return False
    before = start - 1 - (start > 0 and parse.lower[start - 1] == "the")
    is_of = before > 0 and parse.lower[before] in SERVED and parse.lower[before - 1] in OFFICES | {"state"}
    return is_of or any(fold(word) in title_roles() for word in parse.words[stop : stop + 2])


def is_hyphen(parse: Parse, token: int) -> bool:
    """Whether a token is a hyphen within a word."""
    if not 0 < token < len(parse) - 1 or parse.words[token] not in ("-", "‐", "‑"):
        return False
    return parse.stop(token - 1) == parse.starts[token] and parse.stop(token) == parse.starts[token + 1]


def _joins(parse: Parse, before: int, after: int) -> bool:
    """Whether two words that a hyphen joins are a given name: of two syllables, or of two first names ("Jean-Luc")."""
    one, other = parse.words[before], parse.words[after]
    if not one[:1].isupper():
        return False
    if is_given_name(f"{one}-{other}"):
        return True
    return other[:1].isupper() and fold(one) in first_names()


def nicknames(parse: Parse) -> list[Nickname]:
    """The names with a nickname in marks or brackets, in order."""
    found: list[Nickname] = []
    for token in range(1, len(parse) - 2):
        one = _nickname(parse, token) if parse.words[token] in OPENING else None
        if one is not None and (not found or one.start >= found[-1].stop):
            found.append(one)
    return found


def _nickname(parse: Parse, opening: int) -> Nickname | None:
    """The name whose nickname this mark opens."""
    start = opening - 1
    while start and INITIAL.fullmatch(parse.words[start]):  # "Robert C. “Bobby” Hale"
        start -= 1
    first = fold(parse.words[start])
    if not (_is_capital(parse, start) and first in first_names() and first not in titles()):
        return None
    for closing in range(opening + 2, min(opening + LONGEST_NICKNAME + 2, len(parse) - 1)):
        if parse.words[closing] in CLOSING:
            break
        if not parse.words[closing].isalpha():
            return None
    else:
        return None
    inside = range(opening + 1, closing)
    is_nickname = all(parse.words[i].isalpha() for i in inside) and parse.words[inside[-1]][0].isupper()
    if not (is_nickname and _is_capital(parse, closing + 1)):
        return None
    stop = closing + 2
    while stop < len(parse) and _is_capital(parse, stop) and parse.tags[stop] in PROPER_TAGS:
        stop += 1
    return Nickname(start, stop, opening + 1, closing + 1)


def _is_capital(parse: Parse, token: int) -> bool:
    return parse.words[token][:1].isupper() and parse.words[token][:1].isalpha()


def spelled_out(parse: Parse) -> Iterator[tuple[int, int]]:
    """The tokens of full names before their acronyms in brackets: each letter begins a capitalised word before it."""
    for bracket in range(1, len(parse) - 2):
        if parse.words[bracket] != "(" or parse.words[bracket + 2] != ")":
            continue
        letters = [letter for letter in parse.words[bracket + 1] if letter.isalpha()]
        if len(letters) < 2 or not all(letter.isupper() for letter in letters):
            continue
        start = bracket
        while letters and start:
            word = parse.words[start - 1]
            if word[0] == letters[-1]:
                letters.pop()
            elif start == bracket or parse.lower[start - 1] not in JOINING | POSSESSIVE:
                break
            start -= 1
        if not letters:
            yield start, bracket
