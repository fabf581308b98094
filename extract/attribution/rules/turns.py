"""Speech laid out on the page instead of told: transcripts (RUIZ: …), bylined quotations (“…” ― Ana Ruiz), headlines.

Here the layout itself is the cue, a colon or a dash after or before a name, so it is read without the model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.confidence import LAID_OUT
from onrecord.extract.page.quotes import Quotation, touching
from onrecord.extract.triple import Span

NAME = r"[A-Z][\w.'’-]*(?:[ \t]+(?:[A-Z][\w.'’-]*|de|van|von|al|bin|of|the)){0,5}"
TURN = re.compile(rf"[“\"]?(?P<name>{NAME})(?:[ \t]*\([^()\n]{{1,60}}\)|,[^:\n]{{1,60}})?(?P<cue>:)\s+(?=\S)")
# The same as parliaments print it: "Mr. DENHAM of Ohio. I yield."
RECORDED = re.compile(
    r"(?P<name>(?:(?:Dr|Hon|Mr|Mrs|Ms)\.?|Miss|The) [A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+)*"
    r"(?: of [A-Z]\w+(?: [A-Z]\w+)?)?)(?P<cue>[.])\s+(?=\S)"
)
# Of questions and answers, the label is the cue: who asks and who answers it does not name.
ANSWERED = re.compile(r"(?:Q|A|Question|Answer|QUESTION|ANSWER)[:.](?=\s+\S)")
BYLINE = re.compile(rf"\s{{0,3}}(?P<cue>[-–—―]{{1,2}})[ \t]*(?P<name>{NAME})(?P<rest>[^\n]{{0,80}})(?:\n|$)")
# Lines that begin with a name as it is usually written and a colon may be headlines or a list, unless there are many
# and names come back; in capitals they are turns.
LEAST_TURNS = 4
LEAST_TURNS_IN_CAPITALS = 2
LEAST_TURNS_OF_KNOWN = 2  # of people whose full names stand elsewhere in the text
LEAST_WORDS = 3
LONGEST_NAME = 4  # words

# A match or its score, which speaks of nothing: "Rovers v City", "Wexcombe 2-1 Calder".
MATCH = re.compile(r"\bv(?:s?\b\.?|ersus\b)|\b\d{1,3} ?[-–:] ?\d{1,3}\b", re.IGNORECASE)
# "Police: Man stole ambulance"; "Ship had been warned, inquest told"; "‘Never again’: Ana Ruiz on her last race"
COLON = re.compile(r"(?P<source>[^:“”\"‘]{2,50}?)(?P<cue>:)\s+(?P<claim>\S.+)")
SAYS = "says?|said|shows?|reports?|finds?|warns?|claims?|admits?|insists?"
AT_THE_END = (
    re.compile(rf"(?P<claim>.+),\s+(?P<source>(?!(?:{SAYS})\b)[^,:;]{{2,40}}?)\s+(?P<cue>{SAYS}|told)"),
    re.compile(rf"(?P<claim>.+),\s+(?P<cue>{SAYS})\s+(?P<source>[^,:;]{{2,40}})"),
)
QUOTED_FIRST = re.compile(rf"\s*(?P<cue>:)\s*(?P<source>{NAME})(?=\s+(?:on|about|after|in)\b|\s*$)")


def turns(text: str, paragraphs: Sequence[Span]) -> list[Attribution]:
    """An attribution for each turn of a transcript, none where a text is not one."""
    if answered := _answered(text, paragraphs):
        return answered
    heads = [(paragraph, match) for paragraph in paragraphs if (match := TURN.match(text, *paragraph))]
    asking = [(paragraph, match) for paragraph, match in heads if ANSWERED.match(text, *paragraph)]
    heads = [head for head in heads if head not in asking]
    names = Counter(match["name"] for _, match in heads)
    capitals = {name for name in names if name.isupper()}
    spoken = [(paragraph, match) for paragraph, match in heads if _is_speech(text[match.end() : paragraph[1]])]
    recorded = [(paragraph, match) for paragraph in paragraphs if (match := RECORDED.match(text, *paragraph))]
    if len(recorded) >= LEAST_TURNS_IN_CAPITALS and not spoken:
        return [_turn(paragraph, match) for paragraph, match in recorded]
    if sum(match["name"] in capitals for _, match in spoken) >= LEAST_TURNS_IN_CAPITALS or any(
        _has_full_name(text, name) for name in capitals
    ):
        wanted = capitals
    elif len(heads) >= LEAST_TURNS and max(names.values()) > 1 and len(heads) * 3 >= len(paragraphs):
        wanted = {name for name, times in names.items() if times > 1 or _has_full_name(text, name)}
    else:
        known = [match["name"] for _, match in spoken if _has_full_name(text, match["name"])]
        wanted = set(known) if len(known) >= LEAST_TURNS_OF_KNOWN else set()
    if not wanted:
        return []
    told = [_turn(paragraph, match) for paragraph, match in spoken if match["name"] in wanted]
    # Who asks as "Q" is not named.
    asked = [
        Attribution((), ((match.start("name"), match.end("cue")),), ((match.end(), paragraph[1]),), LAID_OUT)
        for paragraph, match in asking
    ]
    return sorted([*told, *asked], key=lambda one: one.content)


def _turn(paragraph: Span, match: re.Match[str]) -> Attribution:
    return Attribution((match.span("name"),), (match.span("cue"),), ((match.end(), paragraph[1]),), LAID_OUT)


def _answered(text: str, paragraphs: Sequence[Span]) -> list[Attribution]:
    """An attribution without a source for each question and each answer, none where not both are there, or many answers
    (of a page whose questions have lost their colon)."""
    found = [(paragraph, match) for paragraph in paragraphs if (match := ANSWERED.match(text, *paragraph))]
    labels = [match.group()[0] for _, match in found]
    if len({*labels}) < 2 and labels.count("A") < LEAST_TURNS:
        return []
    return [Attribution((), (match.span(),), ((match.end() + 1, stop),), LAID_OUT) for (_, stop), match in found]


def _is_speech(turn: str) -> bool:
    """Whether words end as a sentence does; a label's do not ("PHOTO: Ana Ruiz")."""
    return turn.rstrip("\"'”’)] \t\r\n")[-1:] in (".", "?", "!", "…", "-", "—")


