"""Claims that an article does not tell as made: on a condition, wished for, demanded, asked after, or merely possible.

“If Ruiz says that …”, “Unless she apologises for …”, “Should he claim that …”, “They want her to say that …”, “He could
have warned that …”: nobody has said so yet. What a claim of this kind reports is not told either.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from onrecord.extract.acts import told
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.nesting import within
from onrecord.extract.lexicon.acts import NEGATIONS
from onrecord.extract.parsing.parse import NOUN_TAGS, SUBJECTS, Parse

CONDITIONS = frozenset({"if", "unless", "lest"})
UNTIL = frozenset({"until", "till"})  # before something that has not happened yet, where the present follows
PRESENT = frozenset({"VBP", "VBZ", "VB", "NNS", "NN"})  # of a verb; the tagger takes some for nouns
SUPPOSING = frozenset({"suppose", "supposing", "provided", "providing", "assuming", "imagine"})
CASE = ("in", "case")
# Clauses that share what their head is told under; others stand by themselves: who says so, as she says.
BELOW = frozenset({"conj", "ccomp", "xcomp", "csubj"})
INVERTED = frozenset({"had", "should", "were", "did", "does", "do", "has", "have"})
POSSIBLE = frozenset({"could", "might", "may", "must", "should", "ought"})
PAST = frozenset({"would", *POSSIBLE})  # with "have": of what was not said, or may not have been
OUGHT = frozenset({"need", "needs", "has", "have", "ought"})  # before “to”; who “had to admit” has admitted
WISHES = frozenset({"hope", "expect", "urge", "demand", "ask", "fear"})
# Who is told to want or to think so on a condition may be told of as well: “if she would like to go”.
THOUGHTS = frozenset({"believe", "doubt", "expect", "fear", "hope", "intend", "oppose", "support", None})
TELLING = frozenset({"tell", "told", "telling", "tells", "need", "needs", "needed", "instructed", "allowed", "let"})
FIRST = frozenset({"i", "we", "you", "one"})


def told_as_made(parse: Parse, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions without those of claims that are not told as made, and without what these report."""
    around = within(attributions)
    gone = {number for number, one in enumerate(attributions) if _is_unreal(parse, one)}

    def is_gone(number: int | None) -> bool:
        return number is not None and (number in gone or is_gone(around[number]))

    return [one for number, one in enumerate(attributions) if not is_gone(number)]


def _is_unreal(parse: Parse, one: Attribution) -> bool:
    """Whether somebody is named as the source of a claim that he is not told to have made."""
    if not one.cue or not one.source:
        return False
    verb = _verb(parse, parse.tokens(one.cue))
    if verb is None or (one.thought and told(parse, verb) in THOUGHTS):
        return False
    own = _own(parse, one)
    return _is_wished(parse, verb) or _is_possible(parse, verb, own) or _is_conditional(parse, verb, own)


def _own(parse: Parse, one: Attribution) -> set[int]:
    """The tokens of who speaks and of what is said, which are no condition: “*May* said”, “*If it falls*, she said”."""
    source = parse.tokens(one.source)
    opening = INVERTED | CONDITIONS | UNTIL  # the model takes “If Ruiz”, “Were Ruiz” for the speaker
    return {*source[len(source) > 1 and parse.lower[source[0]] in opening :], *parse.tokens(one.content)}


def _verb(parse: Parse, cue: Sequence[int]) -> int | None:
    """The word of a cue that the others hang on, None where it is a noun."""
    inside = set(cue)
    roots = [i for i in cue if parse.heads[i] not in inside or parse.heads[i] == i]
    verb = next((i for i in roots if parse.tags[i].startswith("V")), roots[0] if roots else None)
    is_verb = verb is not None and (parse.tags[verb].startswith("V") or parse.child(verb, *SUBJECTS) is not None)
    return verb if is_verb else None


