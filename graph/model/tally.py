"""What the claims by an entity and about it are counted by: all of them, those of each kind, and those that are sure.

A claim has a bit for each of these counts that it is in, and so has whatever several claims make: a statement or a
document counts as direct if one of its claims is. Claims, statements and documents are counted, each BITS numbers: so
many of all, so many of each of KINDS, and so many that are right with at least each probability of SURE.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, Literal, get_args

from onrecord.extract.triple import Kind
from onrecord.graph.filters import Filters
from onrecord.graph.model.tables import COUNTS, TALLIES

KINDS: Final[tuple[str, ...]] = get_args(Kind)
SURE: Final = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.99)
BITS: Final = 1 + len(KINDS) + len(SURE)
COUNTED: Final = ("claims", "statements", "documents")

Role = Literal["by", "about"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)

Tally = list[int]
"""The numbers of claims, then of statements, then of documents."""

NOTHING: Final[Tally] = [0] * (BITS * len(COUNTED))


@cache
def bits(kind: str, confidence: float | None) -> int:
    """The bits of a claim, the lowest for the first number."""
    found = 1
    if kind in KINDS:
        found |= 2 << KINDS.index(kind)
    if confidence is not None:
        found |= ((1 << bisect_right(SURE, confidence)) - 1) << (1 + len(KINDS))
    return found


@cache
def places(of: int) -> tuple[int, ...]:
    """The places of the bits that are set."""
    return tuple(place for place in range(BITS) if of >> place & 1)


def place(filters: Filters) -> int | None:
    """The place of what lets the same claims through as filters do; None where there is no such number."""
    kind, confidence = filters.kind, filters.min_confidence
    if filters.since or filters.until or filters.acts or (kind is not None and confidence is not None):
        return None
    if kind is not None:
        return 1 + KINDS.index(kind)
    if confidence is not None:
        return 1 + len(KINDS) + SURE.index(confidence) if confidence in SURE else None
    return 0


def tally(of: Iterable[tuple[int, int]]) -> Tally:
    """Count what is given by the place of its name in COUNTED and by its bits."""
    found = [*NOTHING]
    for what, its in of:
        for bit in places(its):
            found[what * BITS + bit] += 1
    return found


def added(one: Tally | None, other: Tally | None, times: int = 1) -> Tally:
    """The one, and the other so many times; None: nothing."""
    return [number + times * more for number, more in zip(one or NOTHING, other or NOTHING, strict=True)]


def columns(tallies: Mapping[str, Tally]) -> dict[str, int | Tally]:
    """The columns of an entity that say how many claims there are by it and about it; none where a role is left out."""
    each = {role: tallies.get(role, NOTHING) for role in ROLES}
    counts = {f"{what}_{role}": each[role][n * BITS] for role in ROLES for n, what in enumerate(COUNTED)}
    assert (*counts,) == COUNTS
    return counts | dict(zip(TALLIES, each.values(), strict=True))


def with_more(tallies: Iterable[Tally | None], more: Mapping[str, Tally]) -> dict[str, int | Tally]:
    """The columns of an entity that had these tallies, in the order of ROLES, when what `more` holds is added."""
    both = zip(ROLES, TALLIES, tallies, strict=True)
    return columns({role: added(before, more[name]) for role, name, before in both})


NO_CLAIMS: Final = columns({})
