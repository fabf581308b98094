"""From the model's probabilities, word by word, to attributions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.attribution.attribution import Attribution, Evidence, Role
from onrecord.extract.attribution.features import Ints
from onrecord.extract.triple import Span

Floats = NDArray[np.float32]
OUT, BEGIN, IN, UNCUED = range(4)
"""Tags of words: outside of cues, a cue's first, its others; the first word of a claim that has no cue."""
CUE_TAGS = 4
NEITHER, SOURCE, CONTENT = range(3)
NOBODY, ABOUT, MENTIONED, ADDRESSED = 0, 1, 3, 5
"""Tags of the words that mean somebody in a claim: the first word's; one more is that of the others."""
ROLES = 7
ROLE_NAMES = {ABOUT: "about", MENTIONED: "mention", ADDRESSED: "addressee"}

# A cue is looked at from this probability on; what it then becomes is an attribution if it is at least so LIKELY, as
# far as `confidence` agrees. KEEP is what is kept where nobody judges further: while the network is trained.
CUE = 0.25
LIKELY = 0.35
KEEP = 0.66
# Two attributions whose contents overlap this much (Jaccard index of their words) are one; the likelier stays.
SAME_CONTENT = 0.5
# From this probability on a word means somebody; the words of a mention have to be so likely on average.
ROLE = 0.2
MENTION = 0.4


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution in words of a text: runs are half-open.

    Where it is not `cued`, `cue` is the word that its content begins with. `roles` are the words that mean targets and
    addressees, with how likely each is to be one.
    """

    source: list[tuple[int, int]]
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    evidence: Evidence
    cued: bool = True
    roles: tuple[tuple[tuple[int, int], str, float], ...] = ()
    thought: bool = False

    @property
    def score(self) -> float:
        """How likely it is one."""
        return self.evidence.likely

    def moved(self, words: int) -> Tagged:
        """The same further on by so many words."""

        def move(run: tuple[int, int]) -> tuple[int, int]:
            return run[0] + words, run[1] + words

        return replace(
            self,
            source=[move(run) for run in self.source],
            cue=move(self.cue),
            content=[move(run) for run in self.content],
            roles=tuple((move(run), role, share) for run, role, share in self.roles),
        )

    def in_characters(self, starts: Ints, stops: Ints) -> Attribution:
        """The same in characters, from where each word starts and stops."""

        def spans(runs: list[tuple[int, int]]) -> tuple[Span, ...]:
            return tuple((int(starts[first]), int(stops[last - 1])) for first, last in runs)

        cue = spans([self.cue]) if self.cued else ()
        roles = tuple(Role(spans([run])[0], role, share) for run, role, share in self.roles)
        return Attribution(spans(self.source), cue, spans(self.content), self.score, self.evidence, roles, self.thought)


def softmax(logits: Floats) -> Floats:
    grown: Floats = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Floats = grown / grown.sum(axis=-1, keepdims=True)
    return shares


def find_cues(probabilities: Floats, threshold: float = CUE) -> list[tuple[int, int, float]]:
    """Runs of words that are likelier than `threshold` part of a cue: (first, after the last, probability)."""
    inside = probabilities[:, BEGIN] + probabilities[:, IN]
    cues: list[tuple[int, int, float]] = []
    for place in np.flatnonzero(inside >= threshold):
        begins = probabilities[place, BEGIN] >= probabilities[place, IN]
        if cues and cues[-1][1] == place and not begins:
            first, _, score = cues[-1]
            cues[-1] = (first, int(place) + 1, max(score, float(inside[place])))
        else:
            cues.append((int(place), int(place) + 1, float(inside[place])))
    return cues


def find_uncued(probabilities: Floats, threshold: float = CUE) -> list[tuple[int, int, float]]:
    """Words that are likelier than `threshold` the first of a claim without cue, in the same form."""
    first = probabilities[:, UNCUED]
    return [(int(place), int(place) + 1, float(first[place])) for place in np.flatnonzero(first >= threshold)]


def runs(wanted: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches where `wanted` holds, half-open."""
    found: list[tuple[int, int]] = []
    for place in np.flatnonzero(wanted).tolist():
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def tag(
    cue: tuple[int, int, float], tags: Floats, keep: float, cued: bool = True, roles: Floats | None = None
) -> Tagged | None:
    """The attribution of a cue, from the probabilities of its window's words; None if it has no content.

    Args:
        cue: first word, the one after the last, probability.
        tags, roles: of each word of the window.
        keep: the probability that it attributes anything.
        cued: false where the cue is the first word of a claim without one.
    """
    best = tags.argmax(axis=1)
    free = np.ones(len(tags), dtype=np.bool_)
    if cued:
        best[cue[0] : cue[1]] = NEITHER
        free[cue[0] : cue[1]] = False
    content = runs(best == CONTENT)
    if not content:
        return None
    evidence = Evidence(
        cue[2],
        keep,
        *_sureness(tags[free, CONTENT], best[free] == CONTENT),
        *_sureness(tags[free, SOURCE], best[free] == SOURCE),
    )
    found = () if roles is None else tuple(find_roles(roles))
    return Tagged(runs(best == SOURCE), cue[:2], content, evidence, cued, found)


def find_roles(roles: Floats) -> Iterator[tuple[tuple[int, int], str, float]]:
    """The words that mean somebody, half-open, what each is in the claim, and how likely."""
    for first, last in runs(1 - roles[:, NOBODY] >= ROLE):
        words = roles[first:last].tolist()  # a few: NumPy would take longer
        opens = (
            word
            for word, shares in enumerate(words)
            if word and (shares[ABOUT] + shares[MENTIONED] + shares[ADDRESSED]) * 2 >= 1 - shares[NOBODY]
        )
        for start, stop in pairwise([0, *opens, len(words)]):
            mention = words[start:stop]
            anybody = fmean(1 - shares[NOBODY] for shares in mention)
            if anybody >= MENTION:
                tag = max(ROLE_NAMES, key=lambda tag: sum(shares[tag] + shares[tag + 1] for shares in mention))
                yield (first + start, first + stop), ROLE_NAMES[tag], anybody


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
    """Of attributions that have nearly the same content, the likeliest; one inside another is no rival of it."""
    kept: list[tuple[Tagged, set[int]]] = []
    # For each word those of `kept` whose content has it among its first.
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for one in sorted(tagged, key=lambda one: -one.score):
        words = {word for start, stop in one.content for word in range(start, stop)}
        # Two sets of this Jaccard index share one of so many of their first words (prefix filter of set joins).
        first = sorted(words)[: len(words) - ceil(SAME_CONTENT * len(words)) + 1]
        near = {holder for word in first for holder in holders[word]}
        if not any(_are_rivals((one, words), kept[other]) for other in near):
            for word in first:
                holders[word].append(len(kept))
            kept.append((one, words))
    return sorted((one for one, _ in kept), key=lambda one: one.cue)


def _are_rivals(one: tuple[Tagged, set[int]], other: tuple[Tagged, set[int]]) -> bool:
    """Whether two attributions have nearly the same words for content, and neither stands inside the other."""
    words, theirs = one[1], other[1]
    if len(words & theirs) < SAME_CONTENT * len(words | theirs):
        return False
    inside = one[0].cued and one[0].cue[0] in theirs
    around = other[0].cued and other[0].cue[0] in words
    return inside == around
