"""From the model's probabilities, word by word, to attributions."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.attribution.attribution import Attribution, Evidence
from onrecord.extract.attribution.features import Ints
from onrecord.extract.triple import Span

Floats = NDArray[np.float32]
OUT, BEGIN, IN = range(3)
NEITHER, SOURCE, CONTENT = range(3)

# A cue is looked at from this probability on; what it then becomes is an attribution if it is at least so LIKELY, as
# far as `confidence` agrees. KEEP is what is kept where nobody judges further: while the network is trained.
CUE = 0.25
LIKELY = 0.35
KEEP = 0.66
# Two attributions whose contents overlap this much (Jaccard index of their words) are one; the likelier stays.
SAME_CONTENT = 0.5


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution in words of a text: runs are half-open."""

    source: list[tuple[int, int]]
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    evidence: Evidence

    @property
    def score(self) -> float:
        """How likely it is one."""
        return self.evidence.likely

    def moved(self, words: int) -> Tagged:
        """The same further on by so many words."""

        def move(run: tuple[int, int]) -> tuple[int, int]:
            return run[0] + words, run[1] + words

        return Tagged(
            [move(run) for run in self.source], move(self.cue), [move(run) for run in self.content], self.evidence
        )

    def in_characters(self, starts: Ints, stops: Ints) -> Attribution:
        """The same in characters, from where each word starts and stops."""

        def spans(runs: list[tuple[int, int]]) -> tuple[Span, ...]:
            return tuple((int(starts[first]), int(stops[last - 1])) for first, last in runs)

        return Attribution(spans(self.source), spans([self.cue]), spans(self.content), self.score, self.evidence)


def softmax(logits: Floats) -> Floats:
    grown: Floats = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=-1, keepdims=True)
    return shares


def find_cues(probabilities: Floats, threshold: float = CUE) -> list[tuple[int, int, float]]:
    """Runs of words that are likelier than `threshold` part of a cue: (first, after the last, probability)."""
    inside = 1 - probabilities[:, OUT]
    cues: list[tuple[int, int, float]] = []
    for place in np.flatnonzero(inside >= threshold):
        begins = probabilities[place, BEGIN] >= probabilities[place, IN]
        if cues and cues[-1][1] == place and not begins:
            first, _, score = cues[-1]
            cues[-1] = (first, int(place) + 1, max(score, float(inside[place])))
        else:
            cues.append((int(place), int(place) + 1, float(inside[place])))
    return cues


def runs(wanted: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches where `wanted` holds, half-open."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], wanted.astype(np.int8), [0]])))
    return [(int(start), int(stop)) for start, stop in zip(edges[::2], edges[1::2], strict=True)]


def tag(cue: tuple[int, int, float], tags: Floats, keep: float) -> Tagged | None:
    """The attribution of a cue, from the probabilities of its window's words; None if it has no content."""
    best = tags.argmax(axis=1)
    best[cue[0] : cue[1]] = NEITHER
    content = runs(best == CONTENT)
    if not content:
        return None
    free = np.ones(len(tags), dtype=np.bool_)
    free[cue[0] : cue[1]] = False
    evidence = Evidence(
        cue[2],
        keep,
        *_sureness(tags[free, CONTENT], best[free] == CONTENT),
        *_sureness(tags[free, SOURCE], best[free] == SOURCE),
    )
    return Tagged(runs(best == SOURCE), cue[:2], content, evidence)


def _sureness(probabilities: Floats, inside: NDArray[np.bool_]) -> tuple[float, float]:
    """How sure a span is: the mean probability of its words, and the Jaccard index to be expected with the right one.

    Of an empty span: that no word belongs to it.
    """
    missed = float(probabilities[~inside].sum())
    if not inside.any():
        return float(1 - probabilities.max(initial=0.0)), 1 / (1 + missed)
    hit = float(probabilities[inside].sum())
    return hit / int(inside.sum()), hit / (int(inside.sum()) + missed)


def without_rivals(tagged: list[Tagged]) -> list[Tagged]:
    """Of attributions that have nearly the same content, the likeliest."""
    kept: list[tuple[Tagged, int]] = []
    holders: defaultdict[int, list[int]] = defaultdict(list)  # for each word those of `kept` whose content has it
    for one in sorted(tagged, key=lambda one: -one.score):
        words = [word for start, stop in one.content for word in range(start, stop)]
        shared = Counter(holder for word in words for holder in holders[word])
        if all(both < SAME_CONTENT * (len(words) + kept[other][1] - both) for other, both in shared.items()):
            for word in words:
                holders[word].append(len(kept))
            kept.append((one, len(words)))
    return sorted((one for one, _ in kept), key=lambda one: one.cue)
