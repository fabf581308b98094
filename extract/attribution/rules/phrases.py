"""Claims cut or run on where only the parse tells their end: “*tickets* are said *to be sold out*”, “the warning *that
it would burst* was ignored”, “praised *his team after the win*”.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.parsing.parse import NOUN_TAGS, SUBJECTS, Parse

# Words that something has to follow.
UNFINISHED = frozenset({"DT", "IN", "PRP$", "TO", "WP$"})
LONGEST = 12  # words that are added at most
CLAUSES = frozenset({"acl", "ccomp", "relcl"})
HEARSAY = frozenset({
    "alleged", "assumed", "believed", "claimed", "estimated", "expected", "feared", "found", "known", "reported",
    "rumored", "rumoured", "said", "supposed", "suspected", "thought", "understood",
})  # fmt: skip


def well_ended(parse: Parse, attributions: Iterable[Attribution]) -> list[Attribution]:
    """The attributions with contents that begin with their subject and end where their phrase or clause does."""
    return [_completed(parse, _without_verb(parse, _with_subject(parse, one))) for one in attributions]


def _with_subject(parse: Parse, one: Attribution) -> Attribution:
    """What is said of somebody by nobody, with whom: “and *tickets* are said *to be sold out*”."""
    if one.source or len(one.cue) != 1 or len(one.content) != 1 or one.content[0][0] < one.cue[0][1]:
        return one
    cue, content = parse.tokens(one.cue), parse.tokens(one.content)
    if (
        not content
        or parse.lower[content[0]] != "to"
        or content[0] != cue[-1] + 1
        or parse.lower[cue[-1]] not in HEARSAY
    ):
        return one
    subject = parse.child(cue[-1], "nsubjpass")
    if subject is None or subject >= cue[0] or parse.right[subject] != cue[0] - 1 or _is_pronoun(parse, subject):
        return one
    return replace(one, content=(parse.span(parse.left[subject], parse.right[subject] + 1), *one.content))


def _is_pronoun(parse: Parse, token: int) -> bool:
    """Whether a subject is a relative pronoun or "there", of which nothing is said: “which is said to be sold”."""
    return parse.tags[token] in ("WDT", "WP", "EX")


def _without_verb(parse: Parse, one: Attribution) -> Attribution:
    """What a noun that is a subject tells, without what its own verb tells: “the warning *that it burst* was …”."""
    cue = parse.tokens(one.cue)
    if len(cue) != 1 or parse.tags[cue[0]] not in NOUN_TAGS or parse.deps[cue[0]] not in SUBJECTS:
        return one
    noun, verb = cue[0], parse.heads[cue[0]]
    first = parse.tokens(one.content[:1])
    last = parse.right[noun]
    if not first or first[0] != noun + 1 or not first[0] <= last < verb or not _begins_clause(parse, noun):
        return one
    if not one.content[0][0] < parse.starts[verb] < one.content[0][1]:
        return one
    return replace(one, content=((one.content[0][0], parse.stop(last)),))


def _begins_clause(parse: Parse, noun: int) -> bool:
    return any(parse.deps[child] in CLAUSES and child > noun for child in parse.children[noun])


def _completed(parse: Parse, one: Attribution) -> Attribution:
    """The content up to the end of the phrase that it breaks off in."""
    start, stop = one.content[-1]
    if not one.cue or not parse.text[stop - 1 : stop].isalpha():
        return one
    tokens = parse.tokens([(max(start, stop - 1), stop)])
    if not tokens or parse.tags[tokens[-1]] not in UNFINISHED or parse.stop(tokens[-1]) != stop:
        return one
    last = tokens[-1]
    end = max(parse.right[last], parse.right[parse.heads[last]] if parse.heads[last] > last else last)
    taken = {*parse.tokens(one.cue), *parse.tokens(one.source)}
    free = list(range(last + 1, end + 1))
    if not free or len(free) > LONGEST or taken & {*free} or parse.sentence[end] != parse.sentence[last]:
        return one
    while free and not parse.words[free[-1]][-1].isalnum():
        free.pop()
    return replace(one, content=(*one.content[:-1], (start, parse.stop(free[-1])))) if free else one
