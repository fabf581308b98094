"""Names as look-ups compare them, and which of an article's words for an entity are names of it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

_WORDS = tomllib.loads(files(__package__).joinpath("name_words.toml").read_text("utf-8"))
_SMALL = _WORDS["plain_letters"]
PLAIN_LETTERS = str.maketrans(_SMALL | {letter.upper(): latin.upper() for letter, latin in _SMALL.items()})
PARTICLES = frozenset(_WORDS["particles"])
PRONOUNS = frozenset(_WORDS["pronouns"])
# All characters that combine with others, and some that do not.
_MAY_COMBINE = re.compile("[^\x00-\u02ff\u2010-\u205e]")


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
def normalise(name: str) -> str:
    """A name without case, accents, punctuation and a leading "the"; words are parted by one space.

    >>> normalise("The  Élysée-Palace"), normalise("U.S."), normalise("O’Brien")
    ('elysee palace', 'us', 'obrien')
    """
    letters = re.sub(r"[.'’‘ʼ`]", "", plain(name.casefold()))
    words = re.findall(r"[^\W_]+", letters)
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words) or " ".join(name.casefold().split())


def aliases_of(name: str, mention: str, named: bool = True) -> set[str]:
    """The names that one mention of an entity gives it: its name in the article, and the mention if that is a name."""
    mention = re.sub(r"^the\s+|['’]s?$", "", mention.strip(), flags=re.IGNORECASE)
    return {name, mention} if named and is_alias(mention, name) else {name}


@lru_cache(maxsize=2**16)
def is_alias(mention: str, name: str) -> bool:
    """Whether a mention is a name: written like one, and sharing a word with the name, or one is the other's acronym.

    Pronouns and roles ("the president") are none.

    >>> is_alias("Ms. Ruiz", "Ana Ruiz"), is_alias("EU", "European Union"), is_alias("the mayor", "Ana Ruiz")
    (True, True, False)
    """
    key, name_key = normalise(mention), normalise(name)
    if key in PRONOUNS or not is_written_as_name(mention):
        return False
    shared = set(key.split()) & set(name_key.split()) - PARTICLES
    return bool(shared) or key in acronyms(name) or name_key in acronyms(mention)


def is_written_as_name(text: str) -> bool:
    """Whether all its words but particles begin with a capital, a digit, or a letter of a script without case."""
    words = [word for word in re.findall(r"[^\W_]+(?:[.'’][^\W_]+)*", text) if word not in PARTICLES]
    return bool(words) and not any(word[0].islower() for word in words)


def acronyms(name: str) -> set[str]:
    """The initials of a name's words, with and without those of its particles, normalised; only of two or more."""
    words = normalise(name).split()
    initials = {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in PARTICLES)}
    return {letters for letters in initials if len(letters) > 1}


def best_spellings(aliases: Iterable[str]) -> dict[str, str]:
    """Aliases by their normalised form, each in its best spelling: not all in capitals or all small, with its accents.

    >>> best_spellings(["ANA RUÍZ", "Ana Ruiz", "Ana Ruíz", "Ruíz"])
    {'ruiz': 'Ruíz', 'ana ruiz': 'Ana Ruíz'}
    """
    best: dict[str, str] = {}
    for alias in sorted(aliases, key=lambda name: (name.isupper() or name.islower(), name.isascii(), len(name), name)):
        best.setdefault(normalise(alias), alias)
    return best


def fits_partly(query: str, alias: str) -> bool:
    """Whether each word of the query begins a word of the alias."""
    words = normalise(alias).split()
    return all(any(word.startswith(start) for word in words) for start in normalise(query).split())
