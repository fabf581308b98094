"""Whom a speaker means by "we", "his side" or, as a spokesman, by "it": the body or country that he or she serves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.lexicon import singular, title_roles, words
from onrecord.extract.names.coreference import FIRST, THEY, WE, Coreference
from onrecord.extract.names.entities import Entity
from onrecord.extract.names.entities.serving import bodies_of
from onrecord.extract.names.links import IT
from onrecord.extract.names.targets.peoples import Peoples
from onrecord.extract.parsing.parse import SUBJECTS, Parse

MARKS = re.compile("[\"“”«»]|''")
OWN_BODIES = frozenset({"club", "company", "firm", "government", "party", "side", "team"})
SPORT = frozenset({"boss", "captain", "coach", "manager", "player", "skipper"})
CLAUSES = frozenset({"ccomp", "xcomp", "csubj"})
VAGUE = IT | THEY  # what these mean is too seldom certain


class Served:
    """Finds the bodies and countries that speakers serve."""

    def __init__(self, parse: Parse, coreference: Coreference, peoples: Peoples) -> None:
        self._parse = parse
        self._coreference = coreference
        self._peoples = peoples

    def body(self, attribution: Attribution, speakers: Sequence[Entity]) -> Entity | None:
        """The body or country that a speaker speaks for, by what the article calls him or her: "we" means it."""
        if len(speakers) > 1 or any(speaker.type != "person" for speaker in speakers):
            return None
        parse, entities = self._parse, self._coreference.entities
        for body in bodies_of(parse, entities, speakers, parse.tokens(attribution.source)):
            entity = self._peoples.of(body)
            if entity.type in ("organization", "place") and (is_target(entity) or is_body(entity)):
                return entity
        offices = (role for speaker in speakers for role in speaker.roles if role.noun in title_roles())
        codes = (code for role in offices for code in sorted(role.countries))
        return next(map(self._peoples.country, codes), None)

    def own(self, token: int, attribution: Attribution, speakers: Sequence[Entity]) -> Entity | None:
        """The body of a speaker, where a word means it that is no "we": "his side", or "it" of a spokesman."""
        is_own = self._is_own(token, speakers)
        if not (is_own or self._is_of_spokesman(token, attribution, speakers)):
            return None
        served = self.body(attribution, speakers)
        is_land = served is not None and served.type == "place"
        roles = {role.noun for speaker in speakers for role in speaker.roles}
        # A president's team are those around him; a captain's that of the country.
        return None if is_land and self._parse.lower[token] == "team" and roles.isdisjoint(SPORT) else served

    def _is_own(self, token: int, speakers: Sequence[Entity]) -> bool:
        """Whether a noun is for the body that a speaker serves, as his or her own: "*his side* had been unlucky"."""
        parse = self._parse
        owner = parse.child(token, "poss") if parse.lower[token] in OWN_BODIES else None
        if owner is None or parse.tags[owner] != "PRP$":
            return False
        return parse.lower[owner] in FIRST or self._coreference.referents.get(owner) in speakers

    def _is_of_spokesman(self, token: int, attribution: Attribution, speakers: Sequence[Entity]) -> bool:
        """Whether "it" or "they" means the body of a spokesman in whose claim, not a quotation, it comes first."""
        parse = self._parse
        if parse.lower[token] not in VAGUE or parse.deps[token] not in (*SUBJECTS, "poss"):
            return False
        start = attribution.content[0][0]
        if MARKS.search(parse.text, start, parse.starts[token]) or is_empty(parse, token):
            return False
        earlier = range(parse.tokens(attribution.content)[0], token)
        if any(
            parse.lower[i] in VAGUE or (i in self._coreference.entities.at and parse.deps[i] in SUBJECTS)
            for i in earlier
        ):
            return False
        nouns = [parse.lower[i] for i in parse.tokens(attribution.source)]
        nouns += [role.noun for speaker in speakers for role in speaker.roles]
        return any(noun.startswith("spokes") for noun in nouns)


def is_we(word: str) -> bool:
    """Whether a word is "we" or the like: "us", but not "US"."""
    return word.lower() in WE and word != "US"


def is_empty(parse: Parse, token: int) -> bool:
    """Whether "it" stands for a clause after it: "it was wrong to say so", "it is clear that he did"."""
    verb = parse.heads[token]
    after = [i for i in parse.children[verb] if i > token]
    below = [i for child in after for i in parse.children[child]]
    is_said = any(parse.deps[i] in ("acomp", "attr") for i in after)
    return parse.lower[token] == "it" and is_said and any(parse.deps[i] in CLAUSES for i in (*after, *below))


def is_target(entity: Entity) -> bool:
    """Whether an entity has a name that spaCy knows for one somewhere in the article."""
    return entity.named and any(name.label for name in entity.names)


def is_body(entity: Entity) -> bool:
    """Whether a name says which sort of body it is of."""
    return any(singular(name.key[-1]) in words("organizations") for name in entity.names)
