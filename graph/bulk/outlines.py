"""The words of many claims, looked at as columns: what is in most claims is plain English, and the same words again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.graph.repeats.wording import WHOLE_WRITTEN, OutlineWord, outline, outlined

PLAIN: Final = r"""^[“”"., ]*[\x01-\x20"#$)*+,\-/:;<=>@A-TV-Z\\\]^_a-z{|}~\x7f“”]*[“”"., ]*$"""
"""A text of which `outline` has to look at its letters only."""
WRITTEN: Final = r"(?i)\b(?:" + "|".join(form.strip().replace(" ", "[^a-z]+") for form in WHOLE_WRITTEN) + r")\b"


class Outlines:
    """The outlines of claims, given their texts as a column.

    Attributes:
        words: all different words.
        numbers: the places of words among them, of one claim after the other.
        lengths: how many words each claim has.
        is_plain: whether each is one sentence in which an editor left out nothing and put in nothing.
    """

    def __init__(self, texts: Any) -> None:
        is_plain = pc.and_not(pc.match_substring_regex(texts, PLAIN), pc.match_substring_regex(texts, WRITTEN))
        letters = pc.utf8_trim(pc.replace_substring_regex(texts.filter(is_plain), "[^A-Za-z]+", " "), " ")
        tokens = pc.utf8_split_whitespace(letters)
        encoded = tokens.flatten().dictionary_encode()
        self._number_of: dict[OutlineWord, int] = {}
        is_plain = is_plain.to_numpy(zero_copy_only=False).copy()
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
        plain_places = np.flatnonzero(is_plain)
        is_plain[plain_places[joined[1:] > joined[:-1]]] = False
        starts, self.lengths = np.zeros(len(texts), np.int64), np.zeros(len(texts), np.int64)
        starts[plain_places], self.lengths[plain_places] = bounds[:-1], np.diff(bounds)
        others = [plain_words]
        first = len(plain_words)
        self.is_plain = is_plain.copy()
        for place in np.flatnonzero(~is_plain).tolist():
            its = outline(texts[place].as_py())
            others.append(np.array(self._numbered(its.words), np.int32))
            starts[place], self.lengths[place] = first, len(its.words)
            first += len(its.words)
            self.is_plain[place] = its.is_plain
        within = np.arange(self.lengths.sum()) - np.repeat(np.cumsum(self.lengths) - self.lengths, self.lengths)
        self.numbers = np.concatenate(others)[np.repeat(starts, self.lengths) + within]
        self.words = [*self._number_of]

    def forms(self) -> list[str]:
        """Give for each claim the letters of its words, with spaces between."""
        forms = pa.array([word.form for word in self.words], pa.string()).take(pa.array(self.numbers))
        offsets = pa.array(np.concatenate([[0], np.cumsum(self.lengths)]), pa.int32())
        found: list[str] = pc.binary_join(pa.ListArray.from_arrays(offsets, forms), " ").to_pylist()
        return found

    def content(self) -> tuple[Any, Any]:
        """Give the stems of content words that no editor put in, of one claim after the other, and whose each is."""
        mine = np.array([word.is_own for word in self.words], bool)[self.numbers]
        stems = pa.array([word.stem for word in self.words], pa.string()).take(pa.array(self.numbers[mine]))
        return stems, np.repeat(np.arange(len(self.lengths)), self.lengths)[mine]

    def _numbered(self, words: Sequence[OutlineWord]) -> list[int]:
        return [self._number_of.setdefault(word, len(self._number_of)) for word in words]
