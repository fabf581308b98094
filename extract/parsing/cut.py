"""Paragraphs whose first letters are lost, as with a drop initial: "mpany said" for "The company said".

The other words of the article, or else the nouns for bodies and people, tell what the first word was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from onrecord.extract.lexicon import persons, words
from onrecord.extract.parsing.parse import Parse

SHORTEST = 4  # letters that are left
LOST = 6  # letters at most
SENTENCE_ENDS = frozenset(".!?:;\"'”’)")


def completed(parse: Parse) -> dict[int, str]:
    """The first words of such paragraphs, which begin small, by their tokens: each whole, or as it is if it is whole.

    A noun comes in small letters, a name as the article writes it elsewhere.
    """
    openings = {token for token in range(len(parse)) if _opens_paragraph(parse, token)}
    small = [token for token in sorted(openings) if parse.words[token].isalpha() and parse.words[token][0].islower()]
    if not small:
        return {}
    written = {word for token, word in enumerate(parse.words) if token not in openings and word.isalpha()}
    by_rest = _by_rest(written)
    return {token: _whole(word, written, by_rest) for token in small if (word := parse.words[token])}


def _opens_paragraph(parse: Parse, token: int) -> bool:
    """Whether a word is the first of a line, and the line above ends as a sentence does; the first of the text too."""
    above = token - 1
    while above >= 0 and parse.words[above].isspace():
        above -= 1
    is_first = above < 0 or "\n" in parse.text[parse.stops[above] : parse.starts[token]]
    return is_first and (above < 0 or parse.words[above][-1] in SENTENCE_ENDS)


def _whole(word: str, written: set[str], by_rest: Mapping[str, set[str]]) -> str:
    """The only word that a word can be the rest of; the word itself where there is none, or several."""
    if len(word) < SHORTEST or word in written:
        return word
    found = by_rest.get(word) or (_nouns_by_rest().get(word, set()) if len(word) > SHORTEST else set())
    small = {each.lower() for each in found}
    if len(small) != 1:
        return word
    return next(iter(small)) if small & _nouns() or len(found) > 1 else next(iter(found))


def _by_rest(whole: Iterable[str]) -> dict[str, set[str]]:
    """For each rest that a word can leave, the words that leave it."""
    found: dict[str, set[str]] = {}
    for word in whole:
        for lost in range(1, min(LOST, len(word) - SHORTEST) + 1):
            found.setdefault(word[lost:], set()).add(word)
    return found


@cache
def _nouns() -> frozenset[str]:
    return words("organizations") | words("bodies") | persons()


@cache
def _nouns_by_rest() -> dict[str, set[str]]:
    return _by_rest(_nouns())
