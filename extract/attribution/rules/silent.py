"""Attributions whose source does not speak: nobody answers, somebody is told or asked, or has not said it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from onrecord.extract.attribution.attribution import Attribution, Role
from onrecord.extract.attribution.boundaries import SENTENCE_END
from onrecord.extract.lexicon import one_of, words
from onrecord.extract.lexicon.acts import is_doing
from onrecord.extract.triple import Span

THERE = re.compile("there", re.IGNORECASE)  # "There were calls for …"
RUMOUR = re.compile(r"(?:legend|rumou?r|tradition|word) (?:has|had) it|(?:the )?word (?:is|was)", re.IGNORECASE)
# Somebody addressed, before the subject of the sentence: "Mr Lee, your former director"
VOCATIVE = re.compile(r"[^,\n]{1,60},\s(?=(?:your|my|our|the|this|that|an?|his|her|their|[A-Z])\b[^,\n]*\Z)")
OPENS_SPEECH = re.compile(r"[“\"‘'«„:]\s?$|[.!?…]\s$|\n\s*$")
NOBODY = re.compile(r"(?:nobody|no[- ]one|none|nothing|any(?:one|body)|whoever)\b", re.IGNORECASE)
# Words that say that nobody can say yet.
TOO_EARLY = re.compile(r"\btoo (?:early|soon|late) (?:for \w+ )?to\b")
# Verbs that have whom they address for an object, or are passive: "Thousands told to boil water".
ADDRESSES = re.compile(r"told|informed|assured|reminded|notified", re.IGNORECASE)
# The same in the passive: "had been told", "was reportedly assured".
BE = r"(?:\w+ ){0,2}(?:am|are|be|been|being|is|was|were)(?: \w+)?"
PASSIVE = re.compile(rf"{BE} (?:told|informed|assured|reminded|notified)", re.IGNORECASE)
# The passive of verbs that put something to somebody: "was urged to say", "was asked about".
PUT_TO = re.compile(
    rf"(?P<cue>{BE} (?:told|reminded|urged|asked|ordered|advised|instructed|encouraged|invited|pressed|questioned"
    r"|quizzed|challenged|warned)(?: again| repeatedly)?(?: about| of| on| over)?)(?P<rest> to \w+)?",
    re.IGNORECASE,
)
# Somebody set against whom it is that speaks: "Not Lee but Ruiz".
NOT_BUT = re.compile(r"not (?!only\b|just\b|merely\b)[^.,;:]{0,60}? but ", re.IGNORECASE)
ORDERS = re.compile(r"told|reminded|urged|ordered|advised|instructed|encouraged|warned", re.IGNORECASE)
CLAUSE = re.compile(r"that|he|she|they|there\b", re.IGNORECASE)
HEARS = re.compile(r"(?:(?:has|had|have|also|later|previously) )*(?:hear|hears|heard)", re.IGNORECASE)
ASSEMBLY = re.compile(rf"\b(?:{one_of('assemblies')})$", re.IGNORECASE)
# What somebody does with what others say; and what they say, as a noun.
RECEIVES = re.compile(rf"(?:\w+ ){{0,3}}?(?:{one_of('receiving')})\b", re.IGNORECASE)
SPOKEN = re.compile(
    r" ?(?:(?:a|an|any|his|her|its|more|new|our|several|some|such|the|their|these|those|\w+ing|\w+ed) ){0,2}"
    rf"(?:{one_of('utterances')})s?\b",
    re.IGNORECASE,
)
BLANK = re.compile(r"\s*\n\s*\n\s*")
ARTICLE = re.compile("the|an?", re.IGNORECASE)
# What follows a verb that is no verb of speech there: its object, or what belongs to it: "wrote down the place".
PARTICLE = re.compile(r" (?:down|up|off|out|away)\b")
OBJECT = re.compile(r" (?:down|up|off|out|away|the|an?|his|her|its|their|my|our|this|that)\b")
CLAIMS = re.compile(r"(?:(?:accusation|allegation|claim|complaint|report|rumou?r|suggestion)s|speculation)")
UPON = re.compile(r"\b(?:after|against|amid|at|despite|following|over|to) $")
SENTENCE_STOPS = frozenset(".!?…")
LONGEST_NOUN = 80  # characters
# What comes before somebody who is told not to have said it.
UNREAL = re.compile(
    r"(?:\bcontrary to what|\b(?:not true|untrue|false|no (?:evidence|proof|suggestion)) that"
    r"|(?:^|[.!?\n]\s*)Had)\s+$"
)
# What somebody does not do, who does something else: “Instead of denying it, Ruiz …”.
INSTEAD = re.compile(r"\b(?:instead of|rather than|far from)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
# A pronoun after a noun that is no part of its phrase: “For the fans *he* had another”.
SUBJECT = re.compile(r"(?!.*(?:\b(?:and|or|nor|but|all|both)\b|,)).*\w (he|she|they)$")
# Words for warning that a headline has in the passive: “Drivers warned of ice”.
WARNED = re.compile(r"(?:alerted|briefed|cautioned|reminded|warned)(?: (?:about|against|of|on|over))?", re.IGNORECASE)
# The beginning of a question of the article's own: “Did Ruiz lie about it?”
DID = re.compile(
    r"(?:^|[.!?\n“\"‘]\s*)(?:are|can|could|did|do|does|had|has|have|is|may|might|must|should|was|were|will|would)"
    r"(?:n[’']t)?\s[^.!?:“”\"\n]*$",
    re.IGNORECASE,
)
WHO = re.compile("who|what|which|which of (?:them|us|you)", re.IGNORECASE)
ITS_END = re.compile(r"[^.!:“”\"\n]*\?")
# A sentence that opens with the question: “Asked whether he had lied, Ruiz said: …”
ASKED = re.compile(
    r"(?:(?:when|repeatedly|again) )?(?:asked|pressed|questioned|quizzed|challenged)\b(?: (?:about|on|over|by))?",
    re.IGNORECASE,
)
OPENS = re.compile(r"(?:^|\n|[.!?…:][”\"’)]*\s)\s*[“\"‘']?$")
# How a source wants to be quoted.
CONDITION = re.compile(
    r"(?:that )?(?P<not>not )?(?:to )?(?:be |being )?"
    r"(?:named|identified|quoted|give (?:his|her|their) (?:\w+ )?names?)\b",
    re.IGNORECASE,
)
REFUSAL = re.compile(r"(?:declin|refus)\w+|not want|unwilling", re.IGNORECASE)
INFINITIVE = re.compile(r"(?:not )?to \w", re.IGNORECASE)


# What the model takes into the source of a clause that opens a sentence: “*After* Ruiz said so, …”.
OPENER = re.compile(
    r"(?P<word>After|Although|As|Because|Before|Even though|Even as|Just as|Once|Since|Though|When|Whereas|While)"
    r"\s+(?=\w)"
)


def without_vocative(text: str, one: Attribution, speech: Sequence[Span]) -> Attribution:
    """The attribution without whom its speaker is told of: “Mr Lee, your former director has told a jury …”.

    A role that belongs to the name has a comma after it, too: “Mr Lee, the director, has told a jury …”.

    Args:
        speech: what is quoted, or is a turn of a transcript, in order and apart: nothing else addresses anybody.
    """
    if not one.source or not one.cue:
        return one
    before = bisect_right(speech, one.source[0][0], key=itemgetter(0)) - 1
    if before < 0 or one.source[0][0] >= speech[before][1]:
        return one
    start, stop, cue = one.source[0][0], one.source[-1][1], one.cue[0][0]
    if stop > cue or "," in text[stop:cue] or not OPENS_SPEECH.search(text[max(0, start - 8) : start]):
        return one
    match = VOCATIVE.match(text, start, stop)
    return one if match is None else replace(one, source=((match.end(), stop),))


def is_nobodys(text: str, one: Attribution) -> bool:
    """Whether its source is nobody: “Nobody told us that it would close.” “Anyone who thinks so is wrong.”"""
    if not one.source:
        return False
    start, stop = one.source[0]
    before = text[:start].rpartition(" ")[0].rpartition(" ")[2] if text[start:stop] in ("who", "that") else ""
    return NOBODY.match(text, start - len(before) - bool(before)) is not None


def is_condition(text: str, one: Attribution) -> bool:
    """Whether it is only how a source wants to be quoted: “The aide, who asked not to be named, …”."""
    if not one.cue or not (match := CONDITION.match(text, one.content[0][0])):
        return False
    return bool(match["not"]) or any(REFUSAL.search(text, *span) for span in one.cue)


def is_unreal(text: str, one: Attribution) -> bool:
    """Whether it is told that its source has not said so: “contrary to what Ruiz had claimed”."""
    if one.cue and INSTEAD.search(text, max(0, one.cue[0][0] - 40), one.cue[0][0]):
        return True
    if one.cue and TOO_EARLY.search(text, max(0, one.cue[0][0] - 20), one.cue[-1][1]):
        return True
    start = one.source[0][0] if one.source else 0
    if one.cue and one.source and (_is_asked(text, one) or _asks_who(text, one)):
        return True
    return bool(UNREAL.search(text, max(0, start - 40), start) or text.startswith("Had ", start))


def _is_asked(text: str, one: Attribution) -> bool:
    """Whether the article asks if its source said so: “Did Ruiz lie about it?”"""
    cue, stop = one.cue[0]
    asked = DID.search(text, max(0, cue - 200), cue)
    return asked is not None and asked.start() <= one.source[0][0] < cue and ITS_END.match(text, stop) is not None


def _asks_who(text: str, one: Attribution) -> bool:
    """Whether the source is what a question asks for: “*Who* wants to buy it?”"""
    (start, stop), after = one.source[0], max(one.cue[-1][1], one.content[-1][1])
    is_who = WHO.fullmatch(text, start, stop) and OPENS.search(text, max(0, start - 8), start)
    return bool(is_who) and text[after - 1 : after + 1].find("?") >= 0


def _is_warned(text: str, one: Attribution) -> bool:
    """Whether a headline has the source as whom somebody warns: “Drivers warned of ice”."""
    headline = text[: max(text.find("\n"), 0)].rstrip()
    (_, source), (start, stop) = one.source[0], one.cue[0]
    is_in_headline = stop < len(headline) and headline[-1] not in '.!?”"'
    return is_in_headline and text[source:start] == " " and WARNED.fullmatch(text, start, stop) is not None


def _without_opener(text: str, one: Attribution) -> Attribution:
    """The attribution without a word in its source that only opens the clause (“When asked about it”, “the fans he”)
    or is what its speaker does to somebody else's words (“Quoting Gandhi, the minister”)."""
    (start, stop), *others = one.source
    if text[start:stop].casefold() in words("clause_openers"):
        return replace(one, source=())
    first, comma, _ = text[start:stop].partition(",")
    if comma and is_doing(first.split()[0].casefold()) and text[start + len(first) + 1 : stop].strip():
        start += len(first) + 1
        return replace(one, source=((start + len(text[start:stop]) - len(text[start:stop].lstrip()), stop), *others))
    if (opener := OPENER.match(text, start, stop)) and (comma == "" or opener["word"].lower() != "as"):
        start = opener.end()
        one = replace(one, source=((start, stop), *others))
    subject = SUBJECT.fullmatch(text, start, stop)
    return replace(one, source=((subject.start(1), stop),)) if subject and not others else one


