"""Quotations with a tag that leaves no doubt, which the model may overlook: “…?” I ask. – “…,” says Ortega.

Overlooked, the quotation would go to whoever spoke before it, as if that one went on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.boundaries import merge, overlap
from onrecord.extract.lexicon import one_of
from onrecord.extract.page.quotes import Quotation

WHO = (
    r"(?P<{}>I|we|he|she|they|(?:the|her|his|my|our|one|an?) [a-z-]+(?: [a-z-]+)?"
    r"|(?!(?:Nobody|None|No)\b)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,2}})"
)
# A verb of speech and its speaker on either side, and then the end of the clause.
TAG = re.compile(
    rf",? (?:{WHO.format('before')} (?P<after>{one_of('tags')})|(?P<first>{one_of('tags')}) {WHO.format('last')})"
    r"(?=[.,;:!?]|\s*$|\s*\n| (?:him|her|them|me|us)[.,;:!?]| (?:again|back|at last|quietly|finally)[.,;:!?])",
)
LEAST_WORDS = 2
# Of 1,631 that stand so in the train parts of PolNeAR and kinds 1,606 are annotated.
SURE = 0.9


def with_tags(text: str, attributions: Sequence[Attribution], quotations: Sequence[Quotation]) -> list[Attribution]:
    """The attributions, and one for each quotation whose tag none of them has for its cue."""
    cues = merge(span for one in attributions for span in one.cue)
    found: list[Attribution] = []
    for quotation in quotations:
        match = TAG.match(text, quotation.stop) if quotation.closed else None
        if match is None or not _ends_speech(text, quotation):
            continue
        verb = "after" if match["after"] else "first"
        who = "before" if match["after"] else "last"
        if not overlap(cues, *match.span(verb)) and not overlap(cues, *match.span(who)):
            found.append(
                Attribution((match.span(who),), (match.span(verb),), ((quotation.start, quotation.stop),), SURE)
            )
    return [*attributions, *found]


def _ends_speech(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is speech that a tag may follow, by the mark at its end, and not one word of a sentence."""
    said = text[quotation.start + 1 : quotation.stop - 1]
    return said[-1:] in (",", "?", "!", "…") and (len(said.split()) >= LEAST_WORDS or said[-1:] in ("?", "!"))
