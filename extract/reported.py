"""Claims inside claims: X said that *Y had promised Z*.

PolNeAR's annotators split none off, so there is nothing to learn them from. They are read off the parse, and only where
it is plain: a verb of speech with a subject of its own and a clause (or whom it accuses) below it, all in the claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.acts import told
from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.finder import DIGITS
from onrecord.extract.parsing.parse import NOUN_TAGS, Parse
from onrecord.extract.triple import Span, Speaker

SPEECH = frozenset({"say", "claim", "announce", "confirm", "admit", "deny", "promise", "threaten", "warn", "report"})
AGAINST = frozenset({"accuse", "blame"})
TO_ACT = frozenset({"promise", "threaten"})  # what these say may be "to leave"
SPEAKERS = NOUN_TAGS | {"PRP"}
# Speakers themselves, and those of whom it is not known whether there is one.
NO_SPEAKERS = frozenset({"i", "we", "you", "it", "one", "nobody", "people", "anyone", "anybody", "everyone", "someone"})
PRONOUNS = frozenset({"he", "she", "they", "who", "that", "which", "those", "one", "this"})
PRECISION = 0.8  # of those found where the claim around them is right; PolNeAR dev, read by hand
QUOTES = frozenset("\"“”‘'«»„")
EDGES = " \t\n.,;:–—-"


@dataclass(frozen=True, slots=True)
class Reported:
    """A claim inside the claim of the attribution of number `inside`."""

    attribution: Attribution
    inside: int


def find_reported(parse: Parse, attributions: Sequence[Attribution]) -> list[Reported]:
    """The claims inside those of attributions, in order of the text, each within the smallest claim around it."""
    found: dict[int, Reported] = {}
    size: dict[int, int] = {}
    taken = {token for attribution in attributions for token in parse.tokens(attribution.cue)}
    for number, attribution in enumerate(attributions):
        content = parse.tokens(attribution.content)
        inside = set(content)
        for verb in content:
            if verb in taken or not parse.tags[verb].startswith("V") or len(content) >= size.get(verb, len(parse) + 1):
                continue
            parts = _parts(parse, verb, inside)
            if parts is not None and (one := _attribution(parse, parts, attribution)).content:
                found[verb], size[verb] = Reported(one, number), len(content)
    return [found[verb] for verb in sorted(found)]


def is_anothers(speaker: Speaker | None, around: Speaker | None) -> bool:
    """Whether a reported claim's speaker is somebody known, and another than who reports it."""
    if speaker is None or (not speaker.named and speaker.name.lower() in PRONOUNS):
        return False
    return around is None or speaker.name != around.name


def _parts(parse: Parse, verb: int, inside: set[int]) -> tuple[list[int], list[int], list[int]] | None:
    """The tokens of source, cue and content around a verb; None where it is none of a claim."""
    act = told(parse, verb)
    if act not in SPEECH | AGAINST:
        return None
    subject = parse.child(verb, "nsubj")
    if subject is None or parse.tags[subject] not in SPEAKERS or parse.lower[subject] in NO_SPEAKERS:
        return None
    if any(parse.tags[i] in ("MD", "TO") or parse.lower[i] in ("if", "whether") for i in parse.children[verb]):
        return None  # it may be said, or is only supposed
    if act in AGAINST:
        accused, preposition = parse.child(verb, "dobj"), parse.child(verb, "prep")
        clause = accused if preposition is not None and parse.lower[preposition] in ("of", "for") else None
        last = parse.right[verb]
    else:
        clause = parse.child(verb, "ccomp") or (parse.child(verb, "xcomp") if act in TO_ACT else None)
        last = parse.right[clause] if clause is not None else 0
    if clause is None or clause < verb or parse.tags[parse.left[clause]].startswith("W"):
        return None
    first = parse.left[clause]
    if any(parse.words[i] in QUOTES for i in range(verb + 1, first)):
        return None  # what is said stands before the clause
    source = list(range(parse.left[subject], parse.right[subject] + 1))
    cue = [i for i in parse.children[verb] if parse.deps[i] in ("aux", "auxpass", "neg", "prt") and i < first] + [verb]
    content = list(range(first, last + 1))
    parts = source, sorted(cue), content
    whole = all(inside.issuperset(part) for part in (source, cue)) and content[0] in inside and source[-1] < verb
    return parts if whole and len(content) > 2 else None


def _attribution(parse: Parse, parts: tuple[list[int], list[int], list[int]], around: Attribution) -> Attribution:
    source, cue, content = (tuple(_spans(parse, part)) for part in parts)
    within = tuple(_within(parse.text, content[0], around.content))
    return Attribution(source, cue, within, round(around.score * PRECISION, DIGITS))


def _spans(parse: Parse, tokens: Sequence[int]) -> Iterator[Span]:
    start = 0
    for place in range(1, len(tokens) + 1):
        if place == len(tokens) or tokens[place] != tokens[place - 1] + 1:
            yield parse.span(tokens[start], tokens[place - 1] + 1)
            start = place


def _within(text: str, span: Span, spans: Sequence[Span]) -> Iterator[Span]:
    """The parts of a span inside others, without the marks at their ends."""
    for start, stop in spans:
        first, last = max(start, span[0]), min(stop, span[1])
        while first < last and text[last - 1] in EDGES:
            last -= 1
        while first < last and text[first] in EDGES:
            first += 1
        if first < last:
            yield first, last