def _is_conditional(parse: Parse, verb: int, own: Container[int]) -> bool:
    """Whether a verb, or a clause that it is part of, is a condition or a question that yes or no would answer."""
    token = verb
    for _ in range(len(parse)):
        dep, head = parse.deps[token], parse.heads[token]
        if token in own:
            return False
        if _has_condition(parse, token, own) or _is_inverted(parse, token, own):
            return True
        if dep == "ccomp" and parse.lower[head] in SUPPOSING and parse.left[head] == head:
            return True
        is_open = dep == "advcl" and parse.lower[head] == "were" and parse.tags[token] == "VB"  # “Were Ruiz to say …”
        if head == token or not (dep in BELOW or is_open):
            return False
        if dep == "conj" and head < token and _is_main(parse, token):
            return False
        token = head
    return False


def _is_main(parse: Parse, token: int) -> bool:
    """Whether a verb that is joined to another has an opening of its own: “if he asks, and she *said* …”."""
    return parse.child(token, "nsubj", "nsubjpass") is not None and parse.child(token, "mark") is not None


def _has_condition(parse: Parse, verb: int, own: Container[int] = ()) -> bool:
    marks = [i for i in parse.children[verb] if parse.deps[i] == "mark" and i < verb and i not in own]
    words = {parse.lower[i] for i in marks}
    if words & UNTIL:
        return parse.tags[verb] in PRESENT
    if not words & CONDITIONS:
        first = parse.left[verb]
        return tuple(parse.lower[max(first - 2, 0) : first]) == CASE and parse.deps[verb] != "ROOT"
    # “asked if Ruiz had said”: whether she had
    return parse.deps[verb] != "ccomp" or len(marks) > 1 or words != {"if"}


def _is_inverted(parse: Parse, verb: int, own: Container[int]) -> bool:
    """Whether a clause begins with its auxiliary: “Had Ruiz said …”, “Should he claim …”, “Did she say …?”"""
    first = parse.left[verb]
    while first < verb and not parse.words[first][0].isalnum():
        first += 1
    if first in own or parse.lower[first] not in INVERTED or (first != verb and parse.heads[first] != verb):
        return False
    subject = parse.child(verb, *SUBJECTS)
    return subject is not None and first < subject and (first == verb or subject < verb)


def _is_possible(parse: Parse, verb: int, own: Container[int]) -> bool:
    """Whether a verb is told as what somebody may, might or should do, or would have done."""
    auxiliaries = [i for i in parse.children[verb] if parse.deps[i] == "aux" and i < verb and i not in own]
    words = {parse.lower[i] for i in auxiliaries}
    is_negated = any(parse.lower[i] in NEGATIONS for i in parse.children[verb] if i < verb)
    subject = parse.child(verb, *SUBJECTS)
    if is_negated or (subject is not None and parse.lower[subject] in FIRST):
        return False
    if parse.lower[verb] in OUGHT and parse.lower[verb + 1 : verb + 2] == ["to"]:
        return True
    if "have" in words or "'ve" in words or "’ve" in words:
        return bool(words & PAST)
    if "would" in words:
        return any(_has_condition(parse, i) for i in parse.children[verb] if parse.deps[i] == "advcl")
    return bool(words & POSSIBLE)


def _is_wished(parse: Parse, verb: int) -> bool:
    """Whether somebody else wants, asks or urges the one who would speak to do so."""
    head, dep = parse.heads[verb], parse.deps[verb]
    if head == verb or dep not in ("ccomp", "xcomp", "advcl", "acl"):
        return False
    auxiliaries = {parse.lower[i] for i in parse.children[verb] if parse.deps[i] == "aux"}
    act = told(parse, head)
    if parse.lower[head].startswith("wish") and "had" in auxiliaries:
        return True
    is_governing = act in WISHES or parse.lower[head] in TELLING
    if "to" in auxiliaries and "have" not in auxiliaries:
        is_noun = parse.tags[head] in NOUN_TAGS and parse.child(verb, "nsubj", "nsubjpass") is not None
        has_own = dep != "xcomp" or parse.child(head, "dobj", "nsubjpass", "dative") is not None
        return is_governing and (is_noun or (parse.tags[head] not in NOUN_TAGS and has_own))
    is_subjunctive = dep == "ccomp" and parse.tags[verb] in ("VB", "NN") and not auxiliaries
    return is_subjunctive and act in ("demand", "urge", "ask") and head < verb
