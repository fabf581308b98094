"""Searching the words of claims: what a word is, and what a user may ask for, the same for both stores.

A question is made of words, "phrases" and beginnings*, and a claim has to have all of them. Case, accents and marks do
not count, and nothing that a user types is an error. Each store has an index of the words as `words` tells them, and
ranks by BM25.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from onrecord.extract.lexicon.spelling import APOSTROPHES, plain

LONGEST_WORD: Final = 100  # characters; an index has its limits

# Each begins with the mark itself, since Python finds that far sooner than what has to stand before it.
_POSSESSIVE: Final = re.compile(rf"[{APOSTROPHES}](?<=[\w.][{APOSTROPHES}])s\b")
_APOSTROPHE: Final = re.compile(rf"[{APOSTROPHES}](?<=\w[{APOSTROPHES}])(?=\w)")
_ABBREVIATION: Final = re.compile(r"\.(?<=\b[^\W\d_]\.)(?=[^\W\d_]\b)")
_WORD: Final = re.compile(r"[^\W_]+")
_BLANK_MARKS: Final = bytes(code if chr(code).isalnum() else ord(" ") for code in range(128)).ljust(256)
_QUOTES: Final = '"“”„‟«»'


@dataclass(frozen=True, slots=True)
class Term:
    """What a claim has to have: these words, one after the other, or a word that begins with `prefix`."""

    words: tuple[str, ...] = ()
    prefix: str = ""


def words(text: str) -> list[str]:
    """The words of a text in the form that is compared: without case, accents, marks and possessive endings.

    >>> words("The U.S.’s “co-operation”, Erdoğan didn't say, costs 3.5bn")
    ['the', 'us', 'co', 'operation', 'erdogan', 'didnt', 'say', 'costs', '3', '5bn']
    """
    text = text.casefold()
    is_ascii = text.isascii()
    if not is_ascii or "'" in text or "`" in text:
        text = _APOSTROPHE.sub("", _POSSESSIVE.sub("", text))
    if "." in text:
        text = _ABBREVIATION.sub("", text)
    # Most texts are of ASCII alone, and taken apart several times as quickly without an expression.
    found = text.encode().translate(_BLANK_MARKS).decode().split() if is_ascii else _WORD.findall(plain(text))
    return found if len(text) <= LONGEST_WORD else [word[:LONGEST_WORD] for word in found]


def parted(text: str) -> str:
    """The words of a text, parted by blanks: what an index takes.

    >>> parted("Tolls, they said, won’t rise")
    'tolls they said wont rise'
    """
    return " ".join(words(text))


def parse(question: str) -> tuple[Term, ...]:
    """What a question asks for; () if there is no word in it.

    >>> parse('sanct* "will work"')
    (Term(words=(), prefix='sanct'), Term(words=('will', 'work'), prefix=''))
    """
    terms: list[Term] = []
    for quoted, part in enumerate(re.split(f"[{_QUOTES}]", question)):
        if quoted % 2:
            terms.append(Term(tuple(words(part))))
        else:
            for word in part.split():
                terms.extend(_terms(word))
    return tuple(dict.fromkeys(term for term in terms if term != Term()))


def _terms(word: str) -> list[Term]:
    """A word as typed; several, if marks part it, are a phrase."""
    found = words(word)
    if not found or not word.endswith("*"):
        return [Term(tuple(found))]
    return [Term(tuple(found[:-1])), Term(prefix=found[-1])]
