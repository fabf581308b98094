"""The same article in other forms, as feeds, scrapers and editors make them: what training disturbs.

Words are only dropped, or their features changed, so the offsets of annotations stay what they are. Each form mends
what bench/robustness.py showed to fail (docs/accuracy.md).
"""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.attribution.features import (
    CLOSING,
    GOES_ON,
    INSIDE,
    LOWER,
    NO_LETTER,
    OPENING,
    OUTSIDE,
    PARAGRAPH_STARTS,
    UPPER,
    Features,
    Ints,
)

Marked = NDArray[np.bool_]  # for each word
CASE, QUOTED, PARAGRAPH = range(3)
TITLE = 6  # words between marks, at most, for them to be a title or a term rather than speech


def _changed(features: Features, column: int, where: Marked, value: int) -> Features:
    extra = features.extra.copy()
    extra[where, column] = value
    return replace(features, extra=extra)


def _without(features: Features, dropped: Marked) -> Features:
    """The features without some words (a boolean for each word)."""
    if not dropped.any():
        return features
    kept = ~dropped
    pieces = kept[features.word_of]
    number = np.cumsum(kept) - 1
    return replace(
        features,
        pieces=features.pieces[pieces],
        word_of=number[features.word_of[pieces]].astype(features.word_of.dtype),
        starts=features.starts[kept],
        stops=features.stops[kept],
        extra=_heirs(features.extra, dropped)[kept],
    )


def _heirs(extra: Ints, dropped: Marked) -> Ints:
    """A dropped word that began a paragraph leaves the beginning to the word after it."""
    extra = extra.copy()
    for at in np.flatnonzero(dropped & (extra[:, PARAGRAPH] == PARAGRAPH_STARTS)):
        later = at + 1
        while later < len(dropped) and dropped[later]:
            later += 1
        if later < len(dropped):
            extra[later, PARAGRAPH] = PARAGRAPH_STARTS
    return extra


def in_capitals(features: Features, noise: random.Random) -> Features:
    return _changed(features, CASE, features.extra[:, CASE] != NO_LETTER, UPPER)


def in_small_letters(features: Features, noise: random.Random) -> Features:
    return _changed(features, CASE, features.extra[:, CASE] != NO_LETTER, LOWER)


def headline_in_capitals(features: Features, noise: random.Random) -> Features:
    """The first paragraph in capitals, or (scraped datelines) the first few words of the second."""
    starts = np.flatnonzero(features.extra[:, PARAGRAPH] == PARAGRAPH_STARTS)
    stop = starts[1] if len(starts) > 1 else min(12, len(features.extra))
    where = (np.arange(len(features.extra)) < stop) & (features.extra[:, CASE] != NO_LETTER)
    return _changed(features, CASE, where, UPPER)


def in_one_line(features: Features, noise: random.Random) -> Features:
    return _changed(features, PARAGRAPH, np.ones(len(features.extra), dtype=bool), GOES_ON)


def broken_lines(features: Features, noise: random.Random) -> Features:
    """Lines broken for width that nobody recognised as such: a break each ten words or so, the true ones kept."""
    width = noise.randint(9, 15)
    where = np.arange(len(features.extra)) % width == noise.randrange(width)
    return _changed(features, PARAGRAPH, where, PARAGRAPH_STARTS)


def lost_breaks(features: Features, noise: random.Random) -> Features:
    """Paragraph breaks lost, mostly before a quotation; with them the closing mark before one that is re-opened."""
    extra = features.extra.copy()
    dropped = np.zeros(len(extra), dtype=bool)
    for at in np.flatnonzero(extra[:, PARAGRAPH] == PARAGRAPH_STARTS)[1:]:
        opens = extra[at, QUOTED] == OPENING
        if noise.random() < (0.6 if opens else 0.25):
            extra[at, PARAGRAPH] = GOES_ON
            if opens and extra[at - 1, QUOTED] == CLOSING and noise.random() < 0.5:
                dropped[at - 1] = True
                extra[at, QUOTED] = INSIDE  # one quotation then, as onrecord.extract.page.quotes has it
    return _without(replace(features, extra=extra), dropped)


def untitled(features: Features, noise: random.Random) -> Features:
    """No marks around titles and scare quotes: short quotations; some of the longer ones lose theirs as well."""
    extra = features.extra.copy()
    dropped = np.zeros(len(extra), dtype=bool)
    opened = None
    for at, where in enumerate(extra[:, QUOTED]):
        if where == OPENING:
            opened = at
        elif where == CLOSING and opened is not None:
            if noise.random() < (0.7 if at - opened - 1 <= TITLE else 0.15):
                dropped[[opened, at]] = True
                extra[opened : at + 1, QUOTED] = OUTSIDE
            opened = None
        elif where == OUTSIDE:
            opened = None
    return _without(replace(features, extra=extra), dropped)


def unmarked(features: Features, noise: random.Random) -> Features:
    """No quotation marks at all, as some feeds have it."""
    extra = features.extra.copy()
    marks = np.isin(extra[:, QUOTED], (OPENING, CLOSING))
    extra[:, QUOTED] = OUTSIDE
    return _without(replace(features, extra=extra), marks)


def without_closing_marks(features: Features, noise: random.Random) -> Features:
    """Closing marks forgotten at the end of a paragraph (the quotation still ends there)."""
    extra = features.extra
    last = np.append(extra[1:, PARAGRAPH] == PARAGRAPH_STARTS, True)
    lost = np.array([noise.random() < 0.4 for _ in range(len(extra))], dtype=bool)
    return _without(features, last & (extra[:, QUOTED] == CLOSING) & lost)


def without_full_stops(features: Features, noise: random.Random) -> Features:
    """Paragraphs without their last full stop."""
    extra = features.extra
    last = np.append(extra[1:, PARAGRAPH] == PARAGRAPH_STARTS, True)
    mark = (extra[:, CASE] == NO_LETTER) & (features.stops - features.starts == 1) & (extra[:, QUOTED] == OUTSIDE)
    return _without(features, last & mark)


# How often each is drawn; what is left of 1 is the article as it is.
SHARES = (
    (in_capitals, 0.05),
    (in_small_letters, 0.04),
    (headline_in_capitals, 0.04),
    (in_one_line, 0.05),
    (broken_lines, 0.02),
    (lost_breaks, 0.06),
    (untitled, 0.05),
    (unmarked, 0.03),
    (without_closing_marks, 0.03),
    (without_full_stops, 0.02),
)


def disturb(features: Features, noise: random.Random) -> Features:
    """The article in a form drawn at random, most often its own."""
    draw = noise.random()
    for form, share in SHARES:
        if draw < share:
            return form(features, noise)
        draw -= share
    return features
