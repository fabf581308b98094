"""Rankings within filters, without going over all claims.

Claims of a kind or of some confidences are counted in the entities themselves (see `model.tally`). Within other filters
that let many claims through a server begins with those who have most claims of all: nobody has more statements within
the filters than without, so that whoever has fewer than the last of the ranking has so far need not be counted. To go
over all claims takes it, since it follows edges one by one, several times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from onrecord.graph.filters import Filters
from onrecord.graph.lookups.answers import Ranked
from onrecord.graph.lookups.rankings import queries
from onrecord.graph.model.tally import BITS, COUNTED, Role, place
from onrecord.graph.stores.queries import COUNT_CLAIMS
from onrecord.graph.stores.store import Store
from onrecord.graph.stores.upgrade import is_up_to_date

LONGEST: Final = 100
PLACES: Final = (0, 32, 96, 224, 480)
"""So many are counted, then so many more are; where the last of the ranking is not clear then, all claims are."""
LEAST_SHARE: Final = 0.1
"""Of all claims, where the filters let through fewer it is quicker to go over these."""


def tallied(store: Store, role: Role, filters: Filters, *, repeats: bool) -> list[Ranked] | None:
    """The ranking by what is counted in the entities; None where it is not counted within these filters, or not yet."""
    at = place(filters)
    if at is None or (store.kind == "neo4j" and not is_up_to_date(store)):  # which only a reader finds (see `upgrade`)
        return None
    first = store.kind == "ladybug"  # where the first of a list is number 1
    counted, documents = (
        COUNTED.index(what) * BITS + at + first for what in ("claims" if repeats else "statements", "documents")
    )
    params = {"place": counted, "place_of_documents": documents}
    limit = filters.params()["limit"]
    if store.kind == "neo4j" and 0 < limit <= LONGEST:  # which has an index of the counts without filters
        among = store.read(queries.CANDIDATES[role, repeats], first=PLACES[-1], **params)
        found = [Ranked(each.name, each.type, each.claims, each.documents, each.id) for each in among if each.claims]
        found.sort(key=_most_first)
        least = min((each.most for each in among), default=0)
        if len(among) < PLACES[-1] or (len(found) >= limit and found[limit - 1].claims > least):
            return found[:limit]
    return store.read(queries.TALLIED[role], limit=limit, **params)


def from_the_top(store: Store, role: Role, filters: Filters, *, repeats: bool) -> list[Ranked] | None:
    """The ranking; None where another way to it is quicker."""
    limit, params = filters.limit, filters.params_of_all()
    if store.kind != "neo4j" or limit is None or not 0 < limit <= LONGEST:
        return None
    if store.read(queries.CLAIMS_WITHIN, **params)[0].number < LEAST_SHARE * store.read(COUNT_CLAIMS)[0].number:
        return None
    most = store.read(queries.MOST[role, repeats], limit=PLACES[-1] + 1)
    found: list[Ranked] = []
    for start, stop in pairwise(PLACES):
        those = {each.id: each for each in most[start:stop]}
        counts = store.each(queries.COUNTED[role, repeats], list(those), **params)
        found += [replace(those[each.id], claims=each.number) for each in counts if each.number]
        found.sort(key=_most_first)
        if stop >= len(most) or (len(found) >= limit and found[limit - 1].claims > most[stop].claims):
            return _with_documents(store, role, filters, found[:limit])
    return None


def _most_first(each: Ranked) -> tuple[int, str, str]:
    return -each.claims, each.name, each.id


def _with_documents(store: Store, role: Role, filters: Filters, ranked: Sequence[Ranked]) -> list[Ranked]:
    there = store.each(queries.DOCUMENTS[role], [each.id for each in ranked], **filters.params_of_all())
    documents = {each.id: each.number for each in there}
    return [replace(each, documents=documents[each.id]) for each in ranked]
