"""Rankings within filters that let many claims through, on a server: from those with most claims of all downwards.

Nobody has more statements within the filters than without, which is counted in the entities themselves. So whoever has
fewer than the last of the ranking has so far need not be counted. To go over all claims takes a server, which follows
edges one by one, several times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from onrecord.graph.filters import Filters
from onrecord.graph.lookups.answers import Ranked
from onrecord.graph.lookups.rankings import queries
from onrecord.graph.lookups.rankings.queries import Role
from onrecord.graph.stores.queries import COUNT_CLAIMS
from onrecord.graph.stores.store import Store

LONGEST: Final = 100
PLACES: Final = (0, 32, 96, 224, 480)
"""So many are counted, then so many more are; where the last of the ranking is not clear then, all claims are."""
LEAST_SHARE: Final = 0.1
"""Of all claims, where the filters let through fewer it is quicker to go over these."""


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
        found.sort(key=lambda each: (-each.claims, each.name, each.id))
        if stop >= len(most) or (len(found) >= limit and found[limit - 1].claims > most[stop].claims):
            return _with_documents(store, role, filters, found[:limit])
    return None


def _with_documents(store: Store, role: Role, filters: Filters, ranked: Sequence[Ranked]) -> list[Ranked]:
    there = store.each(queries.DOCUMENTS[role], [each.id for each in ranked], **filters.params_of_all())
    documents = {each.id: each.number for each in there}
    return [replace(each, documents=documents[each.id]) for each in ranked]
