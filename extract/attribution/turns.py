"""Speech laid out on the page instead of told: transcripts (WALLACE: …) and bylined quotations (“…” ― Ana Ruiz).

Here the layout itself is the cue, a colon or a dash after or before a name, so it is read without the model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.quotes import Quotation
from onrecord.extract.triple import Span

NAME = r"[A-Z][\w.'’-]*(?:[ \t]+(?:[A-Z][\w.'’-]*|de|van|von|al|bin|of|the)){0,5}"
TURN = re.compile(rf"(?P<name>{NAME})(?:[ \t]*\([^()\n]{{1,60}}\)|,[^:\n]{{1,60}})?(?P<cue>:)\s+(?=\S)")
BYLINE = re.compile(rf"\s*(?P<cue>[-–—―]{{1,2}})\s*(?P<name>{NAME})(?P<rest>[^\n]{{0,80}})$")
# One line that begins with a name and a colon is a headline or a list; a conversation goes to and fro.
LEAST_TURNS = 4
LEAST_WORDS = 3


def turns(text: str, paragraphs: Sequence[Span]) -> list[Attribution]:
    """An attribution for each turn of a transcript, none where a text is not one."""
    heads = [(paragraph, match) for paragraph in paragraphs if (match := TURN.match(text, *paragraph))]
    names = Counter(match["name"] for _, match in heads)
    if len(heads) < LEAST_TURNS or max(names.values()) < 2 or len(heads) * 3 < len(paragraphs):
        return []
    return [
        Attribution((match.span("name"),), (match.span("cue"),), ((match.end(), paragraph[1]),))
        for paragraph, match in heads
        if names[match["name"]] > 1 or match["name"].isupper()
    ]


def bylines(text: str, quotations: Sequence[Quotation], paragraphs: Sequence[Span]) -> list[Attribution]:
    """An attribution for each quotation that is followed by a dash and a name, to the end of its paragraph."""
    ends = sorted(stop for _, stop in paragraphs)
    found, number = [], 0
    for quotation in quotations:
        while number < len(ends) and ends[number] < quotation.stop:
            number += 1
        if number == len(ends) or len(text[quotation.start : quotation.stop].split()) < LEAST_WORDS:
            continue
        match = BYLINE.match(text, quotation.stop, ends[number])
        if match and (not match["rest"] or match["rest"][0] in ",(" or match["rest"].isspace()):
            content = ((quotation.start, quotation.stop),)
            found.append(Attribution((match.span("name"),), (match.span("cue"),), content))
    return found
