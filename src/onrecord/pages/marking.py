"""An article's text in pieces, each with the marks that lie over it: claims, cues, speakers and targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.extract.triple import Span
from onrecord.graph.lookups.articles import Article

PARTS = ("claim", "cue", "speaker", "target", "addressee")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same marks lie.

    Attributes:
        text: the words.
        parts: what they are part of, in the order of PARTS; empty for words that nothing marks.
        claims: the numbers of the claims that these words are of or belong to, the outermost first.
        depth: how many claims lie over the words.
        begins: the numbers of the claims whose first words these are.
        whom: the id of the entity that the words mean; empty if none.
    """

    text: str
    parts: tuple[str, ...]
    claims: tuple[int, ...]
    depth: int
    begins: tuple[int, ...]
    whom: str


def paragraphs(article: Article) -> Iterator[list[Piece]]:
    """The pieces of an article, paragraph by paragraph; lines end paragraphs."""
    found: list[Piece] = []
    for piece in pieces(article):
        if piece.text == "\n":
            if found:
                yield found
            found = []
        else:
            found.append(piece)
    if found:
        yield found


def pieces(article: Article) -> Iterator[Piece]:
    """The text in pieces, whole and in order; each line break is a piece of its own, without marks."""
    text = article.text
    opened: defaultdict[int, list[tuple[int, str, str]]] = defaultdict(list)
    closed: defaultdict[int, list[tuple[int, str, str]]] = defaultdict(list)
    begins: defaultdict[int, list[int]] = defaultdict(list)
    for number, claim in enumerate(article.claims):
        marked = [(span, "claim", "") for span in claim.claim_spans] + [(span, "cue", "") for span in claim.cue_spans]
        for party in claim.parties:
            part = "target" if party.role in ("about", "mention") else party.role
            marked += [(span, part, party.id) for span in party.spans]
        for (start, stop), part, whom in _within(marked, len(text)):
            opened[start].append((number, part, whom))
            closed[stop].append((number, part, whom))
        if claim.claim_spans:
            begins[min(claim.claim_spans[0][0], len(text) - 1)].append(number)
    borders = sorted({0, len(text), *opened, *closed, *begins, *_lines(text)})
    here: dict[tuple[int, str, str], int] = {}
    for start, stop in pairwise(borders):
        for mark in closed.get(start, ()):
            here[mark] -= 1
            if not here[mark]:
                del here[mark]
        for mark in opened.get(start, ()):
            here[mark] = here.get(mark, 0) + 1
        yield _piece(text[start:stop], list(here), tuple(begins.get(start, ())))


def _piece(text: str, marks: Sequence[tuple[int, str, str]], begins: tuple[int, ...]) -> Piece:
    if text == "\n":
        return Piece(text, (), (), 0, begins, "")
    parts = {part for _, part, _ in marks}
    depth = sum(part == "claim" for _, part, _ in marks)
    claims = tuple(sorted({number for number, _, _ in marks}))
    whom = next((id for _, _, id in reversed(marks) if id), "")
    return Piece(text, tuple(part for part in PARTS if part in parts), claims, depth, begins, whom)


def _within(marked: Sequence[tuple[Span, str, str]], length: int) -> Iterator[tuple[Span, str, str]]:
    """The marks that lie in a text of this length; a store may hold others, of a text that was cut since."""
    for (start, stop), part, whom in marked:
        if 0 <= start < stop <= length:
            yield (start, stop), part, whom


def _lines(text: str) -> Iterator[int]:
    at = text.find("\n")
    while at >= 0:
        yield at
        yield at + 1
        at = text.find("\n", at + 1)
