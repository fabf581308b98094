"""Who speaks, to whom, and who is spoken of: the sources and claims of an article resolved to its people and bodies.

Read in this order: `mentions` finds the names, `entities` gathers them, `roles` tells what else the article calls
people, `coordination` who is named together; `coreference` passes over the article and finds whom pronouns and noun
phrases mean, from what `discourse` remembers, with `people` for roles and `bodies` for countries and companies;
`speakers`, `addressees` and `targets` apply it to attributions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.mentions import Reading
from onrecord.extract.lexicon import first_names, fold
from onrecord.extract.names.addressees import Addressees
from onrecord.extract.names.coreference import Coreference
from onrecord.extract.names.entities import find_entities
from onrecord.extract.names.links import Links
from onrecord.extract.names.mentions import LABELS as KNOWN
from onrecord.extract.names.mentions import find_names
from onrecord.extract.names.speakers import Speakers
from onrecord.extract.names.targets import Targets
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import Addressee, Speaker, Target

__all__ = ["Resolved", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Those of one attribution. `speaker` is None where it has no source; the speaker is never a target."""

    speaker: Speaker | None
    targets: tuple[Target, ...]
    addressees: tuple[Addressee, ...]


def resolve(parse: Parse, attributions: Sequence[Attribution], reading: Reading | None = None) -> list[Resolved]:
    """Who is meant in each attribution of an article, in the order of the attributions.

    Args:
        parse: of a pipeline with tagger, parser and entity recogniser (no lemmatizer is needed).
        attributions: source, cue and content as half-open character offsets into `parse.text`.
    """
    if not attributions:
        return []
    if reading is not None:
        parse.entities = list(_named(parse, reading))
    entities = find_entities(parse, find_names(parse))
    links = Links(parse, reading, entities, attributions) if reading is not None else None
    coreference = Coreference(parse, entities, attributions, links)
    speakers = Speakers(parse, coreference, attributions)
    if links is not None:
        speakers.resolve(attributions, links)
    coreference.resolve_quotations(speakers.entity)
    targets, addressees = Targets(parse, coreference), Addressees(parse, speakers)
    return [
        Resolved(
            speakers.speaker(number),
            targets.find(attribution, speakers.parts(number)),
            addressees.find(number, attribution),
        )
        for number, attribution in enumerate(attributions)
    ]


LABELS = {"person": "PERSON", "organization": "ORG", "place": "GPE", "group": "NORP", "work": "WORK_OF_ART"}


def _named(parse: Parse, reading: Reading) -> Iterator[tuple[int, int, str]]:
    """The names that the model finds, as spaCy has its entities; where spaCy's reach further, with their borders."""
    names: list[tuple[int, int, str]] = []
    for span, kind in reading.find_names():
        tokens = parse.tokens([span])
        if tokens:
            names.append((tokens[0], tokens[-1] + 1, LABELS[kind]))
    names = list(_unbroken(parse, names))
    others = [one for one in parse.entities if one[2] in KNOWN]
    found: list[tuple[int, int, str]] = []
    for start, stop, label in names:
        around = next((one for one in others if one[0] <= start and stop <= one[1]), None)
        found.append((around[0], around[1], label) if around else (start, stop, label))
    after = 0
    for one in parse.entities:
        if one[2] == "DATE" and not any(_overlap(one, name) for name in found):
            found.append(one)  # else "Monday" would be a name
    for start, stop, label in sorted(found):
        if start >= after:
            after = stop
            yield start, stop, label


def _unbroken(parse: Parse, names: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The names, of a person and a place or a place and a body that are one word each and stand together one:
    "Lee Park", "Carrick Vale"."""
    kept: list[tuple[int, int, str]] = []
    for start, stop, label in names:
        last = kept[-1] if kept else (0, 0, "")
        is_second = last[1] == start == last[0] + 1 == stop - 1 and "NORP" not in (last[2], label) and last[2] != label
        if is_second and parse.words[start][0].isupper() and parse.text[parse.stops[start - 1]] == " ":
            is_person = "PERSON" in (last[2], label) and fold(parse.words[last[0]]) in first_names()
            kept[-1] = (last[0], stop, "PERSON" if is_person else "GPE" if "GPE" in (last[2], label) else label)
        else:
            kept.append((start, stop, label))
    yield from kept


def _overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
