"""Words that mean somebody or something, and which of them mean the same: what the learned links go by."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.attribution.features import Features
from onrecord.extract.errors import ExtractionError
from onrecord.extract.triple import EntityType, Span

Floats = NDArray[np.float32]

TYPES: tuple[EntityType, ...] = ("person", "organization", "place", "group", "work")
NAME_TAGS = 1 + 2 * len(TYPES)
"""Tags of words in names: 0 none, 1 + 2·type a name's first word, 2 + 2·type its others."""
DISTANCES = 14
ALIKE = 4
WORD = re.compile(r"\w+")
SMALL = frozenset({"the", "a", "an", "of", "and", "its", "his", "her", "their", "s"})


def distance_steps(places: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each pair of places, in words, the step of the distance back from the first to the second."""
    back = np.maximum(places[:, None] - places[None, :], 1)
    steps: NDArray[np.int64] = np.minimum(np.log2(back).astype(np.int64), DISTANCES - 1)
    return steps


def alike(texts: Sequence[str]) -> NDArray[np.float32]:
    """For each pair of mentions what their words have in common, (mentions, mentions, ALIKE), each 0 or 1.

    The same words; the same last word; a capitalised word in both; the second has a capital at all.
    """
    words = Words.of(texts)
    rows = [words.alike(number, 0, len(texts)) for number in range(len(texts))]
    return np.stack(rows) if rows else np.zeros((0, 0, ALIKE), dtype=np.float32)


def _numbers(texts: Sequence[str]) -> NDArray[np.int64]:
    known: dict[str, int] = {}
    return np.array([known.setdefault(text, len(known)) for text in texts], dtype=np.int64)


class Pairs(NamedTuple):
    """What the distance of two mentions and their words add to a link, and what stands for no antecedent."""

    distance: Floats
    alike: Floats
    none: float

    @classmethod
    def read(cls, path: Path) -> Pairs:
        """Read a model's links.json.

        Raises:
            ExtractionError: it is not what training writes.
        """
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            distance, similar, none = (
                np.array(content[name], dtype=np.float32) for name in ("distance", "alike", "none")
            )
            if (distance.shape, similar.shape, none.shape) != ((DISTANCES,), (ALIKE,), (1,)):
                raise ValueError("a list is of another length")
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ExtractionError(f"{path}: it tells nothing of links ({error!r}): train or copy it again.") from None
        return cls(distance, similar, float(none[0]))


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A text as the model read it: what it saw, each word's vector, and the name tags of each word (logits)."""

    features: Features
    vectors: Floats
    names: Floats
    pairs: Pairs
    run: Callable[[Floats], tuple[Floats, Floats, Floats]]

    def find_names(self) -> Iterator[tuple[Span, EntityType]]:
        """Where names stand, with their types."""
        tags = self.names.argmax(axis=1) if len(self.names) else np.zeros(0, dtype=np.int64)
        starts, stops = self.features.starts, self.features.stops
        begin, type_ = None, 0
        for word, tag in enumerate([*tags.tolist(), 0]):
            if begin is not None and (tag == 0 or tag % 2 == 1 or (tag - 1) // 2 != type_):
                yield (int(starts[begin]), int(stops[word - 1])), TYPES[type_]
                begin = None
            if tag and begin is None:
                begin, type_ = word, (tag - 1) // 2

    def links(self, spans: Sequence[Span], text: str) -> Links:
        """What tells how likely each of some mentions means what each of those before it means.

        Args:
            spans: the mentions, in the order of the text.
        """
        starts, stops = self.features.starts, self.features.stops
        last = len(starts) - 1
        first = np.array([min(int(np.searchsorted(stops, start, side="right")), last) for start, _ in spans])
        final = np.array([max(int(np.searchsorted(starts, stop, side="left")) - 1, 0) for _, stop in spans])
        kinds, queries, keys = self.run(np.concatenate([self.vectors[first], self.vectors[final]], axis=1))
        number = {span: each for each, span in enumerate(spans)}
        words = Words.of([text[slice(*span)] for span in spans])
        return Links(number, queries / np.sqrt(np.float32(queries.shape[1])), keys, first, words, self.pairs, kinds)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of mentions, by which two of them are alike (see `alike`), without comparing all with all.

    Attributes:
        whole, last: for each mention a number that stands for all its words, and for the last.
        capitals: of each mention its capitalised words.
        places: for each such word the mentions that have it, in order.
    """

    whole: NDArray[np.int64]
    last: NDArray[np.int64]
    capitals: list[set[str]]
    places: dict[str, list[int]]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Words:
        """Take mentions apart."""
        words = [[word for word in WORD.findall(text) if word.lower() not in SMALL] for text in texts]
        capitals = [{word for word in each if word[0].isupper()} for each in words]
        places: dict[str, list[int]] = {}
        for number, each in enumerate(capitals):
            for word in each:
                places.setdefault(word, []).append(number)
        return cls(
            _numbers([" ".join(each).lower() or text.lower() for each, text in zip(words, texts, strict=True)]),
            _numbers([each[-1].lower() if each else text.lower() for each, text in zip(words, texts, strict=True)]),
            capitals,
            places,
        )

    def alike(self, mention: int, low: int, high: int) -> Floats:
        """What a mention's words have in common with those of each of the mentions [low, high), (mentions, ALIKE)."""
        found = np.zeros((high - low, ALIKE), dtype=np.float32)
        found[:, 0] = self.whole[low:high] == self.whole[mention]
        found[:, 1] = self.last[low:high] == self.last[mention]
        for word in self.capitals[mention]:
            places = self.places[word]
            found[[each - low for each in places[bisect_left(places, low) : bisect_left(places, high)]], 2] = 1
        found[:, 3] = [bool(each) for each in self.capitals[low:high]]
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """How likely each mention, known by its span, means what one before it does; and the kind of each (logits).

    Each is compared with as many as are asked for, not all with all: an article may have ten thousand mentions.
    """

    number: dict[Span, int]
    queries: Floats
    keys: Floats
    places: NDArray[np.int64]
    words: Words
    pairs: Pairs
    kinds: Floats

    def scores(self, mention: Span, low: int, high: int) -> Floats:
        """That a mention means what each of the mentions [low, high) before it means: log-odds against none of them."""
        number = self.number[mention]
        back = np.maximum(self.places[number] - self.places[low:high], 1)
        scores: Floats = self.keys[low:high] @ self.queries[number]
        scores += self.pairs.distance[np.minimum(np.log2(back).astype(np.int64), DISTANCES - 1)]
        scores += self.words.alike(number, low, high) @ self.pairs.alike
        scores -= self.pairs.none
        return scores

    def type(self, mention: Span) -> EntityType:
        """The likeliest type of what a mention means."""
        return TYPES[int(self.kinds[self.number[mention], :-1].argmax())]
