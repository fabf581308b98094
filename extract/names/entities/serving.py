"""For whom a person speaks, by what the article calls him or her: "our members" are those of the speaker's union."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.extract.lexicon import singular, words
from onrecord.extract.names.entities.entity import PAST, Entities, Entity
from onrecord.extract.names.mentions import Name
from onrecord.extract.names.roles import SERVES, limits_of, limits_of_roles
from onrecord.extract.parsing.parse import Parse


def bodies_of(parse: Parse, entities: Entities, speakers: Sequence[Entity], source: list[int]) -> Iterator[Entity]:
    """The bodies, countries and peoples that the one speaker serves, the likeliest first; none of a former servant.

    Args:
        source: the tokens of the source in whose words the speaker is called so at this place.
    """
    if len(speakers) > 1 or any(speaker.type != "person" for speaker in speakers):
        return
    nouns = [parse.root(source)] if source else []
    nouns += [speaker.token for speaker in speakers if speaker.token >= 0]  # "the spokesman", who is Acme's at first
    limits = [token for noun in nouns for token in limits_of(parse, noun)]
    names = [name for speaker in speakers if speaker.named for name in speaker.names]
    for name in names:
        limits += limits_of_roles(parse, name)
    if any(parse.lower[token] in PAST for token in limits):
        return
    for token in limits:
        if token in entities.at and entities.at[token].type != "person":
            yield entities.at[token]
    for name in names:
        yield from _owners(parse, entities, name)
    for name in names:
        yield from (entity for entity in _where_active(parse, entities, name) if entity.type == "organization")
    if any(is_outsider(parse, speaker) for speaker in speakers):
        return  # a scientist's "we" is as likely a team
    for name in names:
        yield from (entity for entity in _after(parse, entities, name) if entity.type == "organization")


def _after(parse: Parse, entities: Entities, name: Name) -> Iterator[Entity]:
    """Those named right after a person's name: "Jane Roe *of Acme*", "Jane Roe, *from the Acme Trust*"."""
    place = name.stop + (parse.words[name.stop : name.stop + 1] == [","])
    if not SERVES.isdisjoint(parse.lower[place : place + 1]):
        first = place + 1 + (parse.lower[place + 1 : place + 2] == ["the"])
        if first in entities.at:
            yield entities.at[first]


def _owners(parse: Parse, entities: Entities, name: Name) -> Iterator[Entity]:
    """Those whose somebody is called: "*Acme's* Jane Roe"."""
    for token in parse.children[name.head]:
        if parse.deps[token] == "poss" and token in entities.at and entities.at[token].type == "organization":
            yield entities.at[token]


def _where_active(parse: Parse, entities: Entities, name: Name) -> Iterator[Entity]:
    """Those for which somebody now does something: "Jane Roe, who teaches law *at Tarn College*"."""
    for verb in parse.children[name.head]:
        if parse.deps[verb] == "relcl" and parse.tags[verb] in ("VBZ", "VBP"):
            for token in range(verb, parse.right[verb] + 1):
                is_place = parse.deps[token] == "pobj" and parse.lower[parse.heads[token]] in ("at", "for")
                if is_place and token in entities.at:
                    yield entities.at[token]


def is_outsider(parse: Parse, speaker: Entity) -> bool:
    """Whether somebody looks from outside at the bodies that he or she speaks of: an analyst, a resident."""
    nouns = {role.noun for role in speaker.roles}
    if speaker.token >= 0:
        nouns.add(singular(parse.lower[speaker.token]))
    return not nouns.isdisjoint(words("outsiders"))
