"""Annotated articles as windows with labels, ready to be batched."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.decoding import (
    ABOUT,
    ADDRESSED,
    BEGIN,
    CONTENT,
    IN,
    MENTIONED,
    NEITHER,
    NOBODY,
    OUT,
    SOURCE,
    UNCUED,
)
from onrecord.extract.attribution.features import Features, featurize
from onrecord.extract.attribution.mentions import alike, distance_steps
from onrecord.extract.attribution.windows import CORE, LEARNT_MARGIN, Window, split
from onrecord.extract.gold import Annotated
from onrecord.extract.gold.articles import Details
from onrecord.extract.gold.webanno import Chained
from onrecord.extract.training.forms import disturb
from onrecord.extract.training.labels import Spot, spots_of, spots_of_chains
from onrecord.extract.triple import Span

IGNORED = -100


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the model sees it, and the attributions of each of its annotators.

    Attributes:
        annotators: none where attributions are not annotated.
        details: who is meant in each attribution, for each annotator; empty where that is not annotated.
        spots: for each annotator the mentions whose entities are known, in order.
        names: where names stand, and their types; None where that is not known.
        whole: whether attributions inside others and those without cue are annotated too.
    """

    features: Features
    text: str
    annotators: list[list[Attribution]]
    details: list[list[Details]]
    spots: list[list[Spot]]
    names: list[tuple[Span, int]] | None = None
    whole: bool = False


class Labelled(NamedTuple):
    """A cue: its first and last word, of each word the tag and the role, and whether it is thought (or IGNORED)."""

    begin: int
    end: int
    tags: NDArray[np.int64]
    roles: NDArray[np.int64]
    thought: int


class Mention(NamedTuple):
    """A mention in a window: first and last word, its first word in the article, what it means, its words."""

    begin: int
    end: int
    place: int
    spot: Spot
    words: str


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its labels. All arrays are of the window's words, `pieces` and the next two of its pieces.

    cues: OUT, BEGIN, IN or UNCUED for each word of the core, IGNORED in the margins and where nothing is known.
    names: the tag of each word of the core, likewise.
    gold: the cues of the core. mentions: those of the core.
    whole: whether a word that is OUT may not begin a claim without cue either.
    """

    pieces: NDArray[np.int64]
    extra: NDArray[np.int64]
    first: NDArray[np.int64]
    cues: NDArray[np.int64]
    names: NDArray[np.int64]
    gold: list[Labelled]
    mentions: list[Mention]
    whole: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one length; the cues of all of them in one list, and their mentions in another.

    `entity` numbers what mentions mean: two of different articles never have the same. `follows` holds where the second
    mention of a pair may be the antecedent of the first; `distance` and `alike` are of each pair.
    """

    pieces: Tensor
    extra: Tensor
    mask: Tensor
    first: Tensor
    words: Tensor
    cues: Tensor
    names: Tensor
    whole: Tensor
    window: Tensor
    begin: Tensor
    end: Tensor
    tags: Tensor
    roles: Tensor
    thought: Tensor
    mention_window: Tensor
    mention_begin: Tensor
    mention_end: Tensor
    type: Tensor
    named: Tensor
    entity: Tensor
    follows: Tensor
    distance: Tensor
    alike: Tensor


def read_articles(corpus: Sequence[Annotated], tokenizer: Tokenizer) -> list[Article]:
    return [_read(one, tokenizer) for one in corpus]


def _read(one: Annotated, tokenizer: Tokenizer) -> Article:
    annotators = list(one.annotators)
    details = [one.details.get(annotator, []) for annotator in annotators]
    attributions = [one.annotators[annotator] for annotator in annotators]
    spots = [
        spots_of(one.text, found, detailed) if detailed else []
        for found, detailed in zip(attributions, details, strict=True)
    ]
    features = featurize(one.text, tokenizer)
    return Article(features, one.text, attributions, details, spots, one.named, one.whole)


def read_chained(corpus: Sequence[Chained], tokenizer: Tokenizer) -> list[Article]:
    """Texts with coreference, to learn who is meant from."""
    return [Article(featurize(one.text, tokenizer), one.text, [], [], [spots_of_chains(one)]) for one in corpus]


