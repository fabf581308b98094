"""Texts of hundreds of thousands of characters: what would cost most is not shown to the model, or not compared."""

from __future__ import annotations

import numpy as np

from onrecord.extract import Extractor
from onrecord.extract.attribution.features import featurize
from onrecord.extract.attribution.mentions import Words, alike
from onrecord.extract.attribution.model import WEIGHTS, _may_tell, read_tokenizer
from onrecord.extract.attribution.windows import split

SAID = "“We will stay until the last stone is laid,” said Ana Ruiz, the mayor."


def test_what_has_no_words_is_not_shown_to_the_model() -> None:
    marks = "“‘—…*#12 中文 " * 100
    features = featurize(f"{marks}\n\nRuiz agreed.\n\n{marks}", read_tokenizer(WEIGHTS))
    told = [_may_tell(features, window) for window in split(features)]
    assert len(told) > 5
    assert 1 <= sum(told) <= 2


def test_a_statement_among_marks_is_found() -> None:
    marks = "* # … — " * 400
    [triple] = Extractor().triples(f"{marks}\n\n{SAID}\n\n{marks}")
    assert triple.speaker is not None
    assert (triple.speaker.name, triple.claim.text) == ("Ana Ruiz", "“We will stay until the last stone is laid,”")


def test_a_mention_is_compared_with_some_as_with_all() -> None:
    texts = ["Ana Ruiz", "the mayor", "Ruiz", "the last mayor", "Ruiz", "—"]
    words = Words.of(texts)
    assert words.alike(4, 0, 4).tolist() == [[0, 1, 1, 1], [0, 0, 0, 0], [1, 1, 1, 1], [0, 0, 0, 0]]
    assert words.alike(3, 1, 3).tolist() == [[0, 1, 0, 0], [0, 0, 0, 1]]
    for number, row in enumerate(alike(texts)):
        assert np.array_equal(row[1:4], words.alike(number, 1, 4))