def _has_full_name(text: str, surname: str) -> bool:
    """Whether a name in capitals stands elsewhere as a surname after a first name."""
    return len(surname) > 1 and bool(re.search(rf"\b[A-Z][a-z]+ {re.escape(surname.title())}\b", text))


def bylines(text: str, quotations: Sequence[Quotation]) -> list[Attribution]:
    """An attribution for each quotation that is followed by a dash and a name, which end the line."""
    found = []
    for quotation in quotations:
        if len(text[quotation.start : quotation.stop].split()) < LEAST_WORDS:
            continue
        match = BYLINE.match(text, quotation.stop)
        if match and match["rest"].lstrip()[:1] in (*",(", ""):
            content = ((quotation.start, quotation.stop),)
            found.append(Attribution((match.span("name"),), (match.span("cue"),), content, LAID_OUT))
    return found


def headlines(
    text: str, headline: Span | None, quotations: Sequence[Quotation], found: Sequence[Attribution]
) -> list[Attribution]:
    """The attribution that a headline makes by its layout, if it does.

    A colon comes after many a word ("Analysis:", "Live:"), so who stands before it has to speak elsewhere in the
    article too, or a quotation has to follow; a name after a quotation has to come back.
    """
    if headline is None:
        return []
    start, stop = headline
    for quotation in touching(quotations, start, start + 1):
        match = QUOTED_FIRST.match(text, quotation.stop, stop)
        if match and match["source"].split()[-1] in text[stop:]:
            return [_of(match, (quotation.start, quotation.stop))]
    match = COLON.fullmatch(text, start, stop)
    if match and not MATCH.search(match["source"]) and (_is_quoted(match) or _speaks(match["source"], text, found)):
        return [_of(match, match.span("claim"))]
    for pattern in AT_THE_END:
        if match := pattern.fullmatch(text, start, stop):
            return [_of(match, match.span("claim"))]
    return []


def is_of_match(text: str, headline: Span | None, one: Attribution) -> bool:
    """Whether it lets a match or its score speak: “Rovers v City: “We are ready””."""
    if headline is None or not one.cue or not headline[0] <= one.cue[0][0] < headline[1]:
        return False
    start, stop = one.cue[0]
    return text[start:stop] == ":" and MATCH.search(text, headline[0], start) is not None


def _of(match: re.Match[str], content: Span) -> Attribution:
    # a court is told, it does not tell
    source = () if match["cue"] == "told" else (match.span("source"),)
    return Attribution(source, (match.span("cue"),), (content,), LAID_OUT)


def _is_quoted(match: re.Match[str]) -> bool:
    """Whether what stands before a colon is short enough for a name, and a quotation follows."""
    return match["claim"][0] in "“\"‘'" and len(match["source"].split()) <= LONGEST_NAME


def _speaks(label: str, text: str, found: Sequence[Attribution]) -> bool:
    """Whether the last word of a label is part of what some attribution has for its source."""
    word = label.split()[-1].casefold()
    sources = (text[start:stop].casefold() for one in found for start, stop in one.source)
    return any(word in re.findall(r"[\w’'-]+", source) for source in sources)
