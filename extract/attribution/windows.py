"""Long articles in windows that the model can take: paragraphs packed together, with a margin on either side.

A window answers only for the cues in its core; the margins show it what stands around. The cores lie side by side
without gap or overlap, so every cue is read exactly once, and joining windows needs no merging.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.attribution.features import CAPITAL, MIXED, NO_LETTER, PARAGRAPH_STARTS, UPPER, Features

CORE = 320  # word pieces a window answers for, at most
MARGIN = 24  # word pieces it sees on either side
LEARNT_MARGIN = 48  # the same in training; half of it costs a seventh less and is as accurate


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text, in words: it sees [start, stop) and answers for cues in [core_start, core_stop)."""

    start: int
    stop: int
    core_start: int
    core_stop: int


def split(features: Features, core: int = CORE, margin: int = MARGIN, first: int | None = None) -> list[Window]:
    """The windows of a text, in order.

    A core ends with a paragraph where one ends in its second half, else with a sentence, else anywhere.
    `first` makes the first core shorter (training moves the borders about with it).
    """
    words = len(features.starts)
    if not words:
        return []
    piece_at = np.searchsorted(features.word_of, np.arange(words + 1))  # first piece of each word
    good = _break_quality(features)
    windows, start, reach = [], 0, first or core
    while start < words:
        limit = _word_at(piece_at, piece_at[start] + reach, start)
        stop = words if limit >= words else _best_break(good, start + (limit - start) // 2, limit)
        windows.append(
            Window(
                int(np.searchsorted(piece_at, piece_at[start] - margin)),
                min(words, _word_at(piece_at, piece_at[stop] + margin, stop - 1)),
                start,
                stop,
            )
        )
        start, reach = stop, core
    return windows


def _word_at(piece_at: NDArray[np.int64], piece: int, after: int) -> int:
    """The last word border not beyond this piece, but at least one word after `after`."""
    return max(after + 1, int(np.searchsorted(piece_at, piece, side="right")) - 1)


def _break_quality(features: Features) -> NDArray[np.int32]:
    """How good a place each word is to begin a new core: 2 a paragraph begins, 1 a sentence seems to begin."""
    good: NDArray[np.int32] = np.where(features.extra[:, 2] == PARAGRAPH_STARTS, 2, 0).astype(np.int32)
    gap = features.starts[1:] > features.stops[:-1]
    mark = (features.extra[:-1, 0] == NO_LETTER) & (features.stops[:-1] - features.starts[:-1] == 1)
    capital = np.isin(features.extra[1:, 0], (CAPITAL, UPPER, MIXED))
    good[1:][(good[1:] == 0) & gap & mark & capital] = 1
    return good


def _best_break(good: NDArray[np.int32], low: int, high: int) -> int:
    candidates = good[low + 1 : high + 1]
    best = candidates.max(initial=0)
    if not best:
        return high
    return low + 1 + int(np.flatnonzero(candidates == best)[-1])
