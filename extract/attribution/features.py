"""What the attribution model sees of a text: word pieces, words, and a few features that uncased pieces lose.

Training and run time both come through here, so that they cannot differ. Quotation marks of every kind become one
form, and where they stand is said by a feature instead; so an article reads the same with curly, straight or '' ''.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.page.form import ACCENTS, plain
from onrecord.extract.page.quotes import Quotation, find_quotations

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int32]
ACCENT = re.compile(f"[{ACCENTS}]+")

# One code point for one, so that offsets stay what they are.
SAME_FORM = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "＂": '"', "‘": "'", "’": "'", "‚": "'", "`": "'",
     "\u2015": "—", "\u2012": "–", "\u2010": "-", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
)  # fmt: skip
# Values of the features; 0 is what most words have.
LOWER, CAPITAL, UPPER, MIXED, NO_LETTER = range(5)
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)
GOES_ON, PARAGRAPH_STARTS = range(2)
FEATURE_SIZES = (5, 4, 2)  # case, quotation, paragraph
# What the model is shown for a headline before a text that has none, where it needs one.
STAND_IN = "."


@dataclass(frozen=True, slots=True)
class Features:
    """A text as the model sees it.

    Attributes:
        pieces: id of each word piece.
        word_of: for each piece the number of its word.
        starts, stops: for each word its half-open character offsets in the text.
        extra: for each word its features (case, quotation, paragraph), shape (words, 3).
        quotations: the quotations of the text.
    """

    pieces: Ints
    word_of: Ints
    starts: Ints
    stops: Ints
    extra: Ints
    quotations: list[Quotation]


@dataclass(frozen=True, slots=True)
class Normalizer:
    """How BERT's tokenizer normalises text. Without `strip_accents`, accents go if all becomes lower case."""

    lowercase: bool = True
    strip_accents: bool | None = None


def make_tokenizer(vocabulary: Iterable[str], normalizer: Normalizer) -> Tokenizer:
    """The word-piece tokenizer of BERT over these pieces, numbered in their order."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(
        lowercase=normalizer.lowercase, strip_accents=normalizer.strip_accents
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def featurize(text: str, tokenizer: Tokenizer) -> Features:
    """Cut a text into word pieces and words, with the features of each word."""
    text = plain(text)
    quotations = find_quotations(text)
    encoding = tokenizer.encode(_one_form(text, quotations), add_special_tokens=False)
    pieces = np.array(encoding.ids, dtype=np.int32)
    if not len(pieces):
        none = np.zeros(0, dtype=np.int32)
        return Features(pieces, none, none, none, np.zeros((0, 3), dtype=np.int32), quotations)
    words = np.array(encoding.word_ids, dtype=np.int32)
    offsets = np.array(encoding.offsets, dtype=np.int32)
    first = np.flatnonzero(np.diff(words, prepend=-1))
    last = np.append(first[1:], len(words)) - 1
    starts, stops = offsets[first, 0], _with_accents(text, offsets[last, 1])
    extra = np.stack(
        [
            _case(text, starts, stops),
            _quotation(text, quotations)[starts],
            _paragraph(text, starts),
        ],
        axis=1,
    )
    word_of = np.repeat(np.arange(len(first), dtype=np.int32), last - first + 1)
    return Features(pieces, word_of, starts, stops, extra, quotations)


def under_headline(features: Features, tokenizer: Tokenizer) -> Features:
    """The features of a text without headline with a first word of no length, which stands for one."""
    piece = tokenizer.token_to_id(STAND_IN)
    if piece is None or not len(features.starts):
        return features
    return replace(
        features,
        pieces=np.append(np.int32(piece), features.pieces),
        word_of=np.append(np.int32(0), features.word_of + 1),
        starts=np.append(features.starts[:1], features.starts),
        stops=np.append(features.starts[:1], features.stops),
        extra=np.append(np.array([[NO_LETTER, OUTSIDE, PARAGRAPH_STARTS]], dtype=np.int32), features.extra, axis=0),
    )


def _with_accents(text: str, stops: Ints) -> Ints:
    """Where words end, with the accents that the tokenizer leaves out where they are characters of their own."""
    if text.isascii():
        return stops
    ends = np.arange(len(text) + 1, dtype=np.int32)
    for match in ACCENT.finditer(text):
        ends[match.start()] = match.end()
    return ends[stops]


def _one_form(text: str, quotations: list[Quotation]) -> str:
    """The text with every quotation mark in one form, as long as before."""
    same = text.translate(SAME_FORM)
    doubled = [(q.start, q.opened) for q in quotations] + [(q.stop - q.closed, q.closed) for q in quotations]
    if any(length == 2 for _, length in doubled) or any(same[q.start] == "'" for q in quotations):
        characters = list(same)
        for at, length in doubled:
            if length:
                characters[at : at + length] = ('"', " ")[:length]
        same = "".join(characters)
    return same


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _case(text: str, starts: Ints, stops: Ints) -> Ints:
    codes, inverse = np.unique(_codes(text), return_inverse=True)
    characters = [chr(code) for code in codes]
    upper = np.array([c.isupper() for c in characters])[inverse]
    lower = np.array([c.islower() for c in characters])[inverse]
    uppers, lowers = np.append(0, np.cumsum(upper)), np.append(0, np.cumsum(lower))
    up, low = uppers[stops] - uppers[starts], lowers[stops] - lowers[starts]
    case = np.full(len(starts), LOWER, dtype=np.int32)
    case[(up == 0) & (low == 0)] = NO_LETTER
    case[up > 0] = MIXED
    case[(up > 1) & (low == 0)] = UPPER
    case[(up == 1) & upper[starts]] = CAPITAL
    return case


def _quotation(text: str, quotations: list[Quotation]) -> Ints:
    """For each character whether it is inside a quotation, or part of a mark."""
    where = np.zeros(len(text) + 1, dtype=np.int32)
    for q in quotations:
        where[q.start : q.stop] = INSIDE
        where[q.start : q.start + q.opened] = OPENING
        where[q.stop - q.closed : q.stop] = CLOSING
    return where


def _paragraph(text: str, starts: Ints) -> Ints:
    """Whether a line break stands between a word and the one before it."""
    breaks = np.append(0, np.cumsum(_codes(text) == 10))[starts]
    return (np.diff(breaks, prepend=-1) > 0).astype(np.int32)
