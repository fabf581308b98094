"""Names gathered into entities: one for all spellings of a person, body or place in an article, with one type.

The type is decided over the whole article, since spaCy's small model often errs on a single mention.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from onrecord.extract.names.entities.description import describe
from onrecord.extract.names.entities.entity import PAST, Entities, Entity, Key
from onrecord.extract.names.entities.others import abbreviated, others_of
from onrecord.extract.names.entities.persons import divided, persons_of, shared_out
from onrecord.extract.names.mentions import Name
from onrecord.extract.parsing.parse import Parse

__all__ = ["PAST", "Entities", "Entity", "find_entities"]


def find_entities(parse: Parse, names: Iterable[Name]) -> Entities:
    """Gather the names of an article into entities."""
    groups: dict[Key, list[Name]] = defaultdict(list)
    names = list(names)
    for name in names:
        groups[name.key].append(name)
    stands_for = dict(abbreviated(parse, names))
    persons, others = divided(parse, groups)
    found = persons_of(parse, persons)
    left = {key: groups[key] for key in others}
    entities = list(found) + others_of(parse, shared_out(parse, found, left), stands_for)
    for entity in entities:
        if entity.type == "person":
            describe(parse, entity)
    at, name_at = {}, {}
    for entity in entities:
        for name in entity.names:
            for token in range(name.start, name.stop):
                at[token], name_at[token] = entity, name
    return Entities(entities, at, name_at)
