"""Whole articles, read back from a store or within a transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from onrecord.graph.model.rows import ArticleRows, Named
from onrecord.graph.spelling import aliases_of, normalise
from onrecord.graph.stores import queries

Read = Callable[..., list[Any]]


def read_articles(read: Read, each: Read, ids: Sequence[str]) -> list[ArticleRows]:
    """The documents of these ids, those that are there, with what was found in them.

    Args:
        read, each: `read` and `each` of a store, or `run` and `each` of a transaction.
        ids: of documents.
    """
    found: dict[str, ArticleRows] = {}
    for document in read(queries.DOCUMENTS, ids=ids):
        found[document["id"]] = ArticleRows(document, {}, [], [], [], [], [], [])
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
