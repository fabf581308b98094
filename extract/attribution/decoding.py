"""From the model's probabilities, word by word, to attributions."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.features import Ints
from onrecord.extract.triple import Span

Floats = NDArray[np.float32]
OUT, BEGIN, IN = range(3)
NEITHER, SOURCE, CONTENT = range(3)

# A cue is looked at from this probability on; what it then becomes has to reach KEEP.
CUE = 0.25
KEEP = 0.66
# Two attributions whose contents overlap this much (Jaccard index of their words) are one; the likelier stays.
SAME_CONTENT = 0.5


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution in words of a text: runs are half-open, `score` a probability."""

    source: list[tuple[int, int]]
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    score: float

    def moved(self, words: int) -> Tagged:
        """The same further on by so many words."""

        def move(run: tuple[int, int]) -> tuple[int, int]:
            return run[0] + words, run[1] + words

        return Tagged(
            [move(run) for run in self.source], move(self.cue), [move(run) for run in self.content], self.score
        )

    def in_characters(self, starts: Ints, stops: Ints) -> Attribution:
        """The same in characters, from where each word starts and stops."""

        def spans(runs: list[tuple[int, int]]) -> tuple[Span, ...]:
            return tuple((int(starts[first]), int(stops[last - 1])) for first, last in runs)

        return Attribution(spans(self.source), spans([self.cue]), spans(self.content), self.score)


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
    """The attribution of a cue, from the probabilities of its window's words; None if it has no content.

    Its score is that of the cue and of the whole attribution (their geometric mean), times how sure the words of the
    content are: on PolNeAR dev that told right from wrong far better than either alone (end to end F1 + 3).
    """
    best = tags.argmax(axis=1)
    best[cue[0] : cue[1]] = NEITHER
    content = runs(best == CONTENT)
    if not content:
        return None
    sure = tags[best == CONTENT, CONTENT].mean()
    return Tagged(runs(best == SOURCE), cue[:2], content, float(np.sqrt(cue[2] * keep) * sure))


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
