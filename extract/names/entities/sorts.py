"""Of which sort a body or a person is: "the bank" is no newspaper, "the president" no former one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.extract.lexicon import anyone, fold, is_person, lines, singular, title_roles, words
from onrecord.extract.names.entities.entity import Entity
from onrecord.extract.names.roles import role_of_words

# What follows the noun of a phrase: "the bank in Oslo".
AFTER_NOUN = re.compile(r",| (?:of|for|in|at|on|from|by|who|that|which|whose)\b")
PEERS = frozenset({"lord", "lady", "baron", "baroness"})  # who may be anything besides
OF = frozenset({"of", "for"})
TOLD = "!"  # before the nouns of a sort that names tell


def may_be_called(phrase: str, entity: Entity) -> bool:
    """Whether a phrase in lower case, such as "the bank", can mean an entity, by the sort of body each tells of."""
    if entity.type == "person":
        return may_hold(noun_phrase_of(phrase), entity)
    if entity.type not in ("organization", "work"):
        return True
    noun = noun_of(phrase)
    if entity.type == "organization" and not entity.plural and _is_of_several(noun, entity.name):
        return False
    sort, own = sorts().get(noun), sorts_of(entity.name)
    if sort is None:
        return True
    if not own:
        return noun not in told_by_names() or not entity.named or " " not in entity.name
    return not sort.isdisjoint(own)


def may_hold(phrase: str, person: Entity) -> bool:
    """Whether a phrase such as "the president" can mean a person, by the roles that the article gives the person.

    Who is vice president, or was president, is not "the president"; and one who is called a driver and nothing else is
    not "the officer".
    """
    noun, contrasts = role_of_words(phrase)
    if not (is_person(noun) or noun in title_roles()):
        return True
    roles = [own for own in person.roles if own.noun not in PEERS]
    if not roles:
        own = "" if person.named else noun_of(person.name.lower())
        return not own or noun == own or bool({noun, own} & {*anyone()})
    fitting = [may for own in roles if (may := own.may_be(noun, contrasts)) is not None]
    return any(fitting) if fitting else noun in anyone()


def noun_phrase_of(phrase: str) -> str:
    """A phrase up to its noun: "the bank" of "the bank in Oslo"."""
    return AFTER_NOUN.split(phrase, maxsplit=1)[0]


def noun_of(phrase: str) -> str:
    """The noun of a phrase: "bank" of "the bank in Oslo"."""
    return noun_phrase_of(phrase).rpartition(" ")[2]


def _is_of_several(noun: str, name: str) -> bool:
    """Whether a noun is for several bodies, and no part of a body's name: "the forces" can be the Defence Forces."""
    one = singular(noun)
    is_plural = one != noun and one in words("organizations") and noun not in words("collectives")
    return is_plural and noun not in name.lower().split()


def sorts_of(name: str) -> set[int]:
    """The sorts that a name tells of, by its last word and those before "of": "Bank of Union"."""
    parts = [fold(word) for word in name.split()]
    telling = [word for word, after in zip(parts, [*parts[1:], "of"], strict=True) if after in OF]
    return {sort for word in telling for known in (sorts(), name_sorts()) for sort in known.get(word, ())}


@cache
def sorts() -> dict[str, set[int]]:
    """The numbers of the sorts that each noun for a body tells of."""
    return _numbered(line.partition("|")[0].removeprefix(TOLD) for line in lines("sorts"))


@cache
def name_sorts() -> dict[str, set[int]]:
    """The numbers of the sorts that each word tells of that only names have."""
    return _numbered(line.partition("|")[2] for line in lines("sorts"))


@cache
def told_by_names() -> frozenset[str]:
    """The nouns for bodies whose names, if they have several words, tell the sort."""
    strict = (line.removeprefix(TOLD).partition("|")[0] for line in lines("sorts") if line.startswith(TOLD))
    return frozenset(" ".join(strict).split())


def _numbered(rows: Iterable[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for word in row.split():
            found.setdefault(word, set()).add(number)
    return found
