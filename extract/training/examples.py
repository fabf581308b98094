"""Annotated articles as windows with labels, ready to be batched."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.decoding import BEGIN, CONTENT, IN, NEITHER, OUT, SOURCE
from onrecord.extract.attribution.features import Features, featurize
from onrecord.extract.attribution.windows import CORE, LEARNT_MARGIN, Window, split
from onrecord.extract.gold import Annotated
from onrecord.extract.training.forms import disturb
from onrecord.extract.triple import Span

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the model sees it, and the attributions of each of its annotators."""

    features: Features
    annotators: list[list[Attribution]]


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its labels. All arrays are of the window's words, `pieces` and the next two of its pieces.

    cues: OUT, BEGIN or IN for each word of the core, IGNORED in the margins.
    gold: for each cue of the core its first and last word, and the tags of all words.
    """

    pieces: NDArray[np.int64]
    extra: NDArray[np.int64]
    first: NDArray[np.int64]
    cues: NDArray[np.int64]
    gold: list[tuple[int, int, NDArray[np.int64]]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one length; the cues of all of them in one list."""

    pieces: Tensor
    extra: Tensor
    mask: Tensor
    first: Tensor
    words: Tensor
    cues: Tensor
    window: Tensor
    begin: Tensor
    end: Tensor
    tags: Tensor


def read_articles(corpus: Sequence[Annotated], tokenizer: Tokenizer) -> list[Article]:
    return [Article(featurize(one.text, tokenizer), list(one.annotators.values())) for one in corpus]


def window_pieces(features: Features, window: Window) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the pieces of a window lie in the article, and which of them are the first of their word."""
    low, high = np.searchsorted(features.word_of, [window.start, window.stop])
    first = np.searchsorted(features.word_of[low:high], np.arange(window.start, window.stop))
    return np.arange(low, high), first


def make_example(features: Features, window: Window, gold: Sequence[Attribution]) -> Example:
    """A window with the labels of the attributions whose cue is in its core."""
    place, first = window_pieces(features, window)
    extra = features.extra[window.start : window.stop].astype(np.int64)
    length = window.stop - window.start
    cues = np.full(length, IGNORED, dtype=np.int64)
    cues[window.core_start - window.start : window.core_stop - window.start] = OUT
    labelled = []
    for attribution in gold:
        if not attribution.cue:
            continue
        begin, stop = _words(features, attribution.cue[0])
        if not window.core_start <= begin < window.core_stop or stop == begin:
            continue
        tags = np.full(length, NEITHER, dtype=np.int64)
        for spans, label in ((attribution.content, CONTENT), (attribution.source, SOURCE)):
            for span in spans:
                low, high = _words(features, span)
                tags[max(0, low - window.start) : max(0, high - window.start)] = label
        begin, end = begin - window.start, min(stop - window.start, length) - 1
        cues[begin] = BEGIN
        cues[begin + 1 : end + 1] = IN
        labelled.append((begin, end, tags))
    return Example(
        features.pieces[place].astype(np.int64), extra[features.word_of[place] - window.start], first, cues, labelled
    )


def epoch(articles: Sequence[Article], seed: int, size: int) -> Iterator[Batch]:
    """All articles once, in batches of windows of like length, about `size` full windows each.

    Another view of them for every seed: window borders move, some articles come in another form, without margins or as
    short notices (else the model would learn that nobody speaks at the very beginning of a text), and where there are
    several annotators one is drawn.
    """
    noise = random.Random(seed)
    examples = []
    for article in articles:
        gold = noise.choice(article.annotators)
        features = disturb(article.features, noise)
        draw = noise.random()
        margin = LEARNT_MARGIN if draw < 0.45 else 0
        core = CORE + 2 * (LEARNT_MARGIN - margin) if draw < 0.85 else noise.randint(30, 150)
        for window in split(features, core, margin, first=noise.randint(core // 3, core)):
            examples.append(make_example(features, window, gold))
    examples.sort(key=lambda example: len(example.pieces) + noise.uniform(0, 40))
    batches: list[list[Example]] = [[]]
    for example in examples:
        if (len(batches[-1]) + 1) * len(example.pieces) > size * (CORE + 2 * LEARNT_MARGIN):
            batches.append([])
        batches[-1].append(example)
    noise.shuffle(batches)
    yield from map(collate, filter(None, batches))


def collate(examples: Sequence[Example]) -> Batch:
    pieces = max(len(example.pieces) for example in examples)
    words = max(len(example.first) for example in examples)

    def padded(name: str, length: int, value: int = 0) -> Tensor:
        def pad(row: NDArray[np.int64]) -> NDArray[np.int64]:
            return np.pad(row, [(0, length - len(row))] + [(0, 0)] * (row.ndim - 1), constant_values=value)

        return torch.from_numpy(np.stack([pad(getattr(example, name)) for example in examples]))

    cues = [(number, *gold) for number, example in enumerate(examples) for gold in example.gold]
    tags = [np.pad(tag, (0, words - len(tag)), constant_values=IGNORED) for *_, tag in cues]
    return Batch(
        pieces=padded("pieces", pieces),
        extra=padded("extra", pieces),
        mask=torch.arange(pieces) < torch.tensor([[len(example.pieces)] for example in examples]),
        first=padded("first", words),
        words=torch.arange(words) < torch.tensor([[len(example.first)] for example in examples]),
        cues=padded("cues", words, IGNORED),
        window=torch.tensor([cue[0] for cue in cues], dtype=torch.long),
        begin=torch.tensor([cue[1] for cue in cues], dtype=torch.long),
        end=torch.tensor([cue[2] for cue in cues], dtype=torch.long),
        tags=torch.from_numpy(np.stack(tags)) if tags else torch.zeros((0, words), dtype=torch.long),
    )


def _words(features: Features, span: Span) -> tuple[int, int]:
    """The words that a span of characters touches, half-open."""
    low = int(np.searchsorted(features.stops, span[0], side="right"))
    return low, max(low, int(np.searchsorted(features.starts, span[1], side="left")))
