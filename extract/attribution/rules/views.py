"""Sentences that open by saying in whose view they hold: “In Ruiz’s view, the dam is safe.”, “By his own account, …”,
or that nobody says in particular: “Word is that …”, “It is understood that …”.

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
OWNER = r"(?P<owner>(?:my|our|his|her|its|their)|(?:[\w.&-]+ ){0,7}?[\w.&-]+(?:['’]s|s['’]))"
BEGINS = r"(?:(?<=^)|(?<=\n)|(?<=[.!?…”\"’)\]] ))"
ACCOUNT = re.compile(
    rf"{BEGINS}(?P<in>By|On) {OWNER} own (?P<noun>account|admission|confession|estimate|reckoning|telling), (?=\w)"
)
HEARSAY = re.compile(
    rf"{BEGINS}(?P<cue>It (?:is|was|has been) (?:\w+ly )?(?:alleged|assumed|believed|claimed|reported|rumou?red|said"
    r"|thought|understood)|(?:The )?[Ww]ord (?:is|was|has it)|(?:Legend|Rumou?r|Tradition) has it) (?=that\b)"
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
        for pattern in (VIEW, ACCOUNT, HEARSAY):
            for match in pattern.finditer(text, start, stop):
                ends = END.search(text, match.end(), stop)
                content = (match.end(), ends.start() if ends else stop)
                others = [one for one in kept if not one.cue or one.cue[0][0] != match.start()]
                claimed = any(overlap(one.content, match.start(), match.end() + 1) for one in others)
                quoted = any(one.start <= match.start() < one.stop for one in quotations)
                known = pattern is HEARSAY and any(one.content[0][0] == content[0] for one in others)
                if not claimed and not quoted and not known:
                    kept = [*others, _view(match, content)]
    return kept


def _view(match: re.Match[str], content: Span) -> Attribution:
    if match.re is HEARSAY:
        return Attribution((), (match.span("cue"),), (content,), SURE)
    if match["owner"]:
        return Attribution((match.span("owner"),), (match.span("in"), match.span("noun")), (content,), SURE)
    return Attribution((match.span("holder"),), ((match.start("in"), match.end("of")),), (content,), SURE)
