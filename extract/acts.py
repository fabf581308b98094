"""What a speaker does by a claim – says, denies, accuses, promises – as the words of its cue tell.

The acts and their words are in `lexicon/acts.toml`. A negation turns an act: who "did not deny" leaves open.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product, takewhile

from onrecord.extract.lexicon import singular, words
from onrecord.extract.lexicon.acts import NEGATIONS, SAY, WITHHOLD, table
from onrecord.extract.parsing.parse import NOUN_TAGS, SUBJECTS, Parse

# Sources that say nothing: "Neither Ruiz nor Lee said", "No minister has admitted", "Few experts believe".
NOBODY = frozenset({"neither", "no", "none", "nobody", "no-one", "few", "hardly", "scarcely", "barely"})
# What stands before a verb of what was not done: "has yet to say", "stopped short of calling for", "far from denying".
SHORT_OF = frozenset({
    ("yet", "to"), ("short", "of"), ("far", "from"), ("instead", "of"), ("rather", "than"), ("refrained", "from"),
})  # fmt: skip
# Seldom done, and so not told as done; nor as its contrary: "hardly ever criticises".
SELDOM = frozenset({"hardly", "seldom", "rarely", "scarcely", "barely"})
OPENERS = NEGATIONS | SELDOM | {"nowhere"}  # what may open a clause whose verb stands before its subject
AFTER_ALL = frozenset(
    {"only", "just", "merely", "simply", "until", "sooner", "before", "since"}
)  # "not only did he say"
CLOSING_MARKS = frozenset({"”", '"', "’", "»", "''"})
NOTHING = frozenset({"nothing", "nobody", "none", "no-one"})
LONGEST_OPENER = 8  # words: "at no point in the last four years"


def act_of(parse: Parse, cue: Sequence[int], source: Sequence[int] = ()) -> str:
    """The act of a claim whose cue and source are these tokens; "say" for one without a cue."""
    found = [(token, act) for token in cue if (act := told(parse, token)) is not None]
    if not found:
        return SAY
    told_apart = [(token, act) for token, act in found if act != WITHHOLD]
    token, act = next(((token, act) for token, act in told_apart if act != SAY), (told_apart or found)[0])
    if act == WITHHOLD:
        return act
    before = sorted({i for i in (*cue, *parse.children[token]) if i < token})
    opener = _opener(parse, token)
    if opener in SELDOM or any(parse.lower[i] in SELDOM for i in before):
        return WITHHOLD
    negations = [i for i in before if _negates(parse, i, token)]
    refusals = [place for place, other in found if place < token and other == WITHHOLD]
    first = min(negations, default=token)
    between = {*refusals, *(i for i in range(first, token) if parse.lower[i] in words("reluctance"))}
    negated = any(between.isdisjoint(range(i + 1, token)) for i in negations)
    refused = any(not negations or place < negations[0] for place in refusals)
    short = not negations and _is_short_of(parse, cue, token)
    is_not = negated or refused or short or bool(opener) or _has_nothing(parse, token)
    return table().negated.get(act, WITHHOLD) if is_not or _is_nobody(parse, source) else act


def _negates(parse: Parse, word: int, token: int) -> bool:
    """Whether a word before a verb or noun negates it: not where it is of a phrase of its own, or of what is quoted."""
    negation = parse.lower[word]
    if negation not in NEGATIONS or not CLOSING_MARKS.isdisjoint(parse.words[word:token]):
        return False
    if negation == "without":
        return parse.heads[token] == word or word == token - 1
    return True


def _is_short_of(parse: Parse, cue: Sequence[int], token: int) -> bool:
    """Whether a verb is not done yet, or not quite, or the clause begins with "nor"."""
    words = [parse.lower[i] for i in cue if i < token]
    before = [word for word in parse.lower[max(0, token - 4) : token] if not word.endswith("ly")]
    clause = takewhile(str.isalnum, reversed(parse.lower[max(0, token - 3) : token]))
    return any(pair in SHORT_OF for pair in (*pairwise(words), tuple(before[-2:]))) or "nor" in clause


def _opener(parse: Parse, token: int) -> str:
    """The negation that opens a clause, whose verb stands before its subject then: "At no point did she"; else ""."""
    subject = parse.child(token, *SUBJECTS)
    if subject is None:
        return ""
    edge = parse.left[subject]
    verb = next((i for i in parse.children[token] if i < edge and parse.deps[i] in ("aux", "auxpass")), None)
    if verb is None:
        return ""
    clause = list(takewhile(str.isalnum, reversed(parse.lower[max(0, verb - LONGEST_OPENER) : verb])))
    if not AFTER_ALL.isdisjoint(clause) or (parse.lower[verb] == "had" and not SELDOM.isdisjoint(clause)):
        return ""
    return next((word for word in clause if word in OPENERS), "")


def _has_nothing(parse: Parse, token: int) -> bool:
    """Whether the object of a verb is nothing, or nobody: "promised nothing", not "promised nothing but trouble"."""
    place = token + 1
    if place + 1 >= len(parse) or parse.lower[place] not in NOTHING or parse.deps[place] in SUBJECTS:
        return False
    return parse.heads[place] == token and parse.lower[place + 1] not in ("but", "less", "short")


def _is_nobody(parse: Parse, source: Sequence[int]) -> bool:
    """Whether a source is nobody, or somebody who is named as one who does not: "Not even Ruiz thinks so"."""
    if not source:
        return False
    before = parse.lower[max(0, source[0] - 2) : source[0]]
    if parse.lower[source[0]] == "no" and parse.words[min(source[0] + 1, len(parse) - 1)].isdigit():  # "No 10"
        return False
    return parse.lower[source[0]] in NOBODY or before[-1:] == ["neither"] or before == ["not", "even"]


def told(parse: Parse, token: int) -> str | None:
    """The act that a word tells of, None for other words."""
    known, word, tag = table(), parse.lower[token], parse.tags[token]
    forms: tuple[str, ...] = (word,)
    if tag in NOUN_TAGS:
        lists, forms = (known.nouns, known.verbs), (word, singular(word))
    elif tag.startswith("JJ"):
        lists = (known.adjectives, known.verbs)
    elif tag.startswith("V"):
        lists = (known.verbs, known.adjectives)
    else:
        return None
    for meanings, form in product(lists, forms):
        for rest, act in meanings.get(form, ()):
            if tuple(parse.lower[token + 1 : token + 1 + len(rest)]) == rest:
                return act
    return None
