"""All claims, one after another, narrowed by whatever can be asked of them at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Date
from itertools import islice
from typing import Final

from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups import queries
from onrecord.graph.lookups.answers import Statement
from onrecord.graph.lookups.people import Names, any_of
from onrecord.graph.lookups.statements import about as said_about
from onrecord.graph.lookups.statements import is_by, narrowed, of_rows, said, statements
from onrecord.graph.stores.pages import portions
from onrecord.graph.stores.store import Store

DOCUMENTS_AT_ONCE: Final = 200


def claims(
    store: Store,
    by: Names | None = None,
    about: Names | None = None,
    filters: Filters = EVERYTHING,
    *,
    to: Names | None = None,
    not_by: Names = (),
    named: bool | None = None,
) -> Iterator[Statement]:
    """Yield all claims by day, document and place in the text; those of large stores come as they are read.

    Args:
        by, about, to: only what the one said, about the other, to the third; of several names, any of them.
        not_by: nothing that any of these said.
        named: True: only what sources with a name said; False: only what unnamed sources said, and hearsay.

    Raises:
        UnknownName, AmbiguousName: nobody has a name, or it fits several.
    """
    if by is None and about is None and to is None:
        yield from islice(_everything(store, filters, not_by, named), filters.limit)
        return
    every = replace(filters, limit=None)
    if by is not None:
        found = said(store, by, about, every, to=to)
    elif to is not None:
        ends = ({"addressee": id} for id in any_of(store, to, filters))
        found = statements(store, queries.TOLD, every, *ends)
    if by is None and about is not None:
        told = {each.id for each in found} if to is not None else None
        found = [each for each in said_about(store, about, None, every) if told is None or each.id in told]
    yield from narrowed(store, found, filters, not_by=not_by, named=named)[: filters.params()["limit"]]


def _everything(store: Store, filters: Filters, not_by: Names, named: bool | None) -> Iterator[Statement]:
    """All claims within the filters but for their limit, a few hundred documents at a time."""
    without, params = set(any_of(store, not_by, filters)), filters.params_of_all()
    there = sorted(store.read(queries.ALL_DOCUMENTS), key=lambda each: (each.date or Date.max, each.id))
    first, last = params["since"], params["until"]
    within = [each.id for each in there if not params["dated"] or (each.date and first <= each.date <= last)]
    for ids in portions(within, DOCUMENTS_AT_ONCE):
        sources = {row.claim: row for row in store.each(queries.SOURCES_IN_DOCUMENT, ids)}
        targets = store.each(queries.TARGETS_IN_DOCUMENT, ids)
        rows = [
            row._replace(speaker=source.name if (source := sources.get(row.id)) else None)
            for row in store.each(queries.SAID_IN_DOCUMENT, ids, **params)
            if is_by(sources.get(row.id), without, named)
        ]
        yield from of_rows(sorted(rows, key=lambda row: row.order), targets)
