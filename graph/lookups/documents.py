"""One claim in its text, the documents, and what a store holds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date
from typing import Any, Final, Protocol

from onrecord.extract.fragment import link
from onrecord.graph.errors import NotFound
from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.lookups import queries
from onrecord.graph.lookups.answers import (
    DocumentRow,
    Forgotten,
    Info,
    Place,
    Related,
    Shown,
    Statement,
)
from onrecord.graph.lookups.rows import ClaimRow, PlaceRow, RelatedRow, ShownRow
from onrecord.graph.lookups.statements import with_targets
from onrecord.graph.model.query import Id, Query
from onrecord.graph.model.rows import key, pairs
from onrecord.graph.stores.pages import portions
from onrecord.graph.stores.store import Store

MOST_LISTED: Final = 10
"""Ids that an error lists."""

LINKED_AT_ONCE: Final = 500
"""Claims whose articles' texts are in memory at once."""


def documents(store: Store, filters: Filters = EVERYTHING) -> list[DocumentRow]:
    """The documents in the store by date and id; with a kind, act or confidence, only those with such claims."""
    if filters.limit is not None and replace(filters, since=None, until=None).are_none():
        return _first_documents(store, filters)
    claims_only = filters.kind is not None or filters.min_confidence is not None or bool(filters.acts)
    return store.read(queries.DOCUMENTS, claims_only=claims_only, **filters.params())


def show(store: Store, claim_id: str) -> Shown:
    """One claim with all that is needed to print it in its sentence; the beginning of its id is enough.

    Raises:
        NotFound: there is no claim of this id, or several begin so.
    """
    row = shown_row(store, claim_id)
    statement = with_targets(store, [row.claim])[0]
    return Shown(
        statement=statement,
        speaker_text=row.mention,
        text=row.document_text,
        claim_spans=pairs(row.spans),
        cue_spans=pairs(row.cue_spans),
        speaker_spans=pairs(row.mention_spans),
        link=link(statement.url, row.document_text, pairs(row.spans)) if statement.url else None,
        places=_places(store, row),
        told=[addressee.name for addressee in store.read(queries.ADDRESSEES, id=row.id)],
        reports=_related(store, queries.REPORTS, row.id),
        reported_in=_related(store, queries.REPORTED_IN, row.id),
        date_from=row.date_from,
        path=row.path,
        **(_corrections(store, row) if row.corrected else {}),
    )


def shown_row(store: Store, claim_id: str) -> ShownRow:
    """The claim of an id, or of its beginning, as `show` takes it.

    Raises:
        NotFound: there is no claim of this id, or several begin so.
    """
    rows = store.read(queries.SHOW, id=key(claim_id))
    if not rows:
        begun = _begun(store, queries.CLAIMS_BEGINNING, "claim", claim_id)
        if begun is None:
            raise NotFound(
                f"{store.uri} has no claim {claim_id!r}. The ids are in the output of `onrecord said`, `about`, "
                "`search` and `claims`."
            )
        rows = store.read(queries.SHOW, id=begun)
    return rows[0]


def info(store: Store) -> Info:
    """What the store is and how much is in it."""
    counts = (queries.COUNT_DOCUMENTS, queries.COUNT_CLAIMS, queries.COUNT_SPEAKERS, queries.COUNT_ENTITIES)
    return Info(store.uri, store.kind, store.version(), *(store.read(count)[0].number for count in counts))


def documents_meant(store: Store, given: str) -> list[str]:
    """The ids of the documents that are meant by an id, a path, a URL, or the beginning of an id.

    A path may be of a file that several documents were read from.

    Raises:
        NotFound: there is none, or several begin so.
    """
    for query, params in (
        (queries.DOCUMENT_OF_ID, {"id": key(given)}),
        (queries.DOCUMENTS_OF_PATH, {"path": key(os.path.abspath(given))}),
        (queries.DOCUMENTS_OF_URL, {"url": given}),
    ):
        if found := store.read(query, **params):
            return [each.id for each in found]
    begun = _begun(store, queries.DOCUMENTS_BEGINNING, "document", given)
    if begun is None:
        raise NotFound(f"{store.uri} has no document {given!r}. `onrecord documents` lists ids, paths and URLs.")
    return [begun]