def _without_question(text: str, one: Attribution) -> Attribution:
    """The attribution without the question that the sentence opens with: the reporter's, not of who answers."""
    first = min((*one.cue, *one.content))
    question = ASKED.match(text, *first)
    if question is None or not OPENS.search(text, max(0, first[0] - 8), first[0]) or one.source[0][0] < first[0]:
        return one
    if first in one.content:
        return replace(one, content=one.content[1:]) if len(one.content) > 1 else one
    if question.end() < first[1]:
        return one
    return replace(one, source=(), roles=(*one.roles, Role(one.source[0], "addressee", 1.0)))


def unspoken(text: str, one: Attribution) -> Attribution:
    """The attribution without a source that does not speak, and without a cue that is none of its.

    “Who pays?” Nobody spoke. – Thousands told to boil water.
    """
    if not one.source:
        return one
    one = _without_question(text, _without_opener(text, one))
    if not one.source:
        return one
    if THERE.fullmatch(text, *one.source[0]) or (one.cue and (_is_article(text, one) or _is_of_others(text, one))):
        return replace(one, source=())
    if one.cue and RUMOUR.fullmatch(text, one.source[0][0], one.cue[-1][1]):
        return replace(one, source=(), cue=((one.source[0][0], one.cue[-1][1]),))
    one = _put_to(text, _rather(text, _with_noun(text, _in_paragraph(text, one))))
    if not one.source:
        return one
    start, stop = one.content[0][0], one.content[-1][1]
    after = one.source[0][0] >= stop
    if after and is_nobodys(text, one) and text[start] in '“"‘' and SENTENCE_END.search(text[start : one.source[0][0]]):
        return replace(one, source=(), cue=())
    if after and _is_next_sentence(text, one):
        return replace(one, source=(), cue=())
    if len(one.source) == len(one.cue) == 1 and (_is_told(text, one) or _listens(text, one) or _is_warned(text, one)):
        return replace(one, source=(), roles=(*one.roles, Role(one.source[0], "addressee", 1.0)))
    return one


