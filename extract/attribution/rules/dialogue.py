"""Dialogue: each quotation has one voice, and where two talk, they speak by turns.

“It looks like it,” said one. “Then how do you explain it?” the other asked. What the model takes for the rest of what
the first said is the second's where the words after it tell so.

    “You signed the plans,” Vale said.
    “I did,” Diaz replied.
    “And you never looked at the bolts?”     Vale asks again
    “I had no reason to.”                    Diaz answers

Newspapers also let one speaker go on so. Only where two have spoken by turns, and a question or its answer tells that
the next turn begins, it is the other's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.boundaries import trim, without
from onrecord.extract.page.quotes import Quotation, touching
from onrecord.extract.triple import Span

# What may stand between a quotation and who says it: “…,” *in the end* she said; no other sentence.
NEAR = re.compile(r"[^.!?:;\n“”\"]{0,40}")
MARKS = "“”\"'‘’„«»"
OPENING = tuple("“\"‘„«'")
YOU = re.compile(r"\byou(?:r|rs|rself|rselves)?\b", re.IGNORECASE)
SHORT = 3  # words of a question that hardly goes on with a statement: “Why not?”
REPLY = re.compile(
    r"(?:also |then |quickly |simply |only )?(?:answer|repli|reply|retort|respond|counter)\w*"
    r"|(?:shot|shoots|came|hit) back",
    re.IGNORECASE,
)


def one_voice(text: str, attributions: Sequence[Attribution], quotations: Sequence[Quotation]) -> list[Attribution]:
    """The attributions, without quotations of others in what each says.

    A quotation is another's if words after it attribute it to them. Of two quotations with nothing between them
    (“Alone?” “With my sister,” she said) the first is not by who says the second.
    """
    owners = dict(_owned(text, attributions, quotations))
    turns = frozenset(first for first, second in pairwise(quotations) if _are_turns(text, first, second))
    found: list[Attribution] = []
    for number, one in enumerate(attributions):
        around = touching(quotations, one.content[0][0], one.content[-1][1])
        last = max((quotation.start for quotation in around if owners.get(quotation) == number), default=0)
        others: list[Span] = []
        for quotation in around:
            owner = owners.get(quotation, number)
            if owner == number:
                if quotation in turns and quotation not in owners and quotation.stop <= last:
                    others.append((quotation.start, quotation.stop))
            elif not _holds(one, attributions[owner].cue) or (quotation in turns and quotation.stop <= last):
                others.append((quotation.start, quotation.stop))
            elif not touching(quotations, *attributions[owner].cue[0]):  # “…?” I ask. “…,” she says.
                tag = (*attributions[owner].cue, *attributions[owner].source)
                others.append((quotation.start, max(stop for _, stop in tag)))
        found.append(_without(text, one, others))
    return found


def _owned(
    text: str, attributions: Sequence[Attribution], quotations: Sequence[Quotation]
) -> Iterator[tuple[Quotation, int]]:
    """Each quotation that is followed by words that attribute it, and the number of the attribution."""
    starts = [quotation.start for quotation in quotations]
    for number, one in enumerate(attributions):
        after = min((start for start, _ in (*one.cue, *one.source)), default=0)
        last = bisect_right(starts, after) - 1
        if one.cue and last >= 0 and quotations[last].closed and quotations[last].stop <= after:
            quotation = quotations[last]
            if NEAR.fullmatch(text, quotation.stop, after) and _holds(one, ((quotation.start, quotation.stop),)):
                yield quotation, number


def _are_turns(text: str, first: Quotation, second: Quotation) -> bool:
    """Whether two quotations, both marked at their ends, follow each other on a line with nothing between."""
    return bool(first.closed and second.closed) and text[first.stop : second.start] == " "


def _holds(one: Attribution, spans: Sequence[Span]) -> bool:
    """Whether the content of an attribution covers all the spans, but for marks at their ends."""
    return all(any(first <= start + 3 and stop - 3 <= last for first, last in one.content) for start, stop in spans)


def _without(text: str, one: Attribution, others: Sequence[Span]) -> Attribution:
    """The attribution without these spans; as it is if nothing else would be left."""
    pieces = list(one.content)
    for other in others:
        pieces = [piece for span in pieces for piece in without(span, other)]
    own = tuple(span for span in (trim(text, span) for span in pieces) if span)
    return replace(one, content=own) if own and own != one.content else one


class Line(NamedTuple):
    """One paragraph of a text: half-open character offsets."""

    start: int
    stop: int


class Conversation:
    """The quotations of a text that nobody else quotes, by the paragraphs in which they stand.

    Args:
        text: the article.
        attributions: its attributions.
        around: for each the number of the one that it stands in, None for none.
    """

    def __init__(self, text: str, attributions: Sequence[Attribution], around: Sequence[int | None]) -> None:
        self._text = text
        self._attributions = attributions
        self._last: dict[Line, int] = {}
        for number, one in enumerate(attributions):
            if around[number] is None and text[one.content[0][0]] in OPENING:
                line = self._line(one.content[-1][0])
                known = self._last.get(line)
                if known is None or attributions[known].content[-1] < one.content[-1]:
                    self._last[line] = number

    def above(self, number: int) -> int | None:
        """The last quotation in the paragraph above one that opens its own, with no other sentence after it."""
        before = self._before(self._line(self._attributions[number].content[0][0])) if self._opens(number) else None
        found = self._last.get(before) if before is not None else None
        if before is None or found is None:
            return None
        rest = self._text[self._attributions[found].content[-1][1] : before.stop]
        return None if re.search(r"[.!?]\s", rest) else found

    def other(self, number: int) -> tuple[int, int | None] | None:
        """The last two quotations above one that takes turns with the nearer one, which comes first.

        Who spoke the further one speaks again, if the nearer one is not theirs as well; where there is none, nobody
        is known to. None where the quotation need not take turns.
        """
        nearer = self.above(number)
        if nearer is None or not self._is_alone(number):
            return None
        further = self.above(nearer)
        if further is None:
            is_interjection = self._asks(number) and len(self._said(number).split()) <= SHORT
            return (nearer, None) if is_interjection and not self._asks(nearer) else None
        asks, was_asked = self._asks(number), self._asks(nearer)
        is_turn = (asks and not was_asked and self._is_put(number)) or (
            was_asked and not asks and (self._is_put(nearer) or self._is_turn(nearer))
        )
        return (nearer, further) if is_turn else None

    def is_addressed(self, number: int) -> bool:
        """Whether a quotation addresses somebody, in an exchange: it may be either's."""
        nearer = self.above(number)
        return nearer is not None and self.above(nearer) is not None and YOU.search(self._said(number)) is not None

    def follows_unknown(self, number: int) -> bool:
        """Whether the paragraph above a quotation that opens its own has a quotation, and nobody who said it."""
        before = self._before(self._line(self._attributions[number].content[0][0]))
        if before is None or before in self._last or not self._opens(number):
            return False
        return bool(re.search(r"[“\"«„]\w[^“”\"»]* [^“”\"»]*[,.!?…][”\"»]", self._text[before.start : before.stop]))

    def answers(self, number: int) -> int | None:
        """The quotation above one that is said to reply to it: “…,” he replied."""
        one = self._attributions[number]
        is_reply = len(one.cue) == 1 and REPLY.fullmatch(self._text, *one.cue[0]) is not None
        return self.above(number) if is_reply else None

    def _opens(self, number: int) -> bool:
        """Whether a quotation is the first thing in its paragraph."""
        start = self._attributions[number].content[0][0]
        return not self._text[self._line(start).start : start].strip(MARKS + " \t")

    def _is_alone(self, number: int) -> bool:
        stop = self._attributions[number].content[-1][1]
        return not self._text[stop : self._line(stop - 1).stop].strip(MARKS + " .\t")

    def _asks(self, number: int) -> bool:
        return self._said(number).endswith("?")

    def _is_put(self, number: int) -> bool:
        """Whether a question is put to who spoke: by “you”, or since it is short."""
        said = self._said(number)
        asked = re.split(r"[.!?…]\s", said)[-1]
        return YOU.search(asked) is not None or len(said.split()) <= SHORT

    def _is_turn(self, number: int) -> bool:
        """Whether a question has no cue, or one that tells it to be one: “…?” she asked."""
        cue = self._attributions[number].cue
        return not cue or "ask" in self._text[slice(*cue[0])]

    def _said(self, number: int) -> str:
        start, stop = self._attributions[number].content[-1]
        return self._text[start:stop].strip(MARKS + " ")

    def _line(self, place: int) -> Line:
        stop = self._text.find("\n", place)
        return Line(self._text.rfind("\n", 0, place) + 1, len(self._text) if stop < 0 else stop)

    def _before(self, line: Line) -> Line | None:
        end = len(self._text[: line.start].rstrip())
        return self._line(end - 1) if end else None
