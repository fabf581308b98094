"""Which country, company or campaign is meant: "his country", "the Ukrainian side", "the agency", "her campaign"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from onrecord.extract.lexicon import countries, fold, normalise, singular, words
from onrecord.extract.names.discourse import Discourse
from onrecord.extract.names.entities import PAST, Entity
from onrecord.extract.names.entities.national import owned_by
from onrecord.extract.names.entities.sorts import may_be_called
from onrecord.extract.names.roles import role_at
from onrecord.extract.names.spans import POSSESSIVE
from onrecord.extract.parsing.parse import SUBJECTS

INSTITUTIONS = frozenset({"university", "college", "school", "court", "hospital", "parliament", "museum", "church"})
BODY_REACH = 4  # sentences: "the company" is not resolved further back


class Bodies:
    """Finds the countries and bodies that phrases mean, among those the article names.

    Args:
        discourse: what the article has told so far; read as it grows.
    """

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._parse = discourse.parse

    def country_named(self, codes: Iterable[str]) -> Entity | None:
        """The first of the countries with these codes that the article names."""
        wanted = set(codes)
        return next((e for e in self._discourse.entities.all if countries.named(e.name) in wanted), None)

    def country(self, token: int, owner: int | None, speaker: Entity | None) -> Entity | None:
        """The country that "his country" or "this country" is: that of the speaker, or of whose clause it is.

        None where the article does not name the country of such a person.
        """
        persons = [self._discourse.referents.get(owner)] if owner is not None else [speaker, *self._subjects(token)]
        for person in persons:
            codes = [code for own in (person.roles if person else ()) for code in own.countries]
            if codes:
                return next((country for code in codes if (country := self.country_named([code]))), None)
        if owner is not None:
            return None
        return self._discourse.antecedent(token, _is_country, None)

    def body(self, token: int, noun: str, owner: int | None, speaker: Entity | None) -> Entity | None:
        """The body that "the court", "the company" or "her campaign" is."""
        if owner is not None:
            possessor = self._discourse.referents.get(owner)
            if possessor is None:
                return None
            return self._owned_body(possessor, noun) or self._national_body(possessor, owner, token)
        limits = {*map(singular, role_at(self._parse, token).modifiers), noun}

        def bears(entity: Entity, wanted: set[str]) -> bool:
            is_body = entity.named and entity.type == "organization"
            is_body = is_body and (not entity.former or not PAST.isdisjoint(limits))
            return is_body and wanted <= set(map(singular, entity.name.lower().split()))

        named = self._discourse.antecedent(token, lambda e: bears(e, limits), speaker) if len(limits) > 1 else None
        named = named or self._discourse.antecedent(token, lambda e: bears(e, {noun}), speaker)
        if named is not None or noun not in words("bodies"):
            return named
        return self._discourse.antecedent(
            token, lambda e: _may_be_any_body(e) and may_be_called(noun, e), speaker, reach=BODY_REACH
        )

    def _subjects(self, token: int) -> list[Entity | None]:
        """The people who are subjects earlier in the sentence, nearest first."""
        parse = self._parse
        return [
            m.entity
            for m in reversed(self._discourse.mentions.in_sentence(parse.sentence[token]))
            if m.token < token and parse.deps[m.token] in SUBJECTS
        ]

    def _owned_body(self, owner: Entity, noun: str) -> Entity | None:
        """The campaign or team of someone, whether the article names it after them or not."""
        if noun not in words("campaigns") or not owner.named or not owner.names or owner.type == "place":
            return None
        called = (owner.surname, noun)
        for entity in self._discourse.entities.all:
            if entity.names[0].key[-2:] == called:
                return entity
        body = Entity(f"{owner.name} {noun}", "organization", names=owner.names[:1])
        self._discourse.entities.all.append(body)
        return body

    def _national_body(self, country: Entity, owner: int, noun: int) -> Entity | None:
        """The ministry or the like of a country, whether the article names it by the country or not."""
        code = countries.named(country.name)
        key = owned_by(self._parse, code, owner, noun) if code is not None else None
        if key is None:
            return None
        for entity in self._discourse.entities.all:
            if any(name.key == key for name in entity.names):
                return entity
        start = next(i for i in range(owner + 1, noun + 1) if self._parse.words[i] not in POSSESSIVE)
        words = self._parse.written(self._parse.starts[start], self._parse.stop(noun))
        body = Entity(f"{country.name}'s {words}", "organization", names=[replace(country.names[0], key=key)])
        self._discourse.entities.all.append(body)
        return body


def _may_be_any_body(entity: Entity) -> bool:
    """Whether an entity is a body that "the company" or "the agency" may mean: no university or court, by its name."""
    kind = fold(entity.name.split()[-1]) if entity.name else ""
    return entity.named and not entity.former and entity.type == "organization" and kind not in INSTITUTIONS


def _is_country(entity: Entity) -> bool:
    """Whether an entity is a country by its name, not a state of the United States."""
    return countries.named(entity.name) is not None and normalise(entity.name) not in countries.american_states()