def _is_article(text: str, one: Attribution) -> bool:
    """Whether the source is only the article of the noun that is the cue: “*The* warning that it would burst”."""
    return ARTICLE.fullmatch(text, *one.source[0]) is not None and one.source[0][1] + 1 == one.cue[0][0]


def _is_of_others(text: str, one: Attribution) -> bool:
    """Whether the cue is what others say, upon which the source acts: “Ruiz left *after claims* that she lied”."""
    start, stop = one.cue[0]
    is_before = all(last < start for _, last in one.source)
    return (
        is_before
        and CLAIMS.fullmatch(text, start, stop) is not None
        and UPON.search(text[max(0, start - 12) : start]) is not None
    )


def _is_next_sentence(text: str, one: Attribution) -> bool:
    """Whether source and cue are a sentence of their own after a quoted one: “They died here.” Ruiz wrote the date."""
    source, verb, stop = one.source[0][0], one.cue[0], one.content[-1][1]
    is_ended = text[stop - 2 : stop - 1] in SENTENCE_STOPS and text[stop - 1] in '”"’»' and source < verb[0]
    is_apart = is_ended and not text[stop:source].strip() and text[source].isupper()
    addresses = text[slice(*verb)].split()[-1].lower() in words("addressing")
    following = (PARTICLE if addresses else OBJECT).match(text, verb[1])
    return is_apart and len(one.cue) == 1 and following is not None


