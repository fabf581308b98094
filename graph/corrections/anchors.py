"""Finds the words of a claim, and of its parts, again in a text that may have changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from onrecord.extract.document import fingerprint
from onrecord.extract.triple import Span, Triple, covered
from onrecord.graph.corrections.correction import BESIDE
from onrecord.graph.stores.fulltext import parted

SURE: Final = 5
"""Words of a claim that is known again by them alone."""

ALIKE: Final = 8
"""Characters beside a shorter claim that have to be the same."""

MOSTLY: Final = 0.5
"""The share of what two claims cover that both of them cover, from which on they are the same one, read otherwise."""

NEARLY_ALL: Final = 0.8

FURTHEST: Final = 2_000
"""Characters between the parts of one claim, at most."""

_VARIANTS: Final = ('“”„‟«»"', "'’‘‚`´", "-‐‑–—")
_MARK: Final = {mark: f"[{re.escape(marks)}]" for marks in _VARIANTS for mark in marks}


def anchored(triple: Triple) -> dict[str, Any]:
    """A claim as a correction keeps it: its parts, and the words beside it."""
    text, spans = triple.document.text, triple.claim.spans
    before, after = _beside(text, spans)
    parts = {name: value for name, value in triple.to_dict().items() if name != "document"}
    return parts | {"before": before, "after": after, "text": fingerprint(text)}


def is_of(read: Mapping[str, Any], text: str) -> bool:
    """Whether a claim was read in this very text."""
    return read.get("text") == fingerprint(text)


def find(read: Mapping[str, Any], triples: Sequence[Triple], text: str, least: float = MOSTLY) -> Triple | None:
    """The claim among these that is the one that was read; of several the one that fits best.

    In the same text it stands in the same place, or shares `least` of it; in another it has the same words.
    """
    start = start_of(read)

    def fit(triple: Triple) -> tuple[int, int]:
        likeness = _likeness(read, text, triple.claim.spans) + ALIKE * _is_said_alike(read, triple)
        return likeness, -abs(_first(triple.claim.spans) - start)

    if is_of(read, text):
        spans = _spans(read["claim"])
        fitting = [triple for triple in triples if _shared(triple.claim.spans, spans) >= least]
        return max(fitting, key=lambda triple: (_shared(triple.claim.spans, spans), fit(triple)), default=None)
    words = parted(read["claim"]["text"])
    sure = len(words.split()) >= SURE
    fitting = [triple for triple in triples if words and parted(triple.claim.text) == words]
    return max((triple for triple in fitting if sure or fit(triple)[0] >= ALIKE), key=fit, default=None)


def place(read: Mapping[str, Any], text: str) -> tuple[Span, ...]:
    """Where the words of a claim stand in a text; () where they are not."""
    claim = read["claim"]
    if is_of(read, text) and covered(text, spans := _spans(claim)) == claim["text"]:
        return spans
    start, sure = start_of(read), len(parted(claim["text"]).split()) >= SURE
    found = []
    first, *rest = _pieces(claim)
    for span in _occurrences(text, first):
        spans = _followed(text, span, rest)
        if spans and (likeness := _likeness(read, text, spans)) + ALIKE * sure >= ALIKE:
            found.append((likeness, -abs(spans[0][0] - start), spans))
    return max(found, default=(0, 0, ()))[2]


def part_place(part: Mapping[str, Any], text: str, near: int, same: bool) -> tuple[Span, ...]:
    """Where a part of a claim stands: where it did if the text is the `same`, else its words next to `near`."""
    spans = _spans(part)
    if not spans or (same and spans[-1][1] <= len(text)):
        return spans
    first, *rest = _pieces(part)
    return _followed(text, nearest(text, first, near), rest)


def nearest(text: str, words: str, near: int) -> Span | None:
    """Where the words stand that are next to an offset, None where they are not near it."""
    found = min(_occurrences(text, words), key=lambda span: (abs(span[0] - near), span), default=None)
    return found if found and abs(found[0] - near) <= FURTHEST else None


def looked_up(text: str, words: str, near: int) -> tuple[Span, ...]:
    """Where words that somebody typed stand, next to an offset; “…” leaves something out. () where they are not."""
    whole = min(_occurrences(text, words), key=lambda span: (abs(span[0] - near), span), default=None)
    if whole:
        return (whole,)
    first, *rest = (piece.strip() for piece in re.split(r"…|\.\.\.|\[…\]", words))
    for span in sorted(_occurrences(text, first), key=lambda span: (abs(span[0] - near), span)) if rest else ():
        if spans := _followed(text, span, rest):
            return spans
    return ()


def _occurrences(text: str, words: str) -> Iterator[Span]:
    """Where words stand, however the blanks between them and their marks are written."""
    pattern = r"\s+".join("".join(_MARK.get(mark, re.escape(mark)) for mark in word) for word in words.split())
    if pattern:
        begin, end = (r"\b" if edge.isalnum() else "" for edge in (words.split()[0][0], words.split()[-1][-1]))
        for match in re.finditer(begin + pattern + end, text):
            yield match.start(), match.end()


def _followed(text: str, first: Span | None, rest: Sequence[str]) -> tuple[Span, ...]:
    """A span with those of the words that follow it; () where one of them does not."""
    if first is None:
        return ()
    spans = [first]
    for words in rest:
        stop = spans[-1][1]
        span = next((span for span in _occurrences(text, words) if span[0] >= stop), None)
        if span is None or span[0] - stop > FURTHEST:
            return ()
        spans.append(span)
    return tuple(spans)


def _pieces(part: Mapping[str, Any]) -> list[str]:
    """The words of each span of a part."""
    text, spans, at = part["text"], _spans(part), 0
    if len(text) != sum(stop - start + 1 for start, stop in spans) - 1:
        return [text]
    pieces = []
    for start, stop in spans:
        pieces.append(text[at : at + stop - start])
        at += stop - start + 1  # a space joins them
    return pieces


def _shared(some: Sequence[Span], others: Sequence[Span]) -> float:
    """How much of what two claims cover both of them cover."""
    both = sum(max(0, min(a, b) - max(x, y)) for x, a in some for y, b in others)
    all = sum(stop - start for start, stop in (*some, *others)) - both
    return both / all if all else 0.0


def _likeness(read: Mapping[str, Any], text: str, spans: Sequence[Span]) -> int:
    """How many characters beside a claim are those that were beside it when it was read."""
    before, after = _beside(text, spans)
    mine, theirs = ((pair[0][::-1], pair[1]) for pair in ((read["before"], read["after"]), (before, after)))
    return sum(_alike(*pair) for pair in zip(mine, theirs, strict=True))


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin alike with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _beside(text: str, spans: Sequence[Span]) -> tuple[str, str]:
    if not spans:
        return "", ""
    start, stop = spans[0][0], spans[-1][1]
    return text[max(0, start - BESIDE) : start], text[stop : stop + BESIDE]


def _is_said_alike(read: Mapping[str, Any], triple: Triple) -> bool:
    """Whether a claim has the words for its speaker, and the cue, that were read."""
    speaker, cue = (part and part["text"] for part in (read.get("speaker"), read.get("cue")))
    return (triple.speaker and triple.speaker.text, triple.cue and triple.cue.text) == (speaker, cue)


def _spans(part: Mapping[str, Any]) -> tuple[Span, ...]:
    return tuple((start, stop) for start, stop in part["spans"])


def start_of(read: Mapping[str, Any]) -> int:
    """Where a claim began when it was read."""
    return _first(_spans(read["claim"]))


def _first(spans: Sequence[Span]) -> int:
    return spans[0][0] if spans else 0
