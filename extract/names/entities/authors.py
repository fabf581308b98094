"""Who wrote an article, and whom its interview is with."""

from __future__ import annotations

import re

from onrecord.extract.lexicon import first_names, fold
from onrecord.extract.names.entities.entity import Entities, Entity
from onrecord.extract.names.roles import is_byline
from onrecord.extract.parsing.parse import Parse

ONE_AUTHOR = re.compile(r"[^\W\d_][\w.'’-]*(?: (?!and )[^\W\d_][\w.'’-]*){1,3}")  # of more words are several people


def author(parse: Parse, entities: Entities, stated: str | None) -> Entity | None:
    """Who wrote an article, by the line that says so, or as it is stated; None where nobody is, or several are."""
    authors = {entities.at[name.head] for name in entities.name_at.values() if is_byline(parse, name)}
    if authors:
        return authors.pop() if len(authors) == 1 else None
    words = (stated or "").split()
    key = tuple(map(fold, words))
    if not ONE_AUTHOR.fullmatch(" ".join(words)) or key[0] not in first_names():  # several, a desk, an agency
        return None
    known = (entity for entity in entities.all if any(name.key == key for name in entity.names))
    return next(known, None) or Entity(" ".join(words), "person")


def interviewed(parse: Parse, entities: Entities, place: int) -> Entity | None:
    """The person who is named most before an offset, where the answers of an interview begin, and not as its author.

    None where two are named as often.
    """

    def times(person: Entity) -> int:
        before = (name for name in person.names if parse.starts[name.start] < place)
        return sum(not is_byline(parse, name) and parse.lower[max(name.start - 1, 0)] != "by" for name in before)

    people = [one for one in entities.all if one.type == "person" and one.named and not one.plural]
    named = {person: times(person) for person in people}
    most = max(named.values(), default=0)
    found = [person for person, number in named.items() if number == most]
    return found[0] if most and len(found) == 1 else None
