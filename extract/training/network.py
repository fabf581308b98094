"""The attribution network: a small BERT encoder, a head that finds cues, and one that gives each cue its spans.

One pass of the encoder serves a whole window. The cue head tags each word as beginning, inside or outside of a cue.
For each cue the span head tags every word of the window as source, content or neither, so attributions may nest and
overlap. This is the shape of the first trial, which was measured against Citron and annotators (see docs/accuracy.md).
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.extract.attribution.decoding import CUE_TAGS, ROLES
from onrecord.extract.attribution.features import FEATURE_SIZES
from onrecord.extract.attribution.mentions import ALIKE, DISTANCES, NAME_TAGS, TYPES
from onrecord.extract.training.base import Base, Sizes

DILATIONS = (1, 2, 4, 8)
LINK_WIDTH = 128
COMMON = 5.0  # log-odds that a word is in no name and means nobody, to begin with
REACH = 16  # distances from the cue are told apart in this many steps on either side


class Dropout(nn.Module):
    """Dropout that drops the same units of every word of a window: random numbers are dear on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], *[1] * (x.dim() - 2), x.shape[-1]) >= self.rate
        return x * (kept.to(x.dtype) / (1 - self.rate))


class Layer(nn.Module):
    """One transformer layer as in BERT: attention, then feed-forward, each with its residual and norm."""

    def __init__(self, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        width = sizes.width
        self.heads = sizes.heads
        self.query = nn.Linear(width, sizes.attended)
        self.key = nn.Linear(width, sizes.attended)
        self.value = nn.Linear(width, sizes.attended)
        self.out = nn.Linear(sizes.attended, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.widen = nn.Linear(width, sizes.inner)
        self.narrow = nn.Linear(sizes.inner, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def heads(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, -1).transpose(1, 2)

        query, key, value = heads(self.query(x)), heads(self.key(x)), heads(self.value(x))
        # Written out: the fused CPU kernel is twice as slow to train, and would not be quantised when exported.
        weights = (query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]) + mask).softmax(-1)
        attended = weights.to(value.dtype) @ value
        x = self.attention_norm(x + self.dropout(self.out(attended.transpose(1, 2).flatten(2))))
        return self.norm(x + self.dropout(self.narrow(F.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Word pieces and features in, one vector a word out (that of its first piece)."""

    def __init__(self, vocabulary: int, sizes: Sizes, dropout: float) -> None:
        super().__init__()
        width = sizes.width
        self.words = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(sizes.positions, width)
        self.kinds = nn.Parameter(torch.zeros(width))
        self.features = nn.ModuleList(nn.Embedding(size, width) for size in FEATURE_SIZES)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(sizes, dropout) for _ in range(sizes.layers))
        for table in self.features:
            nn.init.zeros_(table.weight)
        self.words.weight.requires_grad_(False)

    def forward(self, pieces: Tensor, extra: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """pieces, mask: (batch, pieces); extra: (batch, pieces, features); first: (batch, words)."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.kinds
        for number, table in enumerate(self.features):
            x = x + table(extra[:, :, number])
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x.gather(1, first.unsqueeze(-1).expand(-1, -1, x.shape[-1]))


class Spans(NamedTuple):
    """What the span head gives for each cue, as logits.

    `tags` (cues, words, 3) are source, content or neither; `roles` (cues, words, ROLES) the words of targets and
    addressees; `keep` (cues,) whether it is a cue at all; `thought` (cues,) whether it is thought rather than said.
    """

    tags: Tensor
    roles: Tensor
    keep: Tensor
    thought: Tensor


class SpanHead(nn.Module):
    """For each cue the words of its source and its content, of targets and addressees, and whether it is a cue at all.

    A word's vector and the cue's are brought together with the distance between them, and mixed with the neighbours'
    by dilated convolutions, so that spans come out whole.
    """

    def __init__(self, width: int, span: int, dropout: float) -> None:
        super().__init__()
        self.word = nn.Linear(width, span)
        self.cue = nn.Linear(2 * width, span)
        self.fit = nn.Linear(2 * width, span)
        self.distance = nn.Embedding(2 * REACH + 1, span)
        self.norm = nn.LayerNorm(span)
        self.mix = nn.ModuleList(
            nn.Conv1d(span, span, 3, padding=dilation, dilation=dilation) for dilation in DILATIONS
        )
        self.dropout = Dropout(dropout)
        self.tag = nn.Linear(span, 3)
        self.role = nn.Linear(span, ROLES)
        self.keep = nn.Linear(2 * span, 2)

    def forward(self, words: Tensor, window: Tensor, begin: Tensor, end: Tensor, mask: Tensor) -> Spans:
        """words: (batch, words, width); for each cue its window, first and last word; mask: (batch, words)."""
        cue = torch.cat([words[window, begin], words[window, end]], dim=-1)
        query = self.cue(cue)
        projected = self.word(words)[window]
        place = torch.arange(words.shape[1], device=words.device)
        x = projected * (1 + self.fit(cue)).unsqueeze(1) + query.unsqueeze(1)
        x = x + self.distance(distance_bucket(place, begin, end))
        here = mask[window].unsqueeze(-1).to(x.dtype)
        x = F.gelu(self.norm(x)) * here
        for convolution in self.mix:
            mixed = convolution(self.dropout(x).transpose(1, 2)).transpose(1, 2)
            x = (x + F.gelu(mixed)) * here
        pooled = (x - (1 - here) * 1e4).amax(1)
        whole = self.keep(torch.cat([query, pooled], dim=-1))
        return Spans(self.tag(x), self.role(x), whole[:, 0], whole[:, 1])


def distance_bucket(place: Tensor, begin: Tensor, end: Tensor) -> Tensor:
    """How far each word is from a cue, in steps that grow with the distance: 0 … 2·REACH, REACH inside the cue."""
    before = (begin.unsqueeze(1) - place).clamp(min=0)
    after = (place - end.unsqueeze(1)).clamp(min=0)

    def step(distance: Tensor) -> Tensor:
        far = 4 + (torch.log2(distance.clamp(min=4).float() / 4) * 2).long()
        return torch.where(distance <= 4, distance, far).clamp(max=REACH)

    return REACH - step(before) + step(after)


class Cues(NamedTuple):
    """Cues whose spans are asked for: for each its window in the batch, its first and its last word."""

    window: Tensor
    begin: Tensor
    end: Tensor


class Mentions(NamedTuple):
    """What the mention head gives for each mention: its types and whether it is named (logits), a query, a key."""

    kinds: Tensor
    query: Tensor
    key: Tensor


class MentionHead(nn.Module):
    """For words that mean somebody or something: its type, and which mention before it means the same.

    A mention's query is laid beside the keys of those before it (Lee et al. 2017, cut down to one product).
    """

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.dropout = Dropout(dropout)
        self.fit = nn.Linear(2 * width, LINK_WIDTH)
        self.kind = nn.Linear(LINK_WIDTH, len(TYPES) + 1)
        self.query = nn.Linear(2 * width, LINK_WIDTH)
        self.key = nn.Linear(2 * width, LINK_WIDTH)
        # what a pair's distance and its words add, and what stands for no antecedent
        self.distance = nn.Parameter(torch.zeros(DISTANCES))
        self.alike = nn.Parameter(torch.zeros(ALIKE))
        self.none = nn.Parameter(torch.zeros(1))

    def forward(self, words: Tensor, window: Tensor, begin: Tensor, end: Tensor) -> Mentions:
        """words: (batch, words, width); for each mention its window, first and last word."""
        both = self.dropout(torch.cat([words[window, begin], words[window, end]], dim=-1))
        return Mentions(self.kind(F.gelu(self.fit(both))), self.query(both), self.key(both))

    def links(self, mentions: Mentions, distance: Tensor, alike: Tensor) -> Tensor:
        """Logits (mentions, 1 + mentions): of no antecedent, and of each other mention as the antecedent.

        Args:
            distance: for each pair the step of its distance.
            alike: for each pair what its words have in common, (mentions, mentions, ALIKE).
        """
        score = mentions.query.float() @ mentions.key.float().T / math.sqrt(LINK_WIDTH)
        score = score + self.distance[distance] + alike @ self.alike
        return torch.cat([self.none.expand(len(score), 1), score], dim=1)


class Outputs(NamedTuple):
    """Vectors of the words; as logits their cue tags, and for each cue the tags of the words and whether to keep it."""

    words: Tensor
    cues: Tensor
    tags: Tensor
    keep: Tensor


class Network(nn.Module):
    """Encoder, cue head and span head together, for so many word pieces."""

    def __init__(self, vocabulary: int, sizes: Sizes, dropout: float = 0.1) -> None:
        super().__init__()
        width = sizes.width
        self.sizes = sizes
        self.encoder = Encoder(vocabulary, sizes, dropout)
        self.cues = nn.Sequential(nn.Linear(width, width), nn.GELU(), Dropout(dropout), nn.Linear(width, CUE_TAGS))
        self.names = nn.Linear(width, NAME_TAGS)
        self.spans = SpanHead(width, sizes.span, dropout)
        self.mentions = MentionHead(width, dropout)
        for rare in (self.names, self.spans.role):  # most words are none
            nn.init.constant_(rare.bias[:1].data, COMMON)

    def load_base(self, base: Base, rows: list[int]) -> None:
        """Begin with the weights of a base model: `rows` of its embeddings, and all of its layers."""
        weights = base.weights()

        def copy(module: nn.Module, name: str) -> None:
            for kind, parameter in module.named_parameters(recurse=False):
                parameter.data.copy_(weights[f"{name}.{kind}"])

        encoder = self.encoder
        encoder.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"][rows])
        copy(encoder.positions, "embeddings.position_embeddings")
        encoder.kinds.data.copy_(weights["embeddings.token_type_embeddings.weight"][0])
        copy(encoder.norm, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            name = f"encoder.layer.{number}"
            for ours, theirs in (
                ("query", "attention.self.query"),
                ("key", "attention.self.key"),
                ("value", "attention.self.value"),
                ("out", "attention.output.dense"),
                ("attention_norm", "attention.output.LayerNorm"),
                ("widen", "intermediate.dense"),
                ("narrow", "output.dense"),
                ("norm", "output.LayerNorm"),
            ):
                copy(getattr(layer, ours), f"{name}.{theirs}")

    def encode(self, pieces: Tensor, extra: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors of the words, and their cue logits (OUT, BEGIN, IN)."""
        words = self.encoder(pieces, extra, attention_mask(mask), first)
        return words, self.cues(words)


def attention_mask(mask: Tensor) -> Tensor:
    """Which pieces may be looked at, in the form that attention takes: 0 or a very small number."""
    return (~mask).to(torch.float32).mul(-10_000.0)[:, None, None, :]
