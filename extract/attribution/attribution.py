"""The spans of one attribution, and what the model says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from onrecord.extract.triple import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the model says of one attribution: probabilities, 0 to 1.

    Attributes:
        cue: that the words of the cue are one.
        whole: that they attribute anything, seen with what they would attribute.
        content, source: of the words of the span, on average; of a source that is not there, that no word is one.
        content_fit, source_fit: the Jaccard index to be expected of the span's words and the right ones.
    """

    cue: float
    whole: float
    content: float
    content_fit: float
    source: float
    source_fit: float

    @property
    def likely(self) -> float:
        """One figure for all, to rank attributions by before they are judged by `confidence`.

        How sure cue and whole are (their geometric mean), times how sure the words of the content are: on PolNeAR dev
        that told right from wrong far better than either alone (end to end F1 + 3).
        """
        return float((self.cue * self.whole) ** 0.5 * self.content)


class Role(NamedTuple):
    """Words that mean somebody in an attribution: "about", "mention" or "addressee", and how likely, 0 to 1."""

    span: Span
    role: str
    share: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in a text: who (source), the words that attribute (cue), and what (content).

    Spans are half-open character offsets into the text, in order of the text; source and cue may be empty.
    `score` is the probability, 0 to 1, that it is right. `evidence` is None where it was not the model that found it.
    `roles` are the words that mean whom it is about, mentions or addresses; `thought` tells what is thought from what
    is said. Where a claim has no source, `elsewhere` may be where its speaker is named before.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float = 1.0
    evidence: Evidence | None = None
    roles: tuple[Role, ...] = ()
    thought: bool = False
    elsewhere: tuple[Span, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nothing tells who speaks but what the sentence before says."""
        return not (self.cue or self.source or self.elsewhere or self.evidence)
