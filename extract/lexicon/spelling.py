"""How names and words are compared: one form for all ways to write them, the same for extraction and graph."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

APOSTROPHES: Final = "'’‘‛ʼʻʽʹ`´′＇｀"
"""Every mark that is typed for an apostrophe: straight, curly, accents, primes, full width, modifier letters."""

# Letters that Unicode does not take apart into a plain letter and a mark.
_SMALL: Final = {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h", "ŋ": "ng"}
PLAIN_LETTERS: Final = str.maketrans(_SMALL | {letter.upper(): latin.upper() for letter, latin in _SMALL.items()})
# All characters that combine with others, and some that do not.
_MAY_COMBINE: Final = re.compile("[^\x00-\u02ff\u2010-\u205e]")
# Taken out before accents are: Unicode holds some apostrophes for an accent on a blank, which would part the word.
_UNWRITTEN: Final = str.maketrans("", "", "." + APOSTROPHES)


def plain(text: str) -> str:
    """A text in plain letters: without accents and the like.

    >>> plain("Élysée, Łódź")
    'Elysee, Lodz'
    """
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text).translate(PLAIN_LETTERS)
    if not _MAY_COMBINE.search(letters):
        return letters
    return "".join(char for char in letters if not unicodedata.combining(char))


@lru_cache(maxsize=2**16)
def fold(word: str) -> str:
    """A word as it is compared: without case, accents, full stops and apostrophes.

    >>> fold("U.N."), fold("O’Brien"), fold("García")
    ('un', 'obrien', 'garcia')
    """
    return plain(word.casefold().translate(_UNWRITTEN))


@lru_cache(maxsize=2**16)
def normalise(name: str) -> str:
    """A name as it is compared: its words folded, without punctuation and a leading "the", parted by one space.

    >>> normalise("The  Élysée-Palace"), normalise("U.S."), normalise("O’Brien")
    ('elysee palace', 'us', 'obrien')
    """
    words = re.findall(r"[^\W_]+", fold(name))
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words) or " ".join(name.casefold().split())


@cache
def pronouns() -> frozenset[str]:
    """The personal and possessive pronouns, in small letters."""
    return frozenset(files(__package__).joinpath("pronouns.txt").read_text("utf-8").split())
