"""Names as look-ups compare them, and which of an article's words for an entity are names of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from onrecord.extract.lexicon import normalise, plain, pronouns, words
from onrecord.extract.lexicon.spelling import APOSTROPHES

__all__ = [
    "PARTICLES",
    "acronyms",
    "aliases_of",
    "best_spellings",
    "fits_partly",
    "is_alias",
    "is_written_as_name",
    "normalise",
    "plain",
]
PARTICLES = words("particles")
NO_NAMES = pronouns() | {"that", "these", "this", "those", "who", "whose"}
_POSSESSIVE = re.compile(rf"^the\s+|[{APOSTROPHES}]s?$", re.IGNORECASE)
_WORD = re.compile(rf"[^\W_]+(?:[.{APOSTROPHES}][^\W_]+)*")


def aliases_of(name: str, mention: str, named: bool = True) -> set[str]:
    """The names that one mention of an entity gives it: its name in the article, and the mention if that is a name."""
    mention = _POSSESSIVE.sub("", mention.strip())
    return {name, mention} if named and is_alias(mention, name) else {name}


@lru_cache(maxsize=2**16)
def is_alias(mention: str, name: str) -> bool:
    """Whether a mention is a name: written like one, and sharing a word with the name, or one is the other's acronym.

    Pronouns and roles ("the president") are none.

    >>> is_alias("Ms. Ruiz", "Ana Ruiz"), is_alias("EU", "European Union"), is_alias("the mayor", "Ana Ruiz")
    (True, True, False)
    """
    key, name_key = normalise(mention), normalise(name)
    if key in NO_NAMES or not is_written_as_name(mention):
        return False
    shared = set(key.split()) & set(name_key.split()) - PARTICLES
    return bool(shared) or key in acronyms(name) or name_key in acronyms(mention)


def is_written_as_name(text: str) -> bool:
    """Whether all its words but particles begin with a capital, a digit, or a letter of a script without case."""
    written = [word for word in _WORD.findall(text) if word not in PARTICLES]
    return bool(written) and not any(word[0].islower() for word in written)


def acronyms(name: str) -> set[str]:
    """The initials of a name's words, with and without those of its particles, normalised; only of two or more."""
    parts = normalise(name).split()
    initials = {"".join(word[0] for word in parts), "".join(word[0] for word in parts if word not in PARTICLES)}
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
    parts = normalise(alias).split()
    return all(any(word.startswith(start) for word in parts) for start in normalise(query).split())