def _listens(text: str, one: Attribution) -> bool:
    """Whether the source is whom it is said to: “The inquest heard that …”, “She ignored calls to resign”."""
    cue, (source, *_) = text[slice(*one.cue[0])], one.source
    if HEARS.fullmatch(cue):
        return ASSEMBLY.search(text[slice(*source)]) is not None
    verb = RECEIVES.match(cue)
    if verb is None or source[1] > one.cue[0][0]:
        return False
    content = text[slice(*one.content[0])] if one.cue[0][1] <= one.content[0][0] else ""
    return SPOKEN.match(f"{cue[verb.end() :]} {content}") is not None


def _put_to(text: str, one: Attribution) -> Attribution:
    """The attribution of nobody whose source is asked or urged: “Ruiz was urged to say that it was safe.”"""
    (source, *others), (cue, *more) = one.source, one.cue or ((0, 0),)
    match = PUT_TO.fullmatch(text, *cue)
    if match is None or others or more or source[1] > cue[0] or one.content[0][0] < cue[1]:
        return one
    content = one.content
    if match["rest"] is not None:
        content = ((match.start("rest") + 1, content[0][1]), *content[1:])
    return replace(
        one, source=(), cue=(match.span("cue"),), content=content, roles=(*one.roles, Role(source, "addressee", 1.0))
    )


def _rather(text: str, one: Attribution) -> Attribution:
    """The attribution of whom it is, without whom it is not: “Not Lee but Ruiz accused them”."""
    start, stop = one.source[0][0], one.source[-1][1]
    match = NOT_BUT.match(text, start, stop) or NOT_BUT.match(text, max(0, start - len("not ")), stop)
    if match is None or match.end() >= stop:
        return one
    return replace(one, source=((match.end(), stop),))


def _in_paragraph(text: str, one: Attribution) -> Attribution:
    """The attribution with its source in one paragraph, that of the cue: no byline runs on into a speaker."""
    (start, stop), cue = one.source[0], one.cue[0][0] if one.cue else one.content[0][0]
    words = text[start:stop]
    if len(one.source) > 1 or not BLANK.search(words):
        return one
    if cue >= stop:
        start += [match.end() for match in BLANK.finditer(words)][-1]
    elif match := BLANK.search(words):
        stop = start + match.start()
    return replace(one, source=((start, stop),)) if start < stop else one


def _with_noun(text: str, one: Attribution) -> Attribution:
    """The attribution whose source, where it is an article alone, goes up to the comma: “According to the deed, …”."""
    (start, stop), (first, last) = one.source[-1], one.content[0]
    if not ARTICLE.fullmatch(text, start, stop) or text[stop:first] != " ":
        return one
    comma = text.find(",", first, min(last, first + LONGEST_NOUN))
    begin = comma + 1 + len(text[comma + 1 : last]) - len(text[comma + 1 : last].lstrip())
    if comma < 0 or begin >= last:
        return one
    source, content = (*one.source[:-1], (start, comma)), ((begin, last), *one.content[1:])
    return replace(one, source=source, content=content)


def _is_told(text: str, one: Attribution) -> bool:
    """Whether a verb that addresses somebody has no object, and the claim right after it: its subject is told."""
    (_, source), (start, stop), content = one.source[0], one.cue[0], one.content[0][0]
    if text[source:start] != " " or text[stop:content] != " ":
        return False
    cue = text[start:stop]
    if PASSIVE.fullmatch(cue):
        return True
    return bool(
        (ADDRESSES.fullmatch(cue) and CLAUSE.match(text, content))
        or (ORDERS.fullmatch(cue) and INFINITIVE.match(text, content))
    )
