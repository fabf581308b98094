"""Paragraphs of a text, whether lines are broken for width or not."""

from __future__ import annotations

import re

from onrecord.extract.quotes import is_wrapped
from onrecord.extract.triple import Span

BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
LINE = re.compile(r"\n\s*")


def find_paragraphs(text: str) -> list[Span]:
    """The paragraphs of a text, in order, without the line breaks between them."""
    border = BLANK_LINE if is_wrapped(text) else LINE
    paragraphs, start = [], 0
    for match in border.finditer(text):
        if match.start() > start:
            paragraphs.append((start, match.start()))
        start = match.end()
    if start < len(text):
        paragraphs.append((start, len(text)))
    return paragraphs
