"""How likely each of an article's entities is meant by a pronoun or a noun phrase in a claim, or none of them.

`likely.tsv` has the weights of what tells for one, as `bench/meant.py` learns them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from math import exp, log, log2

from onrecord.extract.attribution.attribution import Role
from onrecord.extract.lexicon import is_person, singular, words
from onrecord.extract.names.coreference import FIRST, THEY, Coreference
from onrecord.extract.names.entities import Entity
from onrecord.extract.names.links import GENDERS, IT, may_mean
from onrecord.extract.names.phrases import whole_phrase
from onrecord.extract.parsing.parse import PLURAL_TAGS, Parse

# How likely somebody has to be meant whom the rules do not find, and how likely whom they find, by the kind of words.
FOUND = {"noun": 0.4, "he": 0.3}
KEPT = {"he": 0.2, "we": 0.1, "they": 0.2, "it": 0.2}
FEWEST = 0.01  # keeps the log-odds of a link finite
BEFORE, AFTER = 3, 5  # words around a name that may tell what its bearer is
FIRST_SENTENCES = 2
COUNTRY = frozenset({"country", "nation"})  # whose country it is, the rules tell, or nothing
PLACES = frozenset({
    "area", "borough", "capital", "city", "community", "country", "county", "district", "island", "kingdom", "nation",
    "province", "region", "republic", "state", "territory", "town", "village",
})  # fmt: skip
DEFINITE = frozenset({"both", "her", "his", "its", "my", "our", "that", "the", "their", "these", "this", "those"})
OPENINGS = DEFINITE | {"a", "all", "an", "another", "any", "every", "no", "other", "some"}

Signs = dict[str, float]
"""What tells for or against one being meant, and how strongly."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a claim that may mean somebody: what the model says of them, their head and their kind."""

    role: Role
    tokens: list[int]
    head: int
    kind: str


