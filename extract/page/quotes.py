"""Quotation marks: where in a text something stands between them.

Marks are written in many ways (“curly”, "straight", ''two single ones'', ‘British’), are forgotten, and look like
apostrophes and inches. This module decides; everything else asks it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from onrecord.extract.page.form import NOTHING
from onrecord.extract.triple import Kind, Span

MARK = re.compile(r"“|”|„|‟|«|»|\"|＂|''|``|’’|‘‘|‘|’|‚|'|\n")
DOUBLE_OPEN = frozenset(("“", "„", "«", "``", "‘‘"))
DOUBLE_CLOSE = frozenset(("”", "»", "’’"))
DOUBLE_EITHER = frozenset(('"', "＂", "''", "‟"))
SENTENCE_END = frozenset(".!?…:;”\"'’)]»")
ELISION = re.compile(r"(?:\d0s|tis|twas|em|til|till|cause|n|cos|bout|round)\b", re.I)
# A single mark opens only if one that closes it is not further away than this.
SINGLE_REACH = 1500
# Blanks that stand for the rest of an entity, at least, and how far they may reach.
FILLED = " " * 4
FURTHEST = 16


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: half-open character offsets, its marks included.

    `opened` and `closed` are the lengths of its marks; `closed` is 0 where the closing one is missing.
    """

    start: int
    stop: int
    opened: int
    closed: int


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text, in order, never overlapping.

    A quotation ends at its closing mark, at a mark that opens another (unless that mark only says that the quotation
    goes on), or, unbalanced, with its paragraph: in what `onrecord.extract.page.form.plain` gives, with the line. Where
    the break between two paragraphs of one quotation is lost (“One. “Two.”) it is one.
    """
    marks = [(match.start(), match.group()) for match in MARK.finditer(text)]
    found: list[Quotation] = []
    opened: tuple[int, int] | None = None  # where the quotation in hand starts, and the length of its mark
    skip_until = 0

    def close(stop: int, length: int) -> None:
        nonlocal opened
        if opened is not None:
            start, mark = opened
            while not length and stop > start and text[stop - 1].isspace():
                stop -= 1
            if stop - start > mark + length:
                found.append(Quotation(start, stop, mark, length))
        opened = None

    for number, (at, mark) in enumerate(marks):
        if at < skip_until:
            continue
        after = at + len(mark)
        if mark == "\n":
            close(at, 0)
        elif (mark in DOUBLE_OPEN and not (opened and _only_closes(text, at, after))) or (
            mark in DOUBLE_EITHER and _opens(text, at, after, opened is not None)
        ):
            if opened is not None and _goes_on(text, at):
                continue
            close(at, 0)
            opened = (at, len(mark))
        elif mark in DOUBLE_CLOSE and opened is None and _only_opens(text, at, after):
            opened = (at, len(mark))
        elif mark in DOUBLE_CLOSE or mark in DOUBLE_EITHER or mark in DOUBLE_OPEN:
            close(after, len(mark))
        elif opened is None and _single_opens(text, at, mark):
            stop = _single_close(text, marks, number)
            if stop:
                found.append(Quotation(at, stop, 1, 1))
                skip_until = stop
    close(len(text), 0)
    return found


def _goes_on(text: str, at: int) -> bool:
    """Whether an opening mark within a quotation only says that it goes on: it stands where a sentence begins."""
    return text[at - 1].isspace() and text[max(0, at - FURTHEST) : at].rstrip()[-1:] in (".", "!", "?", "…")


def _opens(text: str, at: int, after: int, inside: bool) -> bool:
    """Whether a mark that has one form for both opens a quotation here."""
    before = text[at - 1] if at else " "
    following = text[after] if after < len(text) else " "
    if inside:  # a mark that closes, unless it can only open: ' "There'
        return before.isspace() and (following.isalnum() or following in "[(…$£€") and not _lonely(text, at)
    if before.isdigit() and not following.isalnum():  # inches, or a stray mark
        return False
    return not (before.isalnum() or before in ".,!?") or (not following.isspace() and following.isalnum())


def _only_opens(text: str, at: int, after: int) -> bool:
    """Whether a closing mark stands where only an opening one can, as at the beginning of ”Never.”"""
    return (not at or text[at - 1].isspace()) and text[after : after + 1].isalnum()


def _only_closes(text: str, at: int, after: int) -> bool:
    """Whether an opening mark stands where only a closing one can, as in “the best“ of them."""
    return not text[at - 1].isspace() and (after == len(text) or text[after].isspace() or text[after] in ".,;:!?")


def _lonely(text: str, at: int) -> bool:
    """Whether the words before the mark leave their quotation open on purpose: 'the word " stands'."""
    before = text[max(0, at - 2) : at].rstrip()
    return not before or (before[-1] not in SENTENCE_END and before[-1] != ",")


def _beside(text: str, at: int) -> tuple[str, str]:
    """What stands before and after a single mark, past what an entity (&lsquo;) was filled up with."""
    before = text[max(0, at - FURTHEST) : at].rstrip(NOTHING)
    following = text[at + 1 : at + 1 + FURTHEST].lstrip(NOTHING)
    if before.endswith(FILLED):
        before = before.rstrip(" ")
    if following.startswith(FILLED):
        following = following.lstrip(" ")
    return before[-1:] or " ", following[:1]


def _single_opens(text: str, at: int, mark: str) -> bool:
    if mark not in ("‘", "'", "‚"):
        return False
    before, following = _beside(text, at)
    within_word = before.isalnum() and not text[at - 1].isspace()
    if within_word or not (following.isalnum() or following in ("[", "…", "£", "$", "“", '"')):
        return False
    return mark != "'" or not ELISION.match(text, at + 1)


def _single_close(text: str, marks: list[tuple[int, str]], number: int) -> int:
    """Where the quotation that this single mark opens ends (after its mark), 0 if nothing closes it."""
    start = marks[number][0]
    possessive = 0
    for at, mark in islice(marks, number + 1, number + 200):
        if at - start > SINGLE_REACH:
            break
        if mark == "\n":
            break
        if mark == "‘" and not possessive:
            continue
        if mark not in ("’", "'"):
            continue
        before, following = _beside(text, at)
        if following.isalnum() or before.isspace() or at - start < 2:
            continue
        # "the workers’ rights" is a possessive, unless nothing better comes
        if before in "sS" and following == " " and text[at + 2 : at + 3].islower():
            possessive = possessive or at + 1
            continue
        return at + 1
    return possessive


def joined(text: str, quotations: Sequence[Quotation], set_apart: Iterable[Span]) -> list[Quotation]:
    """The quotations of a text with marks in plain form, of those that are set apart one for all paragraphs."""
    found = list(quotations)
    for start, stop in set_apart:
        inside = [one for one in found if one.start < stop and one.stop > start]
        if start and text[start - 1] == "“" and inside:
            closed = int(text[stop : stop + 1] == "”")
            found = [one for one in found if one not in inside]
            found.append(Quotation(start - 1, stop + closed, 1, closed))
    return sorted(found, key=lambda one: one.start)


def touching(quotations: Sequence[Quotation], start: int, stop: int) -> Sequence[Quotation]:
    """Those of a text's quotations that share a character with [start, stop)."""
    first = bisect_right(quotations, start, key=lambda quotation: quotation.stop)
    return quotations[first : bisect_left(quotations, stop, key=lambda quotation: quotation.start)]


def kind_of(text: str, spans: Iterable[Span], quotations: Sequence[Quotation]) -> Kind:
    """direct if all that is said stands inside quotation marks, indirect if nothing does, else mixed."""
    inside = outside = False
    for start, stop in spans:
        at = start
        for quotation in touching(quotations, start, stop):
            outside |= _says_something(text[at : max(at, quotation.start)])
            inside |= _says_something(text[max(at, quotation.start) : min(stop, quotation.stop)])
            at = min(stop, quotation.stop)
        outside |= _says_something(text[at:stop])
    return "mixed" if inside and outside else "direct" if inside else "indirect"


def _says_something(text: str) -> bool:
    return any(character.isalnum() for character in text)
