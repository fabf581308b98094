"""Quotations that go on without a cue: whose are they?

“We will stay,” she said. “We have no choice.” And, in a paragraph of its own after one in which somebody speaks:
“There is nothing else to be done.” Annotated corpora seldom mark such a quotation as an attribution of its own, so no
model learns it; but newspapers do write like this, and mean the one who spoke last.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.boundaries import merge, overlap
from onrecord.extract.page.quotes import Quotation
from onrecord.extract.triple import Span

# A shorter quotation is a title or a term more often than a statement.
LEAST_WORDS = 4
# The same of a whole sentence after a deed.
LEAST_SENTENCE = 3
FIRST_PERSON = re.compile(r"(?:I|We)\b")  # so one speaks: “I'm done.”
# So much of a quotation may be claimed already and it still counts as nobody's.
CLAIMED = 0.3
SENTENCE_ENDS = frozenset(".!?…")
# How sure such a quotation is to be of who is the subject before it, by what stood so in articles of our own.
AFTER_A_DEED = 0.9


def continuations(
    text: str, attributions: Sequence[Attribution], quotations: Sequence[Quotation], paragraphs: Sequence[Span]
) -> list[Attribution]:
    """An attribution without cue for each quotation that goes on with what the last speaker said."""
    claimed = merge(span for one in attributions for span in one.content)
    speaking = sorted((one for one in attributions if one.source or one.elsewhere), key=_place)
    starts = [start for start, _ in paragraphs]
    found: list[Attribution] = []
    for quotation in quotations:
        quoted = text[quotation.start : quotation.stop]
        if len(quoted.split()) < LEAST_WORDS or _share(claimed, quotation) > CLAIMED:
            continue
        number = bisect_right(starts, quotation.start) - 1
        paragraph = paragraphs[number]
        before = text[paragraph[0] : quotation.start]
        if before.strip():
            if before.rstrip()[-1] not in ".!?”\"'’":
                continue
            last = _last_speaking(speaking, paragraph[0], quotation.start)
        elif number and _alone(text, quotation, paragraph):
            last = _last_speaking(speaking, paragraphs[number - 1][0], quotation.start)
        else:
            continue
        if last is not None:
            content = ((quotation.start, quotation.stop),)
            found.append(Attribution((), (), content, last.score, elsewhere=last.source or last.elsewhere))
            insort(speaking, found[-1], key=_place)
    return found


def after_deeds(
    text: str, attributions: Sequence[Attribution], quotations: Sequence[Quotation], paragraphs: Sequence[Span]
) -> list[Attribution]:
    """An attribution of nobody yet for each quotation that is a sentence after another one, in the same paragraph.

    Features quote so, without any cue: somebody does something. “…” Whose it is, if anybody's, only the parse can tell.
    """
    claimed = _claimed(attributions, quotations)
    starts = [start for start, _ in paragraphs]
    found: list[Attribution] = []
    for quotation in quotations:
        start, stop = paragraphs[bisect_right(starts, quotation.start) - 1]
        said = text[quotation.start + quotation.opened : quotation.stop - quotation.closed]
        before, after = text[start : quotation.start], text[quotation.stop : stop].lstrip()
        is_sentence = said[:1].isupper() and said[-1:] in SENTENCE_ENDS and before.rstrip()[-1:] in SENTENCE_ENDS
        goes_on = after[:1].islower() or after[:1] in "-–—―,;:"
        least = LEAST_SENTENCE - bool(FIRST_PERSON.match(said))
        is_apart = bool(before) and is_sentence and not (after and goes_on) and len(said.split()) >= least
        if is_apart and _share(claimed, quotation) <= CLAIMED:
            found.append(Attribution((), (), ((quotation.start, quotation.stop),), AFTER_A_DEED))
    return found


def _claimed(attributions: Sequence[Attribution], quotations: Sequence[Quotation]) -> list[Span]:
    """What is claimed, but for what somebody who is quoted says of himself: “*I thought* we were gone.”"""
    starts = [quotation.start for quotation in quotations]

    def is_within(one: Attribution) -> bool:
        spans = (*one.source, *one.cue)
        last = bisect_right(starts, min(spans)[0]) - 1 if one.cue and one.source else -1
        return last >= 0 and all(stop <= quotations[last].stop for _, stop in (*spans, *one.content))

    return merge(span for one in attributions if not is_within(one) for span in one.content)


def _share(claimed: Sequence[Span], quotation: Quotation) -> float:
    """How much of a quotation some claim covers already."""
    return overlap(claimed, quotation.start, quotation.stop) / (quotation.stop - quotation.start)


def _alone(text: str, quotation: Quotation, paragraph: Span) -> bool:
    """Whether a paragraph is this quotation, or this and others, and nothing between."""
    rest = text[quotation.stop : paragraph[1]].strip()
    return not rest or rest[0] in "“\"'‘"


def _last_speaking(speaking: Sequence[Attribution], start: int, stop: int) -> Attribution | None:
    """The last attribution that lies in [start, stop), of those with a source in the order of their places."""
    last = bisect_left(speaking, stop, key=_place) - 1
    return speaking[last] if last >= 0 and _place(speaking[last]) >= start else None


def _place(attribution: Attribution) -> int:
    return attribution.cue[0][0] if attribution.cue else attribution.content[0][0]
