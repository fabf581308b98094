"""Words that the model puts on the wrong side of a cue: a name that is a verb too, what is denied, a preposition.

"Omar Said … Said said"; "the coach *blamed Said*"; "he *denied threatening* her"; "accused by *the union of* lying";
"*called the offer* “late”"; "*vowed never* to return"; "said *after the* match".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.lexicon.acts import act_of_words
from onrecord.extract.triple import Span

# A surname that is a verb for saying as well, after a first name or a title.
SURNAME = re.compile(r"\b[A-Z][\w.'’-]*\s(Said|Says|Tell|Told)\b")
CAPITALISED = re.compile(r"[A-Z][a-z]+")
# A name at the end of a cue: "blamed Said".
WITH_NAME = re.compile(r"(?P<verb>[a-z]\w*(?: [a-z]\w*)*)(?P<name>(?: (?!\w+day\b)[A-Z][\w.'’-]+)+)")
# What is denied or admitted, as an action: "denied ever threatening".
GERUND = re.compile(r"(?P<verb>(?:[\w'’]+ )*?[\w'’]+?)(?P<rest> (?:(?:ever|having|even) )?(?:having \w+|\w{2,}ing))")
ARTICLE = r"(?:the|an?|his|her|its|their|this|that|these|those)"
# Whom a verb is done to, or its article, before what is said of it: "called *the offer* “late”"; "vowed *never* to go".
OBJECT = re.compile(
    rf"(?P<verb>(?:\w+ )*?(?:brand|call|describ|dub|label|term)\w*)(?P<rest> {ARTICLE}(?: [\w’'-]+){{1,3}})"
)
OPENING = re.compile(rf"(?P<verb>.*\w)(?P<rest> (?:{ARTICLE}|never|not))", re.DOTALL)
# What a cue ends with that begins a phrase which is part of neither: "said *after the* match".
BROKEN_OFF = re.compile(
    r"(?P<verb>.*?\w)(?: (?:about|after|as|at|before|by|during|for|from|in|of|on|to|with))? (?:the|an?)"
)
# What is made public, before the verb that tells what it says: "*published a report* claiming that …".
PUBLISHED = re.compile(r".*\b(?:an?|another|his|her|its|the|their) (?:[\w-]+ ){0,3}?[\w-]+", re.DOTALL)
PARTICIPLE = re.compile(r"[a-z]+ing\b")
ADMITS = frozenset({"deny", "admit", "leave open"})
PREPOSITION = re.compile(r".*\w(?P<of> (?:of|for|over))", re.DOTALL)


def surnames(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, where a verb has a capital since it is somebody's name: "Omar Said … Said said".

    It is the speaker of the verb after it, and the cue of nothing.
    """
    named = {match[1] for match in SURNAME.finditer(text)}
    starts = {one.cue[0][0] for one in attributions if one.cue}
    result: list[Attribution] = []
    for one in attributions:
        if one.cue and named:
            start, stop = one.cue[0]
            if text[start:stop] in named and stop + 1 in starts:
                continue
            before = (text.rfind(" ", 0, max(start - 1, 0)) + 1, start - 1)
            if not one.source and text[slice(*before)] in named:
                one = replace(one, source=(before,))
        if not _is_name(text, one):
            result.append(one)
    return result


def one_cue(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, one where the model finds two in "published a report" and "claiming …"."""
    kept = [*attributions]
    verbs = {one.cue[0][0]: number for number, one in enumerate(attributions) if len(one.cue) == 1}
    gone: set[int] = set()
    for number, one in enumerate(attributions):
        second = verbs.get(one.content[0][0], number)
        other = attributions[second]
        if second == number or len(one.cue) != 1 or one.content[-1][1] != other.content[-1][1]:
            continue
        start, stop = one.cue[0]
        is_next = other.cue[0][0] == stop + 1 and PARTICIPLE.match(text, other.cue[0][0]) is not None
        if is_next and PUBLISHED.fullmatch(text, start, stop):
            gone.add(number)
            kept[second] = replace(other, source=one.source or other.source, cue=((start, other.cue[0][1]),))
    return [one for number, one in enumerate(kept) if number not in gone]


def _is_name(text: str, one: Attribution) -> bool:
    """Whether the cue is one word with a capital in the middle of a sentence, or opens one in which its name says
    something: "His sister Amina *Said* Bouzidi runs a shop", "*Said* Bouzidi said"."""
    if len(one.cue) != 1 or not CAPITALISED.fullmatch(text, *one.cue[0]):
        return False
    start, stop = one.cue[0]
    line = text[text.rfind("\n", 0, start) + 1 : len(text) if (end := text.find("\n", stop)) < 0 else end]
    if not any(word.islower() for word in line.split() if len(word) > 3):
        return False  # a headline, in which every word has a capital
    is_inside = text[start - 1 : start] == " " and text[start - 2 : start - 1].isalpha()
    return is_inside and text[stop : stop + 2].strip()[:1].isupper()


def well_cut(text: str, one: Attribution) -> Attribution:
    """The attribution with a cue that ends before what is denied or whom it names, and a source without a preposition
    of what is said."""
    if len(one.cue) != 1:
        return one
    one = _without_object(text, _without_gerund(text, _without_name(text, one)))
    return _source_without_preposition(text, one)


def _without_name(text: str, one: Attribution) -> Attribution:
    match = WITH_NAME.fullmatch(text, *one.cue[0])
    if match is None or not _goes_on(text, one, match.end()):
        return one
    return _with_more(one, (match.start(), match.end("verb")), match.start("name") + 1)


def _without_gerund(text: str, one: Attribution) -> Attribution:
    match = GERUND.fullmatch(text, *one.cue[0])
    if match is None or not _goes_on(text, one, match.end()) or act_of_words(match["verb"]) not in ADMITS:
        return one
    return _with_more(one, (match.start(), match.end("verb")), match.start("rest") + 1)


def _without_object(text: str, one: Attribution) -> Attribution:
    for pattern in (OBJECT, OPENING):
        match = pattern.fullmatch(text, *one.cue[0])
        if match is not None and _goes_on(text, one, match.end()):
            return _with_more(one, (match.start(), match.end("verb")), match.start("rest") + 1)
    match = BROKEN_OFF.fullmatch(text, *one.cue[0])
    return one if match is None else replace(one, cue=(match.span("verb"),))


def _source_without_preposition(text: str, one: Attribution) -> Attribution:
    """The attribution with "of" where it belongs: "accused by the union *of lying*"."""
    if len(one.source) != 1 or one.source[0][0] < one.cue[0][0]:
        return one
    match = PREPOSITION.fullmatch(text, *one.source[0])
    if match is None:
        return one
    after = next((place for place, (start, _) in enumerate(one.content) if start == match.end() + 1), None)
    if after is None:
        return one
    content = [*one.content]
    content[after] = (match.start("of") + 1, content[after][1])
    return replace(one, source=((match.start(), match.start("of")),), content=tuple(content))


def _goes_on(text: str, one: Attribution, stop: int) -> bool:
    """Whether the claim goes on right after a cue."""
    return any(start == stop + 1 for start, _ in one.content)


def _with_more(one: Attribution, cue: Span, start: int) -> Attribution:
    """The attribution with a shorter cue, and with the words after it in the claim."""
    stop = one.cue[0][1]
    content = tuple((start, last) if first == stop + 1 else (first, last) for first, last in one.content)
    return replace(one, cue=(cue,), content=content)
