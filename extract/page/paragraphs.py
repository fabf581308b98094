"""Paragraphs of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.triple import Span

LINE = re.compile(r"\n\s*")
# A first paragraph that is longer, in characters, or has a full stop at its end, is no headline.
LONGEST_HEADLINE = 160


def find_paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text that is in plain form, in order, without the line breaks between them."""
    paragraphs, start = [], 0
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
