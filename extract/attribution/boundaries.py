"""Spans made to fit the marks on the page: no stray blanks or half quotations."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.page.paragraphs import find_headline
from onrecord.extract.page.quotes import Quotation, touching
from onrecord.extract.triple import Span

# What a span neither begins nor ends with. A full stop that belongs to a quotation stays: it is inside the marks.
NEVER_FIRST = " \t\r\n\u00a0,.;:!?)]}»”-–—―"
NEVER_LAST = " \t\r\n\u00a0,;:([{«“-–—―"

# A place in capitals and a dash at the beginning of a paragraph: "KYIV, Ukraine — ".
DATELINE = re.compile(
    r"[A-Z][A-Z.'’ -]*[A-Z](?:, [A-Z][\w.'’]+(?: [A-Z][\w.'’]+)*(?: \d{1,2})?){0,2}(?: \([^()\n]{1,30}\))?"
    r"\s*(?:[—–―]|--?)\s+(?=[\"“‘'«„A-Z0-9])"
)
# What the model takes into the speaker where a text begins with it: "Yesterday the ministry", "But an aide".
TIME = re.compile(
    r"(?:And|But|However|Instead|Meanwhile|Yet|Yesterday|Today|Tonight"
    r"|(?:(?:Late|Early|Earlier) (?:last|this)|Last|This)"
    r" (?:night|morning|afternoon|evening|week|weekend|month|year|spring|summer|autumn|fall|winter)),?\s+(?=\w)"
)
# The stop of a sentence that a quotation follows; not that of "a.m.".
STOP = re.compile(r"(?<=[a-z\d]{2})[.]$")
# What ends a quotation within another: “He said, ‘Don’t you dare*,’*” she said.
INNER_END = re.compile(r"[,.!?…]?[’'](?=[”\"\s,.;:]|$)")
# What stands between a quotation and who would say no more: “No comment,” *was all that* he would say.
WAS_ALL = re.compile(r"\s(?:was|is)(?: all| how| what)?(?: that)?")
# What joins two verbs of one speaker.
JOINED = re.compile(r",?\s+(?:and|but)\s+(?:then\s+)?")
# Words between two spans that the model left out by mistake, at most.
HOLE = 3
# What stands between a phrase and the speaker whose sentence it opens; "the deal, *which* he said was dead" opens none.
OPENING = re.compile(r"(?!.*\b(?:which|that|who|whom|whose|where|and|but|or)\b)[^.!?;\n“”\"]*,\s+")
# Where a sentence ends for sure: after a long word in small letters, before a capital.
NEXT_SENTENCE = re.compile(r"(?<=[a-z]{4})[.!?]\s+(?=[A-Z])")
# The same after any word but an abbreviation.
LAST_SENTENCE = re.compile(
    r"(?<=[a-z]{2})(?<!\b[A-Z][a-z])(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Sgt|Rev|Inc|Ltd))[.!?]\s+(?=[A-Z])"
)
OPENS = re.compile(r"(?:^|[.!?…:;][”\"'’)\]]*\s+|\n\s*)[“\"‘'(\[]*$")
CLOSING = "”\"'’»"
QUOTED = "“\"‘'`„«"
SENTENCE_END = re.compile(r"[.!?…][”\"'’)\]]*\s+$|\n\s*$")


def fit(
    text: str, attributions: Iterable[Attribution], quotations: Sequence[Quotation], paragraphs: Sequence[Span]
) -> Iterator[Attribution]:
    """The attributions with their spans trimmed, and their contents whole where they are quoted.

    One of whose content nothing is left is left out.
    """
    headline = find_headline(text, paragraphs)
    datelines = [match.span() for start, _ in paragraphs if (match := DATELINE.match(text, start))]
    for attribution in attributions:
        if headline and attribution.cue:
            attribution = _on_one_side(attribution, headline[1])
        content = _within_paragraph(attribution, quotations, paragraphs)
        if not content:
            continue
        for quotation in touching(quotations, min(content)[0], max(stop for _, stop in content)):
            content = _fit_quotation(content, quotation, attribution.cue)
        content = [_after_dateline(span, datelines) for span in content]
        content = merge(_closed(text, span) for span in (trim(text, span) for span in content) if span)
        if not content:
            continue
        content = _without_scraps(text, _without_holes(text, content, [*attribution.cue, *attribution.source]))
        content = _quoted_alone(text, content, quotations, attribution)
        content = _after_colon(text, content, quotations, attribution.cue)
        content = _to_sentence_end(text, content, quotations, attribution.cue)
        content = _from_sentence_start(text, content, quotations, attribution.cue)
        said_by = (
            (match.end() if (match := TIME.match(text, *span)) else span[0], span[1]) for span in attribution.source
        )
        source = [span for span in (trim(text, span) for span in said_by) if span]
        if len(source) > 1:
            source = _without_holes(text, source, [*attribution.cue, *content], 1)
        yield _without_opening(text, replace(attribution, content=tuple(content), source=tuple(source)))


def _without_opening(text: str, attribution: Attribution) -> Attribution:
    """The attribution without a phrase before its speaker that is the article's: “*Flanked by aides*, she said it …”.

    What is said goes on after a comma where it stands on both sides: “With a month left, she said, it …”.
    """
    content, cue, source = attribution.content, attribution.cue, attribution.source
    if len(content) != 2 or not cue or not source or not content[0][1] <= source[0][0] < cue[0][0] < content[1][0]:
        return attribution
    (start, stop), (rest, _) = content
    if (
        text[start] in QUOTED
        or not OPENING.fullmatch(text, stop, source[0][0])
        or text[cue[-1][1] : rest].strip(" :\n")
    ):
        return attribution
    return replace(attribution, content=content[1:])


def _quoted_alone(
    text: str, content: list[Span], quotations: Sequence[Quotation], attribution: Attribution
) -> list[Span]:
    """The content of a quotation without a cue, without the next sentence: “We are full.” *Dr Roe* shut the door."""
    if attribution.cue or attribution.source:
        return content
    start, stop = content[-1]
    last = next((one for one in reversed(touching(quotations, start, stop)) if one.closed), None)
    is_sentence = last is not None and text[last.stop - 2 : last.stop - 1] in (".", "!", "?")
    if last is None or not is_sentence or not start <= last.start or not text[last.stop : stop].strip()[:1].isupper():
        return content
    return [*content[:-1], (start, last.stop)]


def _closed(text: str, span: Span) -> Span:
    """The span with the end of the quotation within a quotation that it begins with."""
    start, stop = span
    if text[start] not in "‘'" or text[stop - 1] in "’'":
        return span
    end = INNER_END.match(text, stop)
    return (start, end.end()) if end else span


def _after_colon(
    text: str, content: Sequence[Span], quotations: Sequence[Quotation], cue: Sequence[Span]
) -> list[Span]:
    """The content without what leads to a quotation that its cue follows: a clause, or the question that it answers.

    “B was less kind: “We were asleep,” he said.” – “And what did B see? “Nothing,” he said.” And without what leads
    from it to its cue: “No comment,” *was all that* he would say.
    """
    result: list[Span] = []
    for start, stop in content:
        first = next((one for one in touching(quotations, start, stop) if one.start == start and one.closed), None)
        if first is not None and WAS_ALL.fullmatch(text, first.stop, stop):
            stop = first.stop
        last = next((one for one in touching(quotations, start, stop) if one.stop == stop), None)
        if last is not None and last.closed and cue and cue[0][0] >= stop and text[stop - 2] in ",?!":
            before = text[start : last.start].rstrip()
            if before.endswith((":", "?")):
                start = last.start
            if before.endswith("?"):
                result = [one for one in result if "\n" in text[one[1] : start]]
        result.append((start, stop))
    return result


def _to_sentence_end(
    text: str, content: Sequence[Span], quotations: Sequence[Quotation], cue: Sequence[Span]
) -> list[Span]:
    """The content without the sentences after the one with its cue: without marks nothing tells whose they are."""
    start, stop = content[-1]
    if not cue or start < cue[-1][1] or ":" in text[cue[0][0] : start] or any(touching(quotations, start, stop)):
        return [*content]
    end = NEXT_SENTENCE.search(text, start, stop)
    return [*content[:-1], (start, end.start() if end else stop)]


def _from_sentence_start(
    text: str, content: Sequence[Span], quotations: Sequence[Quotation], cue: Sequence[Span]
) -> list[Span]:
    """The content without the sentences before the one that its cue ends: “*Ruiz walked across it.* It shook, he said”.

    Whole ones before it may be by the same; one that the content begins in the middle of is not.
    """
    start, stop = content[-1]
    if not cue or cue[0][0] < stop or len(content) > 1 or any(touching(quotations, start, stop)):
        return [*content]
    last = max((match.end() for match in LAST_SENTENCE.finditer(text, start, stop)), default=start)
    return [(last, stop)] if start and not OPENS.search(text, max(0, start - 8), start) else [*content]


def _after_dateline(span: Span, places: Sequence[Span]) -> Span:
    """The span from the end of a dateline on that it begins in."""
    start = next((stop for start, stop in places if start <= span[0] < stop), span[0])
    return start, max(start, span[1])


def _without_holes(text: str, content: Sequence[Span], taken: Sequence[Span], hole: int = HOLE) -> list[Span]:
    """The spans, a few words between two of them taken in unless they are the cue's or the source's."""
    whole = [content[0]]
    for start, stop in content[1:]:
        first, last = whole[-1]
        between = text[last:start]
        free = "\n" not in between and not any(at < start and end > last for at, end in taken)
        if free and len(between.split()) <= hole:
            whole[-1] = (first, stop)
        else:
            whole.append((start, stop))
    return whole


def _without_scraps(text: str, content: list[Span]) -> list[Span]:
    """The spans but for single words apart from the others that are no quotation (“No,”), if that leaves any."""

    def is_whole(start: int, stop: int) -> bool:
        said = text[start:stop]
        return len(said.split()) > 1 or (said[0] in QUOTED and said[-1] in CLOSING and said[-2:-1] in ",.!?")

    return [span for span in content if is_whole(*span)] or content


def coordinated(text: str, attributions: Sequence[Attribution], quotations: Sequence[Quotation]) -> list[Attribution]:
    """The attributions, those with two verbs for one speaker told apart: said that it would rain and warned of floods.

    The first claim ends where the second verb is joined; the second is the surer for standing so.
    """
    result = list(attributions)
    verbs = {one.cue[0][0]: number for number, one in enumerate(attributions) if one.cue and one.source}
    for number, one in enumerate(attributions):
        joins = ((place, join) for place, span in enumerate(one.content) for join in JOINED.finditer(text, *span))
        for place, join in joins:
            second = verbs.get(join.end(), number)
            other = attributions[second]
            if second != number and set(one.source) & set(other.source) and not touching(quotations, *other.cue[0]):
                content = (*one.content[:place], (one.content[place][0], join.start()))
                result[number] = replace(result[number], content=content)
                result[second] = replace(result[second], score=max(other.score, (one.score + other.score) / 2))
                break
    return result


def split_off(text: str, attribution: Attribution, quotations: Sequence[Quotation]) -> list[Attribution]:
    """The attribution, and apart from it what its quoted speaker goes on to say in sentences without a cue.

    “… the shelter would stay open. “We will turn nobody away.”” is two claims: one in the article's words, one quoted.
    """
    content = list(attribution.content)
    if not attribution.cue:
        return [attribution]
    cue = attribution.cue[0][0]
    gone: list[Attribution] = []
    for start, stop in attribution.content:
        for quotation in touching(quotations, start, stop):
            if cue < quotation.start and _begins_sentence(text, attribution, quotation):
                content = [piece for span in content for piece in without(span, (quotation.start, quotation.stop))]
                quoted = ((quotation.start, quotation.stop),)
                gone.append(Attribution((), (), quoted, attribution.score, elsewhere=attribution.source))
    rest = [span for span in (trim(text, span) for span in content) if span]
    if not rest or not gone:
        return [attribution]
    if not any(touching(quotations, *rest[-1])):
        start, stop = rest[-1]
        rest[-1] = (start, stop - bool(STOP.search(text[start:stop])))
    return [replace(attribution, content=tuple(rest)), *gone]


def _begins_sentence(text: str, attribution: Attribution, quotation: Quotation) -> bool:
    """Whether a quotation stands in a sentence of its own after what is claimed in the article's words."""
    before = [span for span in attribution.content if span[0] < quotation.start]
    if not before or text[before[0][0]] in "“\"'‘`„«":
        return False
    return bool(SENTENCE_END.search(text[max(0, quotation.start - 8) : quotation.start]))


