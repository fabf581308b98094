"""Noun phrases of sources that the article does not name: "two U.S. officials", "a new poll"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from onrecord.extract.lexicon import peoples, persons, singular, words
from onrecord.extract.names.spans import is_hyphen
from onrecord.extract.parsing.parse import NOUN_TAGS, Parse
from onrecord.extract.triple import EntityType

if TYPE_CHECKING:
    from onrecord.extract.names.entities import Entity

DETERMINERS = frozenset({"a", "an", "the", "this", "that", "these", "those", "its", "our", "my", "your", "by"})
CLAUSES = frozenset({"who", "that", "which", "whom", "whose", "where", "when"})
BREAKS = frozenset({"\n", "\n\n", ",", ";", ":", "(", "--", "–", "—", "-LRB-"})
# What says too little without the clause after it: "people briefed on the talks".
ANYBODY = frozenset({"person", "people", "source", "somebody", "someone", "anybody", "anyone", "those", "one"})
ONE = frozenset({"i", "me", "he", "him", "she", "her"})
PARTS = frozenset({"det", "compound", "amod", "nmod", "nummod"})
OWN = frozenset({"my", "his", "her", "your"})
PERSON_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "eer", "ant", "ee", "crat", "mate", "person")


def noun_phrase(parse: Parse, head: int, tokens: Iterable[int], referents: Mapping[int, Entity]) -> str:
    """The phrase around `head` within `tokens`, without determiner, apposition and clauses.

    A possessive pronoun is replaced by the name of whom it means: "his supporters" are "Putin's supporters".
    """
    allowed = set(tokens)
    start = stop = head
    while start - 1 in allowed and (parse.words[start - 1] not in BREAKS or _lists(parse, start - 1, head)):
        start -= 1
    while start < head and _is_no_part(parse, start):
        start += 1
    while stop + 1 in allowed and parse.words[stop + 1] not in BREAKS:
        if is_hyphen(parse, stop + 1) or is_hyphen(parse, stop):  # within a word, whose parts the parse takes for words
            stop += 1
            continue
        if parse.lower[stop + 1] in CLAUSES and parse.tags[stop + 1] != "DT":
            break
        dep = parse.deps[stop + 1]
        if parse.tags[stop + 1] == "TO":
            dep = parse.deps[parse.heads[stop + 1]]
        is_limited = stop + 1 < parse.right[stop + 1] in allowed  # "sources close to the talks", not "officials alike"
        if dep == "amod" and parse.heads[stop + 1] == head and not is_limited:
            break
        if dep in ("acl", "advcl") and not (is_limited and singular(parse.lower[head]) in ANYBODY):
            break
        stop += 1
    pieces: list[str] = []
    at = parse.starts[start]
    for i in range(start, stop + 1):
        owner = referents.get(i) if parse.tags[i] == "PRP$" else None
        if owner is not None and owner.token != head:
            pieces += [parse.written(at, parse.starts[i]), owner.name + "'s"]
            at = parse.stop(i)
    pieces.append(parse.written(at, parse.stop(stop)))
    if start in parse.cut:
        pieces[0] = parse.words[start] + pieces[0][parse.stops[start] - parse.starts[start] :]
    phrase = " ".join("".join(pieces).split()).strip(" \"“”'‘’,")
    return phrase.removesuffix("'s").removesuffix("’s")


def _is_no_part(parse: Parse, first: int) -> bool:
    """Whether the first word of a phrase says nothing of whom it is: a determiner, "what" of a heading, a mark."""
    return parse.lower[first] in DETERMINERS or parse.tags[first] == "WP" or not parse.words[first][0].isalnum()


def _lists(parse: Parse, token: int, head: int) -> bool:
    """Whether a comma stands between two words that limit the head: "the Danish, Swedish and Norwegian ministers"."""
    is_inside = parse.left[head] < token and parse.words[token] == ","
    return is_inside and parse.tags[token - 1] in ("JJ", "NNP") and parse.tags[token + 1] in ("JJ", "NNP")


def phrase_type(parse: Parse, head: int) -> EntityType:
    """What a noun phrase without a name is: by its noun, by its number."""
    word, tag = parse.lower[head], parse.tags[head]
    noun = singular(word)
    plural = tag in ("NNS", "NNPS")
    if word == "one" and any(singular(parse.lower[i]) in persons() for i in range(head, parse.right[head] + 1)):
        return "person"
    if word == "one" and parse.lower[head + 1 : head + 2] == ["of"] and parse.tags[head + 2 : head + 3] == ["PRP"]:
        return "person"  # "one of them"
    if word in words("collectives") and (word not in words("works") or tag == "CD"):
        return "group"
    if noun in persons():
        return "group" if plural else "person"
    if noun in peoples() and tag != "JJ":
        return "group" if plural else "person"
    if noun in words("works"):
        return "work"
    if noun in words("organizations"):
        return "group" if plural else "organization"
    if word in ONE:
        return "person"
    if tag == "PRP$":
        return "person" if word in OWN else "group"
    if plural or tag in ("CD", "DT", "JJ", "JJS", "PRP"):
        return "group"
    if noun.endswith(PERSON_ENDINGS):
        return "person"
    return "work"


def whole_phrase(parse: Parse, token: int) -> int:
    """The head of the noun phrase that a word is part of: "show" for "the talent" in "the talent show"."""
    while parse.deps[token] in PARTS and parse.tags[parse.heads[token]] in NOUN_TAGS:
        token = parse.heads[token]
    return token
