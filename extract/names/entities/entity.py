"""Someone or something that an article speaks of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from onrecord.extract.lexicon import fold
from onrecord.extract.names.mentions import Name
from onrecord.extract.names.roles import Role
from onrecord.extract.triple import EntityType

Key = tuple[str, ...]
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "kc", "qc", "mp", "msp", "mep", "obe", "mbe", "cbe", "phd", "md"})

# What a body is called that is no more.
PAST = frozenset({"former", "previous", "outgoing", "ousted", "ex", "last", "past"})


def core(key: Key) -> Key:
    """A name's words without "Jr.", "KC" and the like."""
    return tuple(word for word in key if word not in SUFFIXES)


@dataclass(slots=True, eq=False)
class Entity:
    """Someone or something that the article speaks of.

    `gender` is m, f or empty where it is not known; `plural` tells a group, `named` whether the article names it,
    `members` are those of "X and Y", `token` is where an entity without a name is first mentioned, `former` whether
    it is a body that the article always calls one of the past, `countries` the codes of those that a person is of,
    `pronouns` the genders of those that were found to mean a person with a name.
    """

    name: str
    type: EntityType
    gender: str = ""
    plural: bool = False
    named: bool = True
    members: tuple[Entity, ...] = ()
    token: int = -1
    former: bool = False
    countries: frozenset[str] = frozenset()
    names: list[Name] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    pronouns: set[str] = field(default_factory=set)
    _surname: tuple[int, str] = field(default=(0, ""), init=False, repr=False)  # of so many names

    @property
    def surname(self) -> str:
        """The last word of the longest name, folded, "Jr." and the like left out; empty without a name."""
        if self._surname[0] != len(self.names):
            longest = max((core(key) for key in dict.fromkeys(name.key for name in self.names)), key=len)
            self._surname = (len(self.names), next(reversed(longest), ""))
        return self._surname[1]


@dataclass(frozen=True)
class Entities:
    """The entities of an article, and at which tokens each is named."""

    all: list[Entity]
    at: dict[int, Entity]
    name_at: dict[int, Name]

    def bearer(self, word: str) -> Entity | None:
        """The first person whose surname a word is."""
        return self._bearers.get(fold(word))

    @cached_property
    def _bearers(self) -> dict[str, Entity]:
        return {entity.surname: entity for entity in reversed(self.all) if entity.type == "person"}
