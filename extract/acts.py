"""What a speaker does by a claim – says, denies, accuses, promises – as the words of its cue tell.

The acts and their words are in `lexicon/acts.toml`. A negation turns an act: who "did not deny" leaves open.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from onrecord.extract.lexicon import singular
from onrecord.extract.lexicon.acts import NEGATIONS, SAY, WITHHOLD, table
from onrecord.extract.parsing.parse import NOUN_TAGS, Parse


def act_of(parse: Parse, cue: Sequence[int]) -> str:
    """The act of a claim whose cue is these tokens; "say" for one without a cue."""
    found = [(token, act) for token in cue if (act := told(parse, token)) is not None]
    if not found:
        return SAY
    token, act = next(((token, act) for token, act in found if act not in (SAY, WITHHOLD)), found[0])
    refused = any(other == WITHHOLD for place, other in found if place < token)
    negated = any(parse.lower[i] in NEGATIONS for i in (*cue, *parse.children[token]) if i < token)
    return table().negated.get(act, WITHHOLD) if act != WITHHOLD and (refused or negated) else act


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
