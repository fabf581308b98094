"""Denials that hang on the clause before: “He took the money, *which she denies*”, “…, *a claim that she rejects*”.

What is denied is the clause before. Annotated corpora have few of them, and the model takes the words between for it.

And denials of what is called a claim: “She denied *claims by a rival that she had lied*”, which are the rival's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.boundaries import trim
from onrecord.extract.lexicon.acts import act_of_words
from onrecord.extract.triple import Span

NOUN = (
    r"(?:(?:a|an|the|both|all) )?(?:\w+ )?"
    r"(?:accusation|allegation|assertion|charge|claim|contention|insinuation|report|suggestion)s?"
)
WHO = (
    r"(?:he|she|it|they"
    r"|(?:(?:the|his|her|its|their|both|all) )?[\w.’'&-]+(?: (?!(?:which|that|who)\b)[\w.’'&-]+){0,5}?)"
)
OFTEN = r"(?:(?:has|have|had|also|always|since|later|both|all|\w+ly) )*"
DENIES = r"(?:den(?:y|ies|ied)|disputes?|disputed|refutes?|refuted|rejects?|rejected)"
END = r"(?=[.,;)]|[ ]*$|[ ]*\n|[ ](?:and|but)\b)"
DENIED = re.compile(
    rf", (?:(?P<noun>{NOUN}) (?:which |that )?|which )(?P<source>{WHO}) (?P<cue>{OFTEN}{DENIES}){END}", re.MULTILINE
)
PASSIVE = re.compile(
    rf", {NOUN} (?:(?:which|that) )?(?P<cue>(?:(?:is|are|was|were|has been|have been|had been) )?(?:\w+ly )?"
    r"(?:denied|disputed|refuted|rejected)) by (?P<source>[^,;.\n]{2,60}?)(?=[.,;\n]|$)",
    re.MULTILINE,
)
# What somebody is accused of: of a sentence that tells so, this alone is denied.
ACCUSED = re.compile(
    r".*\b(?:accus\w+|allegations?|charg\w+|claims?|suspect\w+|suspicions?|convict\w+) "
    r"(?:him |her |them )?(?:of|with|that) "
)
SENTENCE = re.compile(r"[.!?…][”\"’)\]]* +(?=[“\"‘A-Z0-9])|\n")
THINGS = re.compile(r"\b(?:the|these|those|any|such|all) (?:\w+ )?(?:accusation|allegation|charge|claim|report)s?$")
# What is denied, as a noun, after the verb; by whom, before what is claimed.
SAYING = (
    r"(?:(?:all|any|the|an?|such|these|those) )?"
    r"(?P<noun>(?:accusation|allegation|assertion|assumption|claim|complaint|insinuation|report|rumou?r|suggestion)s?)\b"
)
VERB_AND_NOUN = re.compile(rf"(?P<verb>(?:[\w'’]+ )*?[\w'’]+) (?P<rest>{SAYING})")
BY = re.compile(r" (?:(?:made|levelled) )?(?:by|from) (?P<who>[^.;:“”\"\n]{2,80}?),? (?=that\b)")
SAID = re.compile(SAYING)
REBUTS = frozenset({"deny", "leave open"})
# As sure as sentences that open with a view (see `views`): the words leave no doubt, and there are few to count.
SURE = 0.9


def with_denials(text: str, attributions: Sequence[Attribution], paragraphs: Sequence[Span]) -> list[Attribution]:
    """The attributions, and one for each clause that denies the one before it, whose words are part of no other."""
    kept = list(attributions)
    for start, stop in paragraphs:
        matches = [match for pattern in (DENIED, PASSIVE) for match in pattern.finditer(text, start, stop)]
        for match in matches:
            content = _denied(text, kept, match, start)
            if content:
                kept = [_clipped(text, one, match.span()) for one in kept if not _is_same(one, match.span())]
                cue, source = match.span("cue"), match.span("source")
                kept.append(Attribution((source,), (cue,), content, SURE))
    return kept


def _denied(text: str, attributions: Sequence[Attribution], match: re.Match[str], paragraph: int) -> tuple[Span, ...]:
    """What is denied: what somebody claims right before, or is accused of, else the things or the sentence."""
    stop = match.start()
    claimed = [
        one.content
        for one in attributions
        if one.content[-1][0] < stop <= one.content[-1][1] <= match.end() and not _is_same(one, match.span())
    ]
    ends = [match.end() for match in SENTENCE.finditer(text, paragraph, stop)]
    begin = ends[-1] if ends else paragraph
    accused = ACCUSED.match(text, begin, stop)
    if accused is not None:
        spans: Sequence[Span] = [(accused.end(), stop)]
    elif claimed:
        content = min(claimed, key=lambda spans: spans[-1][1] - spans[0][0])
        spans = [*content[:-1], (content[-1][0], stop)]
    else:
        is_which = match.re is DENIED and match["noun"] is None
        things = THINGS.search(text, begin, stop) if is_which else None
        if is_which and things is None:
            return ()
        spans = [(things.start() if things else begin, stop)]
    return tuple(span for span in (trim(text, span) for span in spans) if span)


def _is_same(one: Attribution, span: Span) -> bool:
    """Whether an attribution has its cue within a denial."""
    return bool(one.cue) and span[0] <= one.cue[0][0] < span[1]


def _clipped(text: str, one: Attribution, span: Span) -> Attribution:
    """The attribution without the words of a denial that its content ends with."""
    start, stop = one.content[-1]
    if not (start < span[0] < stop <= span[1]):
        return one
    cut = trim(text, (start, span[0]))
    return replace(one, content=(*one.content[:-1], cut)) if cut else one


def with_denied_claims(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those that deny a claim with its noun, and the claim that they deny not their speaker's."""
    kept, whose = [*attributions], {one.cue[0]: number for number, one in enumerate(attributions) if one.cue}
    for number, one in enumerate(attributions):
        if len(one.cue) != 1 or not one.source or one.cue[0][1] > one.content[0][0]:
            continue
        (start, stop), (first, last) = one.cue[0], one.content[0]
        within = VERB_AND_NOUN.fullmatch(text, start, stop)
        match = within or SAID.match(text, first, last)
        if match is None or act_of_words(within["verb"] if within else text[start:stop]) not in REBUTS:
            continue
        noun = match.span("noun")
        by = BY.match(text, noun[1], last)
        claimed = by.end() if by else noun[1] + 1
        if within and first == claimed:
            source = tuple(span for span in one.source if span[1] <= start) or one.source
            content = ((match.start("rest"), last), *one.content[1:])
            kept[number] = replace(one, source=source, cue=(match.span("verb"),), content=content)
        inner = whose.get(noun)
        if inner is not None and _is_in(attributions[inner].source, one.source):
            kept[inner] = replace(attributions[inner], source=(by.span("who"),) if by else ())
        elif inner is None and by and text.startswith("that ", claimed):
            kept.append(Attribution((by.span("who"),), (noun,), ((claimed, last),), SURE))
    return kept


def _is_in(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return all(any(start <= first and last <= stop for start, stop in others) for first, last in spans)
