"""The spans of one attribution."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.extract.triple import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in a text: who (source), the words that attribute (cue), and what (content).

    Spans are half-open character offsets into the text, in order of the text; source and cue may be empty.
    `score` is the model's probability, 0 to 1, that this is an attribution.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float = 1.0
