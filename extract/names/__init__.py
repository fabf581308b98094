"""Who speaks and who is spoken of: the sources and claims of an article resolved to its people, bodies and places.

Read in this order: `mentions` finds the names, `entities` gathers them, `roles` tells what else the article calls
people, `coordination` who is named together, `coreference` finds who pronouns and noun phrases mean, `speakers` and
`targets` apply it to attributions.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.names.coreference import Coreference
from onrecord.extract.names.entities import find_entities
from onrecord.extract.names.mentions import find_names
from onrecord.extract.names.parse import Parse
from onrecord.extract.names.speakers import Speakers
from onrecord.extract.names.targets import Targets
from onrecord.extract.triple import Speaker, Target

__all__ = ["resolve"]


def resolve(doc: Doc, attributions: Sequence[Attribution]) -> list[tuple[Speaker | None, tuple[Target, ...]]]:
    """The speaker and the targets of each attribution of an article, in the order of the attributions.

    Args:
        doc: the article, parsed by a pipeline with tagger, parser and entity recogniser (no lemmatizer is needed).
        attributions: source, cue and content as half-open character offsets into `doc.text`.

    Returns:
        For each attribution its speaker, None where it has no source, and its targets, never the speaker itself.
    """
    if not attributions:
        return []
    parse = Parse(doc)
    entities = find_entities(parse, find_names(parse))
    coreference = Coreference(parse, entities, attributions)
    speakers = Speakers(parse, coreference, attributions)
    coreference.resolve_quotations(speakers.entity)
    targets = Targets(parse, coreference)
    return [
        (speakers.speaker(number), targets.find(attribution, speakers.parts(number)))
        for number, attribution in enumerate(attributions)
    ]
