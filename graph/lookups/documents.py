"""One claim in its text, the documents, and what a store holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date
from typing import Any

from onrecord.graph import queries
from onrecord.graph.errors import NotFound
from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups.answers import (
    DocumentRow,
    Forgotten,
    Info,
    Place,
    Related,
    Shown,
)
from onrecord.graph.lookups.statements import _with_targets
from onrecord.graph.model.rows import key, pairs
from onrecord.graph.repeats.comparison import quoted, same_statement
from onrecord.graph.stores.store import Store


def documents(store: Store, filters: Filters = EVERYTHING) -> list[DocumentRow]:
    """The documents in the store by date and id; with a kind, act or confidence, only those with such claims."""
    if filters.limit is not None and replace(filters, since=None, until=None).are_none():
        return _first_documents(store, filters)
    claims_only = filters.kind is not None or filters.min_confidence is not None or bool(filters.acts)
    rows = store.read(queries.DOCUMENTS, claims_only=claims_only, **filters.params())
    return [DocumentRow(*row) for row in rows]


def show(store: Store, claim_id: str) -> Shown:
    """One claim with all that is needed to print it in its sentence.

    Raises:
        NotFound: there is no claim of this id.
    """
    rows = store.read(queries.SHOW, id=key(claim_id))
    if not rows:
        raise NotFound(
            f"{store.uri} has no claim {claim_id!r}. The ids are in the output of `onrecord said` and `about`."
        )
    *statement, mention, text, claim_spans, cue_spans, mention_spans = rows[0]
    return Shown(
        _with_targets(store, [statement])[0],
        mention,
        text,
        pairs(claim_spans),
        pairs(cue_spans),
        pairs(mention_spans),
        _places(store, rows[0]),
        [name for (name,) in store.read(queries.ADDRESSEES, id=rows[0][0])],
        _related(store, queries.REPORTS, rows[0][0]),
        _related(store, queries.REPORTED_IN, rows[0][0]),
    )


def info(store: Store) -> Info:
    """What the store is and how much is in it."""
    counts = (queries.COUNT_DOCUMENTS, queries.COUNT_CLAIMS, queries.COUNT_SPEAKERS, queries.COUNT_ENTITIES)
    return Info(store.uri, store.kind, store.version(), *(store.read(count)[0][0] for count in counts))


def forget(store: Store, document_id: str) -> Forgotten:
    """Take a document, its claims and whoever only it named out of the store (opened for writing).

    Raises:
        NotFound: there is no document of this id.
    """
    return Forgotten(document_id, *store.forget(document_id))


def _first_documents(store: Store, filters: Filters) -> list[DocumentRow]:
    """The first documents with all their claims, without going over those of the others."""
    limit = filters.params()["limit"]
    days = {name: filters.params()[name] for name in ("since", "until")}
    rows = store.read(queries.DATED_DOCUMENTS, limit=limit, **days)
    if len(rows) < limit and not filters.params()["dated"]:
        rows += store.read(queries.UNDATED_DOCUMENTS, limit=limit - len(rows))
    ids = [row[0] for row in rows]
    claims = dict(store.each(queries.CLAIMS_IN_DOCUMENT, ids))
    speakers = dict(store.each(queries.SPEAKERS_IN_DOCUMENT, ids))
    return [DocumentRow(*[*row, claims.get(row[0], 0), speakers.get(row[0], 0)]) for row in rows]


def _related(store: Store, query: str, id: str) -> list[Related]:
    """The claims that a query leads to from one, in the order of the text, with their speakers."""
    rows = sorted(store.read(query, id=id), key=lambda row: (row[2], row[0]))
    names = dict(store.each(queries.SPEAKER_OF_CLAIM, [row[0] for row in rows]))
    return [Related(other, names.get(other), text) for other, text, _ in rows]


def _places(store: Store, shown: Sequence[Any]) -> list[Place]:
    """Where else the statement of a shown claim was published, and this claim itself, in order."""
    id, date, _, _, text, kind, _, document, title, publisher, url, _, _, _, spans, *_ = shown
    mine = quoted(text, kind)
    found = {
        (date or Date.max, document, spans[0] if spans else 0, id): Place(id, date, publisher, title, url, document)
    }
    for *place, words, how, start in store.read(queries.PLACES, id=id):
        other = Place(*place)
        if other.id != id and same_statement(mine, quoted(words, how)):
            found[other.date or Date.max, other.document, start, other.id] = other
    return [found[order] for order in sorted(found)]
