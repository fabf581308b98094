"""Paragraphs of a text."""

from __future__ import annotations

import re

from onrecord.extract.triple import Span

LINE = re.compile(r"\n\s*")


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
