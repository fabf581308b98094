"""What a speaker does by a claim – says, denies, accuses, promises – as the words of its cue tell.

The acts and their words are in `lexicon/acts.toml`. A negation turns an act: who "did not deny" leaves open.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, Final, NamedTuple

from onrecord.extract.lexicon import singular
from onrecord.extract.parsing.parse import NOUN_TAGS, Parse

SAY: Final = "say"
WITHHOLD: Final = "withhold"
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "without", "cannot"})
VOWELS = "aeiou"

Words = dict[str, list[tuple[tuple[str, ...], str]]]
"""First words, with the words that follow them and the act that they tell of, the longest first."""


class _Table(NamedTuple):
    verbs: Words
    nouns: Words
    adjectives: Words
    negated: dict[str, str]


def act_of(parse: Parse, cue: Sequence[int]) -> str:
    """The act of a claim whose cue is these tokens; "say" for one without a cue."""
    found = [(token, act) for token in cue if (act := told(parse, token)) is not None]
    if not found:
        return SAY
    token, act = next(((token, act) for token, act in found if act not in (SAY, WITHHOLD)), found[0])
    refused = any(other == WITHHOLD for place, other in found if place < token)
    negated = any(parse.lower[i] in NEGATIONS for i in (*cue, *parse.children[token]) if i < token)
    return _table().negated.get(act, WITHHOLD) if act != WITHHOLD and (refused or negated) else act


@cache
def acts() -> tuple[str, ...]:
    """The names of all acts, in the order of the table."""
    return tuple(_read())


def told(parse: Parse, token: int) -> str | None:
    """The act that a word tells of, None for other words."""
    table, word, tag = _table(), parse.lower[token], parse.tags[token]
    forms: tuple[str, ...] = (word,)
    if tag in NOUN_TAGS:
        lists, forms = (table.nouns, table.verbs), (word, singular(word))
    elif tag.startswith("JJ"):
        lists = (table.adjectives, table.verbs)
    elif tag.startswith("V"):
        lists = (table.verbs, table.adjectives)
    else:
        return None
    for words, form in product(lists, forms):
        for rest, act in words.get(form, ()):
            if tuple(parse.lower[token + 1 : token + 1 + len(rest)]) == rest:
                return act
    return None


@cache
def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("onrecord.extract.lexicon").joinpath("acts.toml").read_text(encoding="utf-8"))


@cache
def _table() -> _Table:
    table = _Table({}, {}, {}, {})
    for act, entry in _read().items():
        for verb in entry.get("verbs", ()):
            _enter(table.verbs, _forms(verb), act)
        _enter(table.nouns, map(str.split, entry.get("nouns", ())), act)
        _enter(table.adjectives, map(str.split, entry.get("adjectives", ())), act)
        if "negated" in entry:
            table.negated[act] = entry["negated"]
    return table


def _enter(words: Words, phrases: Iterable[list[str]], act: str) -> None:
    for first, *rest in phrases:
        meanings = words.setdefault(first, [])
        meanings.append((tuple(rest), act))
        meanings.sort(key=lambda meaning: -len(meaning[0]))


def _forms(phrase: str) -> Iterator[list[str]]:
    """A verb's forms, each with the words after it: those that are regular, and those written after the base."""
    base, *written = phrase.split("/")
    for form in written:
        yield form.split()
    verb, *rest = base.split()
    for form in {verb, *_regular(verb)}:
        yield [form, *rest]


def _regular(verb: str) -> Iterator[str]:
    stem = verb.removesuffix("e")
    if verb[-1] == "y" and verb[-2] not in VOWELS:
        yield from (verb[:-1] + "ies", verb[:-1] + "ied")
    else:
        yield verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
        yield stem + "ed"
    yield (verb if verb.endswith("ee") else stem) + "ing"