def document_meant(store: Store, given: str) -> str:
    """The id of the one document that is meant (see `documents_meant`).

    Raises:
        NotFound: there is none, or there are several.
    """
    ids = documents_meant(store, given)
    if len(ids) > 1:
        more = f" and {len(ids) - MOST_LISTED:,} more" if len(ids) > MOST_LISTED else ""
        raise NotFound(f"{given} has several documents: give the id of one, {', '.join(ids[:MOST_LISTED])}{more}.")
    return ids[0]


def _begun(store: Store, query: Query[Id], what: str, start: str) -> str | None:
    """The one id that begins so, None where there is none."""
    found = [each.id for each in store.read(query, start=key(start), limit=MOST_LISTED + 1)] if start else []
    if len(found) > 1:
        more = " and more" if len(found) > MOST_LISTED else ""
        raise NotFound(f"{start!r} begins the id of several {what}s: {', '.join(found[:MOST_LISTED])}{more}.")
    return found[0] if found else None


class Published(Protocol):
    """A claim, as a statement or another: its id, and the id and the URL of its document."""

    @property
    def id(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def url(self) -> str | None: ...


def links(store: Store, claims: Sequence[Published]) -> list[str | None]:
    """Addresses that open the articles' pages at the words of claims; None for articles without a URL.

    The places of the claims in the texts are looked up for all at once.
    """
    found: list[str | None] = []
    for portion in portions(claims, LINKED_AT_ONCE):
        online = [each for each in portion if each.url]
        spans = {row.id: pairs(row.spans) for row in store.each(queries.SPANS, [each.id for each in online])}
        texts = {row.id: row.text for row in store.each(queries.TEXT, sorted({each.document for each in online}))}
        found += [link(each.url, texts[each.document], spans[each.id]) if each.url else None for each in portion]
    return found


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
    ids = [row.id for row in rows]
    claims, speakers = (
        {row.id: row.number for row in store.each(query, ids)}
        for query in (queries.CLAIMS_IN_DOCUMENT, queries.SPEAKERS_IN_DOCUMENT)
    )
    return [
        DocumentRow(**row._asdict(), claims=claims.get(row.id, 0), speakers=speakers.get(row.id, 0)) for row in rows
    ]


def _related(store: Store, query: Query[RelatedRow], id: str) -> list[Related]:
    """The claims that a query leads to from one, in the order of the text, with their speakers."""
    rows = sorted(store.read(query, id=id), key=lambda row: (row.start, row.id))
    names = {row.claim: row.name for row in store.each(queries.SPEAKER_OF_CLAIM, [row.id for row in rows])}
    return [Related(row.id, names.get(row.id), row.cue, row.text, row.act, row.corrected) for row in rows]


def _corrections(store: Store, shown: ShownRow) -> dict[str, Any]:
    """What people corrected of a claim, and what had been read."""
    from onrecord.graph.corrections import kept  # long to import, and seldom needed
    from onrecord.graph.corrections.applying import apply
    from onrecord.graph.model.triples import triples_of

    [original] = kept.originals(store.read, store.each, [shown.document])
    document, triples = triples_of(original)
    read = next((triple for triple in triples if triple.claim.id == shown.id), None)
    found = apply(document, triples, kept.of_documents(store.read, [shown.document])).of_claim.get(shown.id, [])
    return {"read_as": read and Statement.of(read), "corrections": found}


def places(store: Store, ids: Sequence[str]) -> dict[str, list[Place]]:
    """All places where the statements of claims were published, themselves among them, the earliest first."""
    return {row.id: _places(store, row) for row in store.each(queries.STATEMENT, ids)}


def _places(store: Store, shown: ShownRow | ClaimRow) -> list[Place]:
    """Where else the statement of a claim was published, and this claim itself, in order."""
    from onrecord.graph.repeats.comparison import quoted, same_statement  # long to import

    mine = quoted(shown.text, shown.kind)
    others = [row for row in store.read(queries.PLACES, id=shown.id) if row.id != shown.id]
    same: list[PlaceRow | ShownRow | ClaimRow] = [
        row for row in others if same_statement(mine, quoted(row.text, row.kind))
    ]
    # Two claims of one article may be one statement, as one that stands in the other: that is no other place.
    first = {row.document: row for row in sorted(same, key=_place, reverse=True)} | {shown.document: shown}
    in_order = sorted(first.values(), key=_place)
    return [Place(row.id, row.date, row.publisher, row.title, row.url, row.document) for row in in_order]


def _place(row: PlaceRow | ShownRow | ClaimRow) -> tuple[Date, str, int, str]:
    return row.date or Date.max, row.document, row.start, row.id
