"""The country, town or party that is meant by its people: "Russian troops", "Parisians", "the Conservatives"."""

from __future__ import annotations

from onrecord.extract.lexicon import countries, normalise, singular
from onrecord.extract.names.entities import Entities, Entity

PEOPLE_END = frozenset({"ers", "ians", "ans", "ns", "ites", "is", "ese", "eans"})
PARTIES = (("party",), ("movement",))
LEAST_STEM = 3  # letters


class Peoples:
    """Finds the countries, towns and parties of peoples, among the entities of an article."""

    def __init__(self, entities: Entities) -> None:
        self._entities = entities
        self._countries: dict[str, Entity] = {}

    def of(self, entity: Entity) -> Entity:
        """The country, town or party of its people: what is said of Russian troops is said of Russia."""
        if entity.type == "person":
            return entity
        name = normalise(entity.name)
        code = countries.people().get(name) or countries.people().get(singular(name))
        if code is not None and (entity.type == "group" or code != countries.named(entity.name)):
            return self.country(code, entity)
        others = self._entities.all
        return next((one for one in others if is_of(name, one)), entity)

    def country(self, code: str, people: Entity | None = None) -> Entity:
        """The country of a code, by the name that the article gives it, if it names it."""
        named = next((one for one in self._entities.all if countries.named(one.name) == code), None)
        if named is None:
            names = people.names if people is not None else []
            named = self._countries.setdefault(code, Entity(countries.countries()[code].names[0], "place", names=names))
        return named


def is_of(people: str, entity: Entity) -> bool:
    """Whether a plural is for those who live in a place or are of a party: "alabamians", "conservatives"."""
    if entity.type == "organization":
        return any(name.key[1:2] in PARTIES and name.key[0] + "s" == people for name in entity.names)
    place = normalise(entity.name)
    stem = place[:-1] if place.endswith("a") else place
    is_stem = entity.type == "place" and len(stem) > LEAST_STEM and people.startswith(stem)
    return is_stem and people[len(stem) :] in PEOPLE_END