def window_pieces(features: Features, window: Window) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the pieces of a window lie in the article, and which of them are the first of their word."""
    low, high = np.searchsorted(features.word_of, [window.start, window.stop])
    first = np.searchsorted(features.word_of[low:high], np.arange(window.start, window.stop))
    return np.arange(low, high), first


def make_example(features: Features, window: Window, article: Article | None = None, annotator: int = 0) -> Example:
    """A window with the labels of one annotator for what is in its core; without an article it has none."""
    place, first = window_pieces(features, window)
    extra = features.extra[window.start : window.stop].astype(np.int64)
    length = window.stop - window.start
    core = slice(window.core_start - window.start, window.core_stop - window.start)
    cues = np.full(length, IGNORED, dtype=np.int64)
    names = np.full(length, IGNORED, dtype=np.int64)
    labelled: list[Labelled] = []
    mentions: list[Mention] = []
    if article is not None and article.annotators:
        cues[core] = OUT
        labelled = list(_label(features, window, article, annotator, cues))
    if article is not None and article.names is not None:
        names[core] = 0
        for span, type_ in article.names:
            low, high = _within(features, span, window)
            names[low:high] = 2 + 2 * type_
            if low < high:
                names[low] = 1 + 2 * type_
        names[: core.start] = names[core.stop :] = IGNORED
    if article is not None and article.spots:
        for spot in article.spots[annotator]:
            begin, stop = _words(features, spot.span)
            if window.core_start <= begin < stop and begin < window.core_stop:
                end = min(stop, window.stop) - 1
                words = article.text[slice(*spot.span)]
                mentions.append(Mention(begin - window.start, end - window.start, begin, spot, words))
    pieces = features.pieces[place].astype(np.int64)
    whole = article is not None and article.whole
    return Example(pieces, extra[features.word_of[place] - window.start], first, cues, names, labelled, mentions, whole)


def _label(
    features: Features, window: Window, article: Article, annotator: int, cues: NDArray[np.int64]
) -> Iterator[Labelled]:
    """The attributions of a window, whose cues are marked in `cues`."""
    attributions, details = article.annotators[annotator], article.details[annotator]
    if not article.whole:  # what may be inside is not known
        for attribution in attributions:
            for span in attribution.content:
                low, high = _within(features, span, window)
                cues[low:high] = IGNORED
    # claims without cue last, so that they do not hide a cue
    order = sorted(range(len(attributions)), key=lambda number: not attributions[number].cue)
    for number in order:
        attribution = attributions[number]
        if not attribution.cue and not article.whole:
            continue
        begin, stop = _words(features, attribution.cue[0] if attribution.cue else attribution.content[0])
        if not attribution.cue:
            stop = min(stop, begin + 1)
        if not window.core_start <= begin < window.core_stop or stop == begin:
            continue
        begin, end = begin - window.start, min(stop, window.stop) - 1 - window.start
        if not attribution.cue and cues[begin] not in (OUT, IGNORED):
            continue
        tags = np.full(len(cues), NEITHER, dtype=np.int64)
        for spans, label in ((attribution.content, CONTENT), (attribution.source, SOURCE)):
            for span in spans:
                low, high = _within(features, span, window)
                tags[low:high] = label
        roles = _roles(features, window, details[number]) if details else np.full(len(cues), IGNORED, dtype=np.int64)
        thought = details[number].thought if details else None
        cues[begin] = BEGIN if attribution.cue else UNCUED
        cues[begin + 1 : end + 1] = IN
        yield Labelled(begin, end, tags, roles, IGNORED if thought is None else int(thought))


ROLE = {"about": ABOUT, "mention": MENTIONED, "addressee": ADDRESSED}


def _roles(features: Features, window: Window, details: Details) -> NDArray[np.int64]:
    """The role of each word of a window: of two mentions, one inside the other, the inner has its words."""
    roles = np.full(window.stop - window.start, NOBODY, dtype=np.int64)
    owner = np.full(len(roles), -1)
    meant = [one for one in details.meant if one.role in ROLE and one.spans]
    meant.sort(key=lambda one: one.spans[0][0] - one.spans[0][1])
    for number, one in enumerate(meant):
        low, high = _within(features, one.spans[0], window)
        roles[low:high] = ROLE[one.role] + 1
        owner[low:high] = number
    for number, one in enumerate(meant):
        own = np.flatnonzero(owner == number)
        if len(own):
            roles[own[0]] = ROLE[one.role]
    return roles


def epoch(articles: Sequence[Article], seed: int, size: int, rehearsed: float = 1.0) -> Iterator[Batch]:
    """All articles once, in batches of windows of like length, about `size` full windows each.

    Another view of them for every seed: window borders move, some articles come in another form, without margins or as
    short notices (else the model would learn that nobody speaks at the very beginning of a text), and where there are
    several annotators one is drawn. The windows of an article whose mentions are known stay together, so that a
    mention's antecedent may be found in another window. Of articles without targets only a share is drawn, `rehearsed`.
    """
    noise = random.Random(seed)
    single: list[list[Example]] = []
    together: list[list[Example]] = []
    for article in articles:
        linked = any(article.spots)
        if not (article.whole or any(article.details)) and noise.random() >= rehearsed:
            continue
        annotator = noise.randrange(max(1, len(article.annotators)))
        features = disturb(article.features, noise)
        draw = noise.random()
        margin = LEARNT_MARGIN if draw < 0.45 else 0
        core = CORE + 2 * (LEARNT_MARGIN - margin) if draw < 0.85 else noise.randint(30, 150)
        windows = split(features, core, margin, first=noise.randint(core // 3, core))
        examples = [make_example(features, window, article, annotator) for window in windows]
        if linked:
            together += [examples[at : at + size] for at in range(0, len(examples), size)]
        else:
            single += [[example] for example in examples]
    batches = [*_batched(single, size, noise), *_batched(together, size, noise)]
    noise.shuffle(batches)
    yield from map(collate, batches)


def _batched(groups: list[list[Example]], size: int, noise: random.Random) -> list[list[list[Example]]]:
    """Groups of windows in batches of like length."""

    def longest(group: list[Example]) -> int:
        return max(len(example.pieces) for example in group)

    groups = sorted(groups, key=lambda group: longest(group) + noise.uniform(0, 40))
    batches: list[list[list[Example]]] = []
    many = 0
    for group in groups:
        if not batches or (many + len(group)) * longest(group) > size * (CORE + 2 * LEARNT_MARGIN):
            batches.append([])
            many = 0
        batches[-1].append(group)
        many += len(group)
    return batches


def collate(groups: Sequence[Sequence[Example]]) -> Batch:
    """A batch of windows, those of one article in one group."""
    examples = [example for group in groups for example in group]
    pieces = max(len(example.pieces) for example in examples)
    words = max(len(example.first) for example in examples)

    def padded(rows: Sequence[NDArray[np.int64]], length: int, value: int = 0) -> Tensor:
        if not rows:
            return torch.zeros((0, length), dtype=torch.long)
        each = [
            np.pad(row, [(0, length - len(row))] + [(0, 0)] * (row.ndim - 1), constant_values=value) for row in rows
        ]
        return torch.from_numpy(np.stack(each))

    def numbers(values: Iterable[int]) -> Tensor:
        return torch.tensor(list(values), dtype=torch.long)

    cues = [(number, gold) for number, example in enumerate(examples) for gold in example.gold]
    number, mentions = 0, list[tuple[int, int, Mention]]()
    for article, group in enumerate(groups):
        for example in group:
            mentions += ((number, article, mention) for mention in example.mentions)
            number += 1
    article_of = np.array([article for _, article, _ in mentions], dtype=np.int64)
    places = np.array([mention.place for *_, mention in mentions], dtype=np.int64)
    silent = np.array([mention.spot.silent for *_, mention in mentions], dtype=np.bool_)
    order = np.arange(len(mentions))
    follows = (article_of[:, None] == article_of[None, :]) & (order[:, None] > order[None, :]) & ~silent[None, :]
    return Batch(
        pieces=padded([example.pieces for example in examples], pieces),
        extra=padded([example.extra for example in examples], pieces),
        mask=torch.arange(pieces) < torch.tensor([[len(example.pieces)] for example in examples]),
        first=padded([example.first for example in examples], words),
        words=torch.arange(words) < torch.tensor([[len(example.first)] for example in examples]),
        cues=padded([example.cues for example in examples], words, IGNORED),
        names=padded([example.names for example in examples], words, IGNORED),
        whole=torch.tensor([example.whole for example in examples]),
        window=numbers(window for window, _ in cues),
        begin=numbers(gold.begin for _, gold in cues),
        end=numbers(gold.end for _, gold in cues),
        tags=padded([gold.tags for _, gold in cues], words, IGNORED),
        roles=padded([gold.roles for _, gold in cues], words, IGNORED),
        thought=numbers(gold.thought for _, gold in cues),
        mention_window=numbers(window for window, *_ in mentions),
        mention_begin=numbers(mention.begin for *_, mention in mentions),
        mention_end=numbers(mention.end for *_, mention in mentions),
        type=numbers(IGNORED if one.spot.silent else one.spot.type for *_, one in mentions),
        named=numbers(IGNORED if one.spot.silent else one.spot.named for *_, one in mentions),
        entity=numbers(article * 100_000 + mention.spot.entity for _, article, mention in mentions),
        follows=torch.from_numpy(follows),
        distance=torch.from_numpy(distance_steps(places)),
        alike=torch.from_numpy(alike(["" if one.spot.silent else one.words for *_, one in mentions])),
    )


def _within(features: Features, span: Span, window: Window) -> tuple[int, int]:
    """The words of a window that a span of characters touches, half-open, counted from the window's first."""
    low, high = _words(features, span)
    length = window.stop - window.start
    return min(max(0, low - window.start), length), min(max(0, high - window.start), length)


def _words(features: Features, span: Span) -> tuple[int, int]:
    """The words that a span of characters touches, half-open."""
    low = int(np.searchsorted(features.stops, span[0], side="right"))
    return low, max(low, int(np.searchsorted(features.starts, span[1], side="left")))
