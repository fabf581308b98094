"""Whole articles, read back from a store or within a transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, Final

from onrecord.graph.entities.queries import CLAIM_END, ENTITY_END
from onrecord.graph.model.rows import ArticleRows, Named, Row
from onrecord.graph.model.tables import EDGES, NODES
from onrecord.graph.spelling import aliases_of, normalise
from onrecord.graph.stores import queries

Read = Callable[..., list[Any]]

OF_EDGE: Final = 3
"""Where the ends and columns of an edge begin in a row of `queries.EDGES_WITHIN`."""


def read_articles(read: Read, each: Read, ids: Sequence[str]) -> list[ArticleRows]:
    """The documents of these ids, those that are there, with what was found in them.

    Args:
        read, each: `read` and `each` of a store, or `run` and `each` of a transaction.
        ids: of documents.
    """
    found = _empty(read(queries.DOCUMENTS, ids=ids))
    for claim in each(queries.CLAIMS, found):
        article = found[claim.pop("document")]
        article.claims.append(claim)
        article.found_in.append({"from": claim["id"], "to": article.id})
    for table, query in (("SAID", queries.SAID), ("ABOUT", queries.ABOUT), ("TOLD", queries.TOLD)):
        for row in each(query, found):
            article = found[row.document]
            # An earlier onrecord kept only the entity's type.
            edge = row.row(table) | {"type": row.type or row.entity_type}
            article.edges(table).append(edge)
            entity = article.entities.setdefault(row.entity, Named(row.entity_type, row.named, normalise(row.name)))
            entity.aliases |= aliases_of(row.name, row.mention, row.named)
    for report in each(queries.REPORTS, found):
        found[report.document].reports.append({"from": report.start, "to": report.stop})
    return list(found.values())


def articles_within(read: Read, first: str, last: str) -> list[ArticleRows]:
    """The documents from one id to another, with what was found in them, in the order of their ids.

    Args:
        read: `read` of a store.
        first, last: ids of documents.
    """
    ends = {"first": first, "last": last}
    documents = (dict(zip(NODES["Document"], values, strict=True)) for values in read(queries.DOCUMENTS_WITHIN, **ends))
    found = _empty(sorted(documents, key=itemgetter("id")))
    # Rows of documents that have come meanwhile are left out.
    claims = [
        (found[document], dict(zip(NODES["Claim"], values, strict=True)))
        for document, *values in read(queries.CLAIMS_WITHIN, **ends)
        if document in found
    ]
    claims.sort(key=lambda each: (each[1]["start"] or 0, each[1]["id"]))
    place = {}
    for number, (article, claim) in enumerate(claims):
        place[claim["id"]] = number
        article.claims.append(claim)
        article.found_in.append({"from": claim["id"], "to": article.id})
    for table, query in queries.EDGES_WITHIN.items():
        _add_edges(found, table, read(query, **ends), place)
    reports = [row for row in read(queries.REPORTS_WITHIN, **ends) if row[0] in found]
    reports.sort(key=lambda row: (place.get(row[1], 0), place.get(row[2], 0)))
    for document, start, stop in reports:
        found[document].reports.append({"from": start, "to": stop})
    return list(found.values())


def _add_edges(found: dict[str, ArticleRows], table: str, rows: list[list[Any]], place: dict[str, int]) -> None:
    names = (ENTITY_END[table], CLAIM_END[table], *EDGES[table][2])
    name, mention, type = (OF_EDGE + names.index(each) for each in ("name", "mention", "type"))
    if "position" in names:
        position = OF_EDGE + names.index("position")
        rows.sort(key=lambda row: (place.get(row[4], 0), row[position] or 0, row[3]))
    else:
        rows.sort(key=lambda row: place.get(row[4], 0))
    for row in rows:
        article = found.get(row[0])
        if article is None:
            continue
        edge = dict(zip(names, row[OF_EDGE:], strict=True))
        if row[type] is None:  # an earlier onrecord kept only the entity's
            edge["type"] = row[1]
        article.edges(table).append(edge)
        entity = article.entities.get(row[3])
        if entity is None:
            entity = article.entities[row[3]] = Named(row[1], row[2], normalise(row[name]))
        entity.aliases |= aliases_of(row[name], row[mention], row[2])


def _empty(documents: Iterable[Row]) -> dict[str, ArticleRows]:
    return {document["id"]: ArticleRows(document, {}, [], [], [], [], [], []) for document in documents}
