"""One claim in its text, the documents, and what a store holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date as Date
from typing import Any

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
from onrecord.graph.lookups.rows import PlaceRow, RelatedRow, ShownRow
from onrecord.graph.lookups.statements import with_targets
from onrecord.graph.model.query import Query
from onrecord.graph.model.rows import key, pairs
from onrecord.graph.stores.store import Store


def documents(store: Store, filters: Filters = EVERYTHING) -> list[DocumentRow]:
    """The documents in the store by date and id; with a kind, act or confidence, only those with such claims."""
    if filters.limit is not None and replace(filters, since=None, until=None).are_none():
        return _first_documents(store, filters)
    claims_only = filters.kind is not None or filters.min_confidence is not None or bool(filters.acts)
    return store.read(queries.DOCUMENTS, claims_only=claims_only, **filters.params())


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
    row = rows[0]
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
        corrected=row.corrected,
        **(_corrections(store, row) if row.corrected else {}),
    )


def info(store: Store) -> Info:
    """What the store is and how much is in it."""
    counts = (queries.COUNT_DOCUMENTS, queries.COUNT_CLAIMS, queries.COUNT_SPEAKERS, queries.COUNT_ENTITIES)
    return Info(store.uri, store.kind, store.version(), *(store.read(count)[0].number for count in counts))


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
    return [Related(row.id, names.get(row.id), row.cue, row.text, row.act) for row in rows]


def _corrections(store: Store, shown: ShownRow) -> dict[str, Any]:
    """What people corrected of a claim, and what had been read."""
    from onrecord.graph.corrections import kept  # long to import, and seldom needed
    from onrecord.graph.model.triples import triples_of

    [original] = kept.originals(store.read, store.each, [shown.document])
    read = next((triple for triple in triples_of(original)[1] if triple.claim.id == shown.id), None)
    sources = {who.name for who in (read.speaker, *read.addressees, *read.targets) if who} if read else set()
    found = [
        each
        for each in kept.of_documents(store.read, [shown.document])
        if each.claim == shown.id or (each.kind == "name" and each.change["source"] in sources)
    ]
    return {"read_as": read and Statement.of(read), "corrections": found}


def _places(store: Store, shown: ShownRow) -> list[Place]:
    """Where else the statement of a shown claim was published, and this claim itself, in order."""
    from onrecord.graph.repeats.comparison import quoted, same_statement  # long to import

    mine = quoted(shown.text, shown.kind)
    others = [row for row in store.read(queries.PLACES, id=shown.id) if row.id != shown.id]
    same: list[PlaceRow | ShownRow] = [row for row in others if same_statement(mine, quoted(row.text, row.kind))]
    in_order = sorted([shown, *same], key=lambda row: (row.date or Date.max, row.document, row.start, row.id))
    return [Place(row.id, row.date, row.publisher, row.title, row.url, row.document) for row in in_order]
