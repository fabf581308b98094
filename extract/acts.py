"""What a speaker does by a claim – says, denies, accuses, promises – as the words of its cue tell.

The acts and their words are in `lexicon/acts.toml`. A negation turns an act: who "did not deny" leaves open.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product, takewhile

from onrecord.extract.lexicon import singular
from onrecord.extract.lexicon.acts import NEGATIONS, SAY, WITHHOLD, table
from onrecord.extract.parsing.parse import NOUN_TAGS, Parse

# Sources that say nothing: "Neither Ruiz nor Lee said", "No minister has admitted", "Few experts believe".
NOBODY = frozenset({"neither", "no", "none", "nobody", "no-one", "few", "hardly", "scarcely", "barely"})
# What stands between a subject and a verb that it has not done: "has yet to say", "stopped short of calling for".
SHORT_OF = (("yet", "to"), ("short", "of"))


def act_of(parse: Parse, cue: Sequence[int], source: Sequence[int] = ()) -> str:
    """The act of a claim whose cue and source are these tokens; "say" for one without a cue."""
    found = [(token, act) for token in cue if (act := told(parse, token)) is not None]
    if not found:
        return SAY
    token, act = next(((token, act) for token, act in found if act not in (SAY, WITHHOLD)), found[0])
    refused = any(other == WITHHOLD for place, other in found if place < token)
    negated = any(parse.lower[i] in NEGATIONS for i in (*cue, *parse.children[token]) if i < token)
    negated = negated or _is_short_of(parse, cue, token) or _is_nobody(parse, source)
    return table().negated.get(act, WITHHOLD) if act != WITHHOLD and (refused or negated) else act


def _is_short_of(parse: Parse, cue: Sequence[int], token: int) -> bool:
    """Whether a verb is not done yet, or not quite, or the clause begins with "nor"."""
    words = [parse.lower[i] for i in cue if i < token]
    clause = takewhile(str.isalnum, reversed(parse.lower[max(0, token - 3) : token]))
    return any(pair in SHORT_OF for pair in pairwise(words)) or "nor" in clause


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
    for words, form in product(lists, forms):
        for rest, act in words.get(form, ()):
            if tuple(parse.lower[token + 1 : token + 1 + len(rest)]) == rest:
                return act
    return None