class Likely:
    """Weighs whom the words of an article's claims mean."""

    def __init__(self, parse: Parse, coreference: Coreference) -> None:
        self._parse = parse
        self._coreference = coreference

    def mention(self, role: Role) -> Mention | None:
        """Words that the model marks; None where they are a name or no words that mean one of the kinds known here."""
        parse, at = self._parse, self._coreference.entities.at
        tokens = parse.tokens([role.span])
        if not tokens or tokens[-1] in at:
            return None
        head = whole_phrase(parse, parse.root(tokens))
        kind = kind_of(parse, head)
        return None if head in at or not kind or parse.lower[head] in COUNTRY else Mention(role, tokens, head, kind)

    def settle(
        self,
        role: Role,
        meant: Sequence[Entity],
        speakers: Sequence[Entity],
        served: Entity | None,
        found: Collection[int],
    ) -> Sequence[Entity]:
        """Whom words mean, given whom the rules find: another or nobody where that is far likelier.

        Args:
            meant: whom the rules find.
            served: the body that the speaker serves.
            found: the targets of the claim so far, by the ids of their entities.
        """
        mention = self.mention(role) if self._coreference.links is not None and len(meant) < 2 else None
        if mention is None:
            return meant
        shares = self.shares(mention, speakers, served, found)
        best = max((entity for entity in shares if entity is not None), key=lambda e: shares[e], default=None)
        if meant and shares.get(meant[0], 1.0) >= KEPT.get(mention.kind, 0.0):
            return meant
        if best is None or shares[best] <= FOUND.get(mention.kind, 1.0) or not self._may_be(mention, best):
            return ()
        return (best,)

    def _may_be(self, mention: Mention, entity: Entity) -> bool:
        """Whether a noun may mean an entity: not "a hotel" the one that is named, nor "the Acme boss" Acme."""
        if mention.kind != "noun":
            return True
        is_one = self._parse.tags[mention.head] == "NN" and is_person(singular(self._parse.lower[mention.head]))
        at = self._coreference.entities.at
        is_other = is_one and (entity.type != "person" or any(at.get(token) is entity for token in mention.tokens))
        return self._parse.lower[mention.tokens[0]] in DEFINITE and not is_other

    def shares(
        self, mention: Mention, speakers: Sequence[Entity], served: Entity | None, found: Collection[int]
    ) -> dict[Entity | None, float]:
        """How likely words mean each entity, or none (None); together 1."""
        known = weights()
        scores = {
            entity: sum(known.get(name, 0.0) * value for name, value in signs.items())
            for entity, signs in self.signs(mention, speakers, served, found)
        }
        most = max(scores.values())
        odds = {entity: exp(score - most) for entity, score in scores.items()}
        whole = sum(odds.values())
        return {entity: one / whole for entity, one in odds.items()}

    def signs(
        self, mention: Mention, speakers: Sequence[Entity], served: Entity | None, found: Collection[int]
    ) -> Iterator[tuple[Entity | None, Signs]]:
        """What tells that words mean nobody, then what tells for each entity that is named before them."""
        parse, kind, span, links = self._parse, mention.kind, mention.role.span, self._coreference.links
        noun = singular(parse.lower[mention.head])
        sort = sort_of(noun) if kind == "noun" else ""
        is_plural = parse.tags[mention.head] in PLURAL_TAGS
        rule = self._coreference.referents.get(mention.head)
        yield None, self._signs_of_nobody(mention, sort, is_plural, rule, speakers)
        shares = links.shares(span) if links is not None else {}
        most = max((share for entity, share in shares.items() if entity.named and entity not in speakers), default=0.0)
        type_ = links.type(span) if links is not None else None
        phrase, sentence = parse.text[slice(*span)].lower(), parse.sentence[mention.head]
        for entity in self._named:
            place = bisect_left(self._places[entity], mention.tokens[0])
            is_pronoun = kind in ("he", "it")
            if entity in speakers or not place or (is_pronoun and not may_mean(parse.lower[mention.head], entity)):
                continue
            share = shares.get(entity, 0.0)
            far = sentence - parse.sentence[self._places[entity][place - 1]]
            names = self._coreference.entities.at
            signs = {
                "link": log((share + FEWEST) / (1 + FEWEST - share)),
                "likeliest": 0 < share == most,
                "rule": rule is entity,
                "another": rule is not None and rule is not entity and rule.named and rule not in speakers,
                "far": log2(1 + far),
                "here": far == 0,
                "often": log2(1 + len(entity.names)),
                "early": parse.sentence[entity.names[0].start] < FIRST_SENTENCES,
                "main": self._main[entity.type] is entity,
                entity.type: True,
                "sort": type_ == entity.type,
                "target": id(entity) in found,
                "served": entity is served,
            }
            if sort:
                signs |= {
                    f"{sort} {entity.type}": True,
                    f"{sort} rule": rule is entity,
                    "beside": noun in self._beside[entity],
                    f"plural {entity.type}": is_plural,
                    "unfit": not may_mean(phrase, entity),
                    "inside": any(names.get(token) is entity for token in mention.tokens),
                }
            yield entity, {f"{kind} {name}": float(value) for name, value in signs.items() if value}

    def _signs_of_nobody(
        self, mention: Mention, sort: str, is_plural: bool, rule: Entity | None, speakers: Sequence[Entity]
    ) -> Signs:
        opening = self._parse.lower[mention.tokens[0]]
        signs = {
            "": True,
            " marked": mention.role.share,
            " speaker": rule is not None and rule in speakers,
            " unnamed": rule is not None and not rule.named,
            " unknown": rule is None,
        }
        if sort:
            opening = opening if opening in OPENINGS else "other"
            signs |= {f" {sort}": True, " plural": is_plural, f" opened {opening}": True}
        return {f"{mention.kind} nobody{name}": float(value) for name, value in signs.items() if value}

    @cached_property
    def _named(self) -> list[Entity]:
        return [entity for entity in self._coreference.entities.all if entity.named and entity.names]

    @cached_property
    def _places(self) -> Mapping[Entity, list[int]]:
        """The tokens that mean each entity, in order."""
        entities = self._coreference.entities
        heads = {name.head: entities.at[name.head] for name in entities.name_at.values()}
        places: dict[Entity, list[int]] = defaultdict(list)
        for token, entity in sorted((self._coreference.referents | heads).items()):
            places[entity].append(token)
        return places

    @cached_property
    def _main(self) -> Mapping[str, Entity]:
        """Of each type the entity that is named most often, of equals the first."""
        main: dict[str, Entity] = {}
        for entity in sorted(self._named, key=lambda e: (-len(e.names), e.names[0].start)):
            main.setdefault(entity.type, entity)
        return main

    @cached_property
    def _beside(self) -> Mapping[Entity, set[str]]:
        """The nouns that stand beside the names of each entity, or in them, in the singular."""
        parse = self._parse
        beside: dict[Entity, set[str]] = {}
        for entity in self._named:
            nouns = {role.noun for role in entity.roles}
            for name in entity.names:
                around = (*range(max(name.start - BEFORE, 0), name.start), *range(name.stop, name.stop + AFTER))
                nouns.update(
                    singular(parse.lower[i]) for i in around if i < len(parse) and parse.tags[i] in ("NN", "NNS")
                )
                nouns.update(map(singular, name.key))
            beside[entity] = nouns
        return beside


def kind_of(parse: Parse, head: int) -> str:
    """The kind of words with this head: a pronoun, "noun", or nothing for any others."""
    word = parse.lower[head]
    for kind, those in (("he", GENDERS), ("they", THEY), ("it", IT), ("we", FIRST)):
        if word in those and parse.words[head] != "US":
            return kind
    return "noun" if parse.tags[head].startswith("N") or parse.tags[head] in ("JJ", "VBG") else ""


def sort_of(noun: str) -> str:
    """What a noun is for."""
    if is_person(noun):
        return "somebody"
    if noun in words("organizations"):
        return "body"
    return "area" if noun in PLACES else "writing" if noun in words("works") else "thing"


@cache
def weights() -> dict[str, float]:
    """How much each sign tells."""
    text = (files("onrecord.extract.names.targets") / "likely.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}
