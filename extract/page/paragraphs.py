"""Paragraphs of a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from onrecord.extract.page.quotes import Quotation
from onrecord.extract.triple import Span

LINE = re.compile(r"\n\s*")
# A first paragraph that is longer, in characters, or has a full stop at its end, is no headline.
LONGEST_HEADLINE = 160
# Letters and figures of a quotation that is found a second time, at least: a shorter one may come back by chance.
FEWEST_LETTERS = 15
NO_LETTERS = re.compile(r"[\W_]+")


def find_paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text that is in plain form, in order, without the blanks before each."""
    paragraphs, start = [], len(text) - len(text.lstrip())
    for match in LINE.finditer(text):
        if match.start() > start:
            paragraphs.append((start, match.start()))
        start = match.end()
    if start < len(text):
        paragraphs.append((start, len(text)))
    return paragraphs


def find_headline(text: str, paragraphs: Sequence[Span]) -> Span | None:
    """The headline of an article, None if it seems to begin without one."""
    if len(paragraphs) < 2:
        return None
    start, stop = paragraphs[0]
    line = text[start:stop].rstrip()
    return (start, start + len(line)) if 0 < len(line) <= LONGEST_HEADLINE and line[-1] not in ".!?:;," else None


def find_displayed(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]) -> list[Span]:
    """The paragraphs that an editor took out of what somebody says: quoted cross-heads and pull quotations.

    Each is a quotation and no more. A cross-head ends without a stop, and a paragraph follows that does not go on with
    it; the words of a pull quotation are quoted elsewhere too.
    """
    closed = {quotation.start: quotation for quotation in quotations if quotation.closed}
    whole: list[tuple[Span, str, str]] = []
    for (start, stop), following in pairwise([*paragraphs, (len(text), len(text))]):
        quotation = closed.get(start)
        if quotation is not None and not text[quotation.stop : stop].strip():
            said = text[start + quotation.opened : quotation.stop - quotation.closed]
            whole.append(((start, stop), said, text[slice(*following)][:1]))
    if not whole:
        return []
    letters, alone = _letters(text), Counter(_letters(said) for _, said, _ in whole)
    found: list[Span] = []
    seen: set[str] = set()
    for paragraph, said, following_letter in whole:
        own = _letters(said)
        goes_on = not following_letter or following_letter.islower() or following_letter in "-–—―"
        is_head = said[-1:].isalnum() and len(said) <= LONGEST_HEADLINE and not goes_on
        is_pulled = len(own) >= FEWEST_LETTERS and (own in seen or letters.count(own) > alone[own])
        seen.add(own)
        if is_head or is_pulled:
            found.append(paragraph)
    return found


def _letters(text: str) -> str:
    return NO_LETTERS.sub("", text).casefold()
