"""The words of many claims, looked at as columns: what is in most claims is plain English, and the same words again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, Final

import numpy as np
import pyarrow.compute as pc

from onrecord.graph.repeats.wording import WHOLE_WRITTEN, Outline, OutlineWord, outline, outlined

PLAIN: Final = r"""^[“”"., ]*[\x01-\x20"#$)*+,\-/:;<=>@A-TV-Z\\\]^_a-z{|}~\x7f“”]*[“”"., ]*$"""
"""A text of which `outline` has to look at its letters only."""
WRITTEN: Final = r"(?i)\b(?:" + "|".join(form.strip().replace(" ", "[^a-z]+") for form in WHOLE_WRITTEN) + r")\b"


class Outlines:
    """The outlines of claims, given their texts as a column."""

    def __init__(self, texts: Any) -> None:
        is_plain = pc.and_not(pc.match_substring_regex(texts, PLAIN), pc.match_substring_regex(texts, WRITTEN))
        letters = pc.utf8_trim(pc.replace_substring_regex(texts.filter(is_plain), "[^A-Za-z]+", " "), " ")
        tokens = pc.utf8_split_whitespace(letters)
        encoded = tokens.flatten().dictionary_encode()
        self._numbers: dict[OutlineWord, int] = {}
        self._plain = is_plain.to_numpy(zero_copy_only=False).copy()
        found = [outlined(token) if token else [] for token in encoded.dictionary.to_pylist()]  # "" of no words
        of_token = [self._numbered(words or ()) for words in found]
        token_lengths = np.array([len(words) for words in of_token], np.int64)
        starts = np.cumsum(token_lengths) - token_lengths
        flat = np.fromiter(chain.from_iterable(of_token), np.int32)
        indices = encoded.indices.to_numpy()
        times = token_lengths[indices]
        ends = np.concatenate([[0], np.cumsum(times)])
        within = np.arange(ends[-1]) - np.repeat(ends[:-1], times)
        plain_words = flat[np.repeat(starts[indices], times) + within]
        bounds = ends[tokens.offsets.to_numpy()]
        is_joined = np.array([words is None for words in found], bool)[indices]
        joined = np.concatenate([[0], np.cumsum(is_joined)])[tokens.offsets.to_numpy()]
        plain_places = np.flatnonzero(self._plain)
        self._plain[plain_places[joined[1:] > joined[:-1]]] = False
        self._starts, self._stops = np.zeros(len(texts), np.int64), np.zeros(len(texts), np.int64)
        self._starts[plain_places], self._stops[plain_places] = bounds[:-1], bounds[1:]
        others = [plain_words]
        first = len(plain_words)
        self._is_simple = self._plain.copy()
        for place in np.flatnonzero(~self._plain).tolist():
            its = outline(texts[place].as_py())
            others.append(np.array(self._numbered(its.words), np.int32))
            self._starts[place], self._stops[place] = first, first + len(its.words)
            first += len(its.words)
            self._is_simple[place] = its.is_plain
        self._all = np.concatenate(others)
        self._words = [*self._numbers]

    def forms(self) -> Iterator[list[str]]:
        """Give for each claim the letters of its words."""
        words, lengths = self._in_turn()
        return _strings([word.form for word in self._words], words, lengths)

    def content(self) -> Iterator[list[str]]:
        """Give for each claim the stems of content words that no editor put in."""
        words, lengths = self._in_turn()
        mine = np.array([word.is_own for word in self._words], bool)[words]
        whose = np.repeat(np.arange(len(lengths)), lengths)[mine]
        return _strings([word.stem for word in self._words], words[mine], np.bincount(whose, minlength=len(lengths)))

    def _in_turn(self) -> tuple[Any, Any]:
        """The words of one claim after the other, and how many each has."""
        lengths = self._stops - self._starts
        within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self._all[np.repeat(self._starts, lengths) + within], lengths

    def _numbered(self, words: Sequence[OutlineWord]) -> list[int]:
        return [self._numbers.setdefault(word, len(self._numbers)) for word in words]

    def __getitem__(self, place: int) -> Outline:
        words = self._all[self._starts[place] : self._stops[place]].tolist()
        return Outline([self._words[number] for number in words], bool(self._is_simple[place]))


def _strings(strings: list[str], numbers: Any, lengths: Any) -> Iterator[list[str]]:
    """Lists of such lengths of the strings of these numbers."""
    each = map(strings.__getitem__, numbers.tolist())
    return ([*islice(each, length)] for length in lengths.tolist())
