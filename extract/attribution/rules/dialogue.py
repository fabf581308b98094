"""Dialogue: each quotation has one voice.

“It looks like it,” said one. “Then how do you explain it?” the other asked. What the model takes for the rest of what
the first said is the second's where the words after it tell so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.boundaries import trim, without
from onrecord.extract.page.quotes import Quotation, touching
from onrecord.extract.triple import Span

# What may stand between a quotation and who says it: “…,” *in the end* she said; no other sentence.
NEAR = re.compile(r"[^.!?:;\n“”\"]{0,40}")


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
        others = [
            quotation
            for quotation in around
            if (quotation in turns and quotation.stop <= last and owners.get(quotation) != number)
            or (owners.get(quotation, number) != number and not _holds(one, attributions[owners[quotation]].cue))
        ]
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


def _without(text: str, one: Attribution, others: Sequence[Quotation]) -> Attribution:
    """The attribution without these quotations; as it is if nothing else would be left."""
    pieces = list(one.content)
    for other in others:
        pieces = [piece for span in pieces for piece in without(span, (other.start, other.stop))]
    own = tuple(span for span in (trim(text, span) for span in pieces) if span)
    return replace(one, content=own) if own and own != one.content else one