def without(span: Span, hole: Span) -> list[Span]:
    pieces = [(span[0], min(span[1], hole[0])), (max(span[0], hole[1]), span[1])]
    return [piece for piece in pieces if piece[0] < piece[1]]


def _on_one_side(attribution: Attribution, border: int) -> Attribution:
    """The attribution without what lies on the other side of a border than its cue: a headline says its own."""
    before = attribution.cue[0][0] < border

    def kept(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        cut = ((start, min(stop, border)) if before else (max(start, border), stop) for start, stop in spans)
        return tuple((start, stop) for start, stop in cut if start < stop)

    return replace(
        attribution, content=kept(attribution.content), source=kept(attribution.source) or attribution.source
    )


def _within_paragraph(
    attribution: Attribution, quotations: Sequence[Quotation], paragraphs: Sequence[Span]
) -> list[Span]:
    """The content, ended where a paragraph ends unless it is quoted there: a headline is no part of a claim."""
    content: list[Span] = []
    for start, stop in attribution.content:
        first = bisect_right(paragraphs, start, key=itemgetter(0))
        borders = [at for at, _ in paragraphs[first : bisect_left(paragraphs, stop, key=itemgetter(0))]]
        if not borders or not attribution.cue or all(touching(quotations, at - 1, at + 1) for at in borders):
            content.append((start, stop))
            continue
        cue = attribution.cue[0][0]
        pieces = pairwise([start, *borders, stop])
        content.append(min(pieces, key=lambda piece: max(piece[0] - cue, cue - piece[1])))
    return content


def trim(text: str, span: Span) -> Span | None:
    """The span without blanks and marks that no span begins or ends with; None if nothing is left."""
    start, stop = span
    while start < stop and text[start] in NEVER_FIRST:
        start += 1
    while start < stop and text[stop - 1] in NEVER_LAST and not (text[stop - 1] == "“" and text[start] in "„‚"):
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


def overlap(merged: Sequence[Span], start: int, stop: int) -> int:
    """How many characters of [start, stop) spans cover that are in order and apart, as `merge` gives them."""
    first = bisect_right(merged, start, key=itemgetter(1))
    return sum(
        min(stop, last) - max(start, at) for at, last in merged[first : bisect_left(merged, stop, key=itemgetter(0))]
    )


def _fit_quotation(content: list[Span], quotation: Quotation, cue: tuple[Span, ...]) -> list[Span]:
    """A quotation that a claim takes most of, or has nothing but, is its own whole; a scrap of another is dropped.

    A cue inside the quotation belongs to a claim that the quoted person reports: there the marks are the border.
    """
    start, stop = quotation.start, quotation.stop
    shared = [span for span in content if span[0] < stop and span[1] > start]
    if not shared or any(first <= start and stop <= last for first, last in shared):
        return content
    within = (start + quotation.opened, stop - quotation.closed)
    if any(start <= first and last <= stop for first, last in cue):
        if all(start <= first and last <= stop for first, last in shared):
            clipped = [(max(first, within[0]), min(last, within[1])) for first, last in shared]
            return [span for span in content if span not in shared] + clipped
        return content
    taken = sum(min(stop, last) - max(start, first) for first, last in shared)
    if taken * 2 > stop - start:
        return [*content, (start, stop)]
    left = [span for span in content if not (start <= span[0] and span[1] <= stop)]
    return left or [(start, stop)]
