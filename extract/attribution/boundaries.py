"""Spans made to fit the marks on the page: no stray blanks or half quotations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.quotes import Quotation
from onrecord.extract.triple import Span

# What a span neither begins nor ends with. A full stop that belongs to a quotation stays: it is inside the marks.
NEVER_FIRST = " \t\r\n\u00a0,.;:!?)]}»”-–—―"
NEVER_LAST = " \t\r\n\u00a0,;:([{«“-–—―"


def fit(text: str, attribution: Attribution, quotations: list[Quotation]) -> Attribution | None:
    """The attribution with its spans trimmed, and its content whole where it is quoted; None if nothing is left."""
    content = [span for span in attribution.content if trim(text, span)]
    for quotation in quotations:
        content = _fit_quotation(text, content, quotation, attribution.cue)
    content = merge(span for span in (trim(text, span) for span in content) if span)
    if not content:
        return None
    source = tuple(span for span in (trim(text, span) for span in attribution.source) if span)
    return replace(attribution, content=tuple(content), source=source)


def trim(text: str, span: Span) -> Span | None:
    """The span without blanks and marks that no span begins or ends with; None if nothing is left."""
    start, stop = span
    while start < stop and text[start] in NEVER_FIRST:
        start += 1
    while start < stop and text[stop - 1] in NEVER_LAST:
        stop -= 1
    return (start, stop) if any(character.isalnum() for character in text[start:stop]) else None


def merge(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap made one."""
    merged: list[Span] = []
    for start, stop in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((start, stop))
    return merged


def _fit_quotation(text: str, content: list[Span], quotation: Quotation, cue: tuple[Span, ...]) -> list[Span]:
    """A quotation that a claim takes most of is its own whole, one that it only touches is not its own.

    A cue inside the quotation belongs to a claim that the quoted person reports: there the marks are the border.
    """
    start, stop = quotation.start, quotation.stop
    touching = [span for span in content if span[0] < stop and span[1] > start]
    if not touching or any(first <= start and stop <= last for first, last in touching):
        return content
    within = (start + quotation.opened, stop - quotation.closed)
    if any(start <= first and last <= stop for first, last in cue):
        if all(start <= first and last <= stop for first, last in touching):
            clipped = [(max(first, within[0]), min(last, within[1])) for first, last in touching]
            return [span for span in content if span not in touching] + clipped
        return content
    taken = sum(min(stop, last) - max(start, first) for first, last in touching)
    if taken * 2 > stop - start:
        return [*content, (start, stop)]
    return content
