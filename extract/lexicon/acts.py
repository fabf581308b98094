"""The acts of `acts.toml` – say, deny, accuse … – with the words of cues that tell of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

SAY: Final = "say"
WITHHOLD: Final = "withhold"
NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never", "no", "without", "cannot", "neither", "nor", "hardly"})
VERB_NEGATIONS: Final = NEGATIONS - {"no", "without"}
VOWELS: Final = "aeiou"

# What may open a sentence before a name, and is no verb for saying.
ECHOING: Final = frozenset({
    "addressing", "channelling", "channeling", "echoing", "following", "invoking", "joining", "paraphrasing",
})  # fmt: skip

Words = dict[str, list[tuple[tuple[str, ...], str]]]
"""First words, with the words that follow them and the act that they tell of, the longest first."""


class Table(NamedTuple):
    """The acts that verbs, nouns and adjectives tell of, and for each act the one of the same words negated."""

    verbs: Words
    nouns: Words
    adjectives: Words
    negated: dict[str, str]


@cache
def acts() -> tuple[str, ...]:
    """The names of all acts, in the order of the table."""
    return tuple(_read())


def act_of_word(word: str) -> str | None:
    """Give the act that a single word tells of in any of its forms, as “denied” or “denial” of deny; None if none does.

    >>> act_of_word("denied")
    'deny'
    """
    for words in table()[:3]:
        for rest, act in words.get(word.lower(), ()):
            if not rest:
                return act
    return None


def is_doing(word: str) -> bool:
    """Whether a word in small letters is a participle for what somebody says, or does to whoever said it.

    >>> is_doing("quoting"), is_doing("misquoting"), is_doing("irving")
    (True, True, False)
    """
    return word.endswith("ing") and (word in ECHOING or act_of_word(word.removeprefix("mis")) is not None)


def act_of_words(cue: str, before: str = "") -> str:
    """The act that the words of a cue tell of, where the sentence is not parsed; "say" for those that are unknown.

    Args:
        cue: the words of the cue.
        before: the text before it, whose last words may negate it: "did not" before "deny".

    >>> act_of_words("vehemently denied"), act_of_words("never denied"), act_of_words("his promise"), act_of_words("")
    ('deny', 'leave open', 'promise', 'say')
    >>> act_of_words("denied", "The minister"), act_of_words("deny", "The minister did not really")
    ('deny', 'leave open')
    """
    words_of, forms = table(), [word.strip(".,;:").casefold() for word in cue.split()]
    forms = [*_negation(before), *forms]
    found = [
        (place, act)
        for place, word in enumerate(forms)
        for words in (words_of.verbs, words_of.nouns, words_of.adjectives)
        for rest, act in words.get(word, ())
        if tuple(forms[place + 1 : place + 1 + len(rest)]) == rest
    ]
    if not found:
        return SAY
    place, act = next((each for each in found if each[1] not in (SAY, WITHHOLD)), found[0])
    negated = any(word in NEGATIONS or word.endswith(("n't", "n’t")) for word in forms[:place])
    refused = any(other == WITHHOLD for before, other in found if before < place)
    return words_of.negated.get(act, WITHHOLD) if act != WITHHOLD and (refused or negated) else act


def _negation(before: str) -> list[str]:
    """The word at the end of a text that negates the verb after it, adverbs between them left out; [] without one."""
    words = [word.casefold() for word in before.split()[-3:]]
    while words and words[-1].endswith("ly"):
        words.pop()
    return words[-1:] if words and (words[-1] in VERB_NEGATIONS or words[-1].endswith(("n't", "n’t"))) else []


def described() -> Iterator[dict[str, Any]]:
    """Give each act with the words that tell of it, and the act of the same words negated."""
    for act, entry in _read().items():
        verbs = (verb.partition("/")[0] for verb in entry.get("verbs", ()))  # without the irregular forms
        words = [*verbs, *entry.get("nouns", ()), *entry.get("adjectives", ())]
        yield {"act": act, "words": [*dict.fromkeys(words)], "negated": entry.get("negated")}


@cache
def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("onrecord.extract.lexicon").joinpath("acts.toml").read_text(encoding="utf-8"))


@cache
def table() -> Table:
    """The words of cues in all their forms, with their acts."""
    known = Table({}, {}, {}, {})
    for act, entry in _read().items():
        for verb in entry.get("verbs", ()):
            _enter(known.verbs, _forms(verb), act)
        _enter(known.nouns, map(str.split, entry.get("nouns", ())), act)
        _enter(known.adjectives, map(str.split, entry.get("adjectives", ())), act)
        if "negated" in entry:
            known.negated[act] = entry["negated"]
    return known


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
