"""Who speaks, to whom, and who is spoken of: the sources and claims of an article resolved to its people and bodies.

Read in this order: `mentions` finds the names, `entities` gathers them, `roles` tells what else the article calls
people, `coordination` who is named together; `coreference` passes over the article and finds whom pronouns and noun
phrases mean, from what `discourse` remembers, with `people` for roles and `bodies` for countries and companies;
`speakers`, `addressees` and `targets` apply it to attributions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.names.addressees import Addressees
from onrecord.extract.names.coreference import Coreference
from onrecord.extract.names.entities import find_entities
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


def resolve(parse: Parse, attributions: Sequence[Attribution]) -> list[Resolved]:
    """Who is meant in each attribution of an article, in the order of the attributions.

    Args:
        parse: of a pipeline with tagger, parser and entity recogniser (no lemmatizer is needed).
        attributions: source, cue and content as half-open character offsets into `parse.text`.
    """
    if not attributions:
        return []
    entities = find_entities(parse, find_names(parse))
    coreference = Coreference(parse, entities, attributions)
    speakers = Speakers(parse, coreference, attributions)
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
