"""Sentences that open by saying in whose view they hold: “In Ruiz’s view, the dam is safe.”

Annotated corpora have few of them, so that the model overlooks them; the words themselves leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.boundaries import overlap
from onrecord.extract.page.quotes import Quotation
from onrecord.extract.triple import Span

NOUN = r"(?P<noun>view|opinion|estimation|eyes|judge?ment|reckoning|telling)"
VIEW = re.compile(
    rf"(?:(?<=^)|(?<=\n)|(?<=[.!?…”\"’)\]] ))(?P<in>In) "
    rf"(?:(?P<owner>(?:my|our|his|her|its|their)|(?:[\w.&-]+ ){{0,7}}?[\w.&-]+(?:['’]s|s['’])) (?:\w+ )?{NOUN}"
    rf"|the {NOUN.replace('noun', 'first')} (?P<of>of) (?P<holder>[^,;:.“”\"\n]{{2,80}})), (?=\w)"
)
END = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\b[A-Z])[.!?…](?=\s|$)")
# All eight that the unlabelled articles and PolNeAR's train part have were right; eight are few.
SURE = 0.9


def with_views(
    text: str, attributions: Sequence[Attribution], quotations: Sequence[Quotation], paragraphs: Sequence[Span]
) -> list[Attribution]:
    """The attributions, and one for each sentence that opens with whose view it is and that nobody else says.

    Where the model has found that opening, it may have taken the view itself for the speaker, and is not heard.
    """
    kept = list(attributions)
    for start, stop in paragraphs:
        for match in VIEW.finditer(text, start, stop):
            ends = END.search(text, match.end(), stop)
            content = (match.end(), ends.start() if ends else stop)
            others = [one for one in kept if not one.cue or one.cue[0][0] != match.start()]
            claimed = any(overlap(one.content, match.start(), content[1]) for one in others)
            quoted = any(one.start <= match.start() < one.stop for one in quotations)
            if not claimed and not quoted:
                kept = [*others, _view(match, content)]
    return kept


def _view(match: re.Match[str], content: Span) -> Attribution:
    if match["owner"]:
        return Attribution((match.span("owner"),), (match.span("in"), match.span("noun")), (content,), SURE)
    return Attribution((match.span("holder"),), ((match.start("in"), match.end("of")),), (content,), SURE)
