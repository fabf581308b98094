"""Which of many pairs of claims `same_statement` could be true of: soon told from their outlines, and mostly not."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from onrecord.graph.bulk.outlines import Outlines
from onrecord.graph.repeats.comparison import (
    LEAST_CONTENT,
    LEAST_CONTENT_QUOTED,
    LEAST_PART_OF_BOTH,
    LEAST_WORDS,
    LEAST_WORDS_SHORTENED,
    may_replace,
)

ENDS: Final = (0, -1)


class Alike:
    """What claims have in common, by the stems of their words.

    Args:
        outlines: those of all claims.
        is_direct: whether all of a claim is in quotation marks, for each of them.
    """

    def __init__(self, outlines: Outlines, is_direct: Any) -> None:
        self._words, self._is_plain, self._is_direct = outlines.words, outlines.is_plain, is_direct
        self._numbers, self._lengths = outlines.numbers, outlines.lengths
        self._stops = np.cumsum(self._lengths)
        stems: dict[str, int] = {}
        of_word = np.array([stems.setdefault(word.stem, len(stems)) for word in self._words], np.int64)
        self._is_content = np.array([word.is_content for word in self._words], bool)[self._numbers]
        self._stems = of_word[self._numbers]
        self._different = len(stems)
        whose = np.repeat(np.arange(len(self._lengths)), self._lengths)
        self._there = np.sort(whose * self._different + self._stems)
        self._replaced: dict[tuple[int, int, int], bool] = {}

    def may_be_same(self, one: Any, other: Any) -> Any:
        """For each pair, one claim of `one` and one of `other`, whether the two could be the same statement."""
        may_be = (self._lengths[one] > 0) & (self._lengths[other] > 0)
        for test in (self._may_meet, self._share_enough):
            left = np.flatnonzero(may_be)
            may_be[left] = test(one[left], other[left])
        return may_be

    def _may_meet(self, one: Any, other: Any) -> Any:
        """Whether what two claims share can reach each end of one of them, or words replaced by others can.

        Words before all that is shared are in one of the claims alone, or replaced, or in another sentence.
        """
        meet = np.ones(len(one), bool)
        is_plain = self._is_plain[one] & self._is_plain[other]
        for end in ENDS:
            left = np.flatnonzero(meet & is_plain)
            mine, its = self._place(one[left], end), self._place(other[left], end)
            shared = self._has(other[left], self._stems[mine]) | self._has(one[left], self._stems[its])
            apart = np.flatnonzero(~shared)
            pairs = zip(self._numbers[mine[apart]].tolist(), self._numbers[its[apart]].tolist(), strict=True)
            shared[apart] = [self._may_replace(*pair, end) for pair in pairs]
            meet[left] = shared
        return meet

    def _share_enough(self, one: Any, other: Any) -> Any:
        """Whether two claims have words enough in common, wherever they stand."""
        ends = [self._stems[self._place(one, end)] == self._stems[self._place(other, end)] for end in ENDS]
        half = LEAST_PART_OF_BOTH * np.minimum(self._lengths[one], self._lengths[other])
        words = np.where(ends[0] | ends[1], LEAST_WORDS, np.maximum(LEAST_WORDS_SHORTENED, half))
        both_direct = self._is_direct[one] & self._is_direct[other]
        content = np.where(both_direct, LEAST_CONTENT_QUOTED, LEAST_CONTENT)
        enough = np.zeros(len(one), bool)
        for these, those in ((one, other), (other, one)):
            lengths = self._lengths[these]
            pair = np.repeat(np.arange(len(these)), lengths)
            places = np.arange(len(pair)) + np.repeat(self._stops[these] - np.cumsum(lengths), lengths)
            shared = self._has(those[pair], self._stems[places])
            numbers = np.bincount(pair[shared], minlength=len(these))
            of_content = np.bincount(pair[shared & self._is_content[places]], minlength=len(these))
            enough |= (numbers >= words) & (of_content >= content)
        return enough

    def _place(self, claims: Any, end: int) -> Any:
        """Where the first (0) or the last (-1) word of claims is."""
        return self._stops[claims] - (self._lengths[claims] if end == 0 else 1)

    def _has(self, claims: Any, stems: Any) -> Any:
        """Whether claims have such stems, one each."""
        wanted = claims * self._different + stems
        places = np.minimum(np.searchsorted(self._there, wanted), len(self._there) - 1)
        return self._there[places] == wanted

    def _may_replace(self, one: int, other: int, end: int) -> bool:
        """The same as `may_replace`, of words by their numbers; remembered."""
        known = (one, other, end)
        if known not in self._replaced:
            self._replaced[known] = may_replace(self._words[one].form, self._words[other].form, end)
        return self._replaced[known]
