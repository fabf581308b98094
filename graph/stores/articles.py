"""Whole articles, read back from a store or within a transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any, Final, Protocol

from onrecord.graph.entities.queries import CLAIM_END, ENTITY_END
from onrecord.graph.model.rows import ArticleRows, Named, Row, aliases
from onrecord.graph.model.tables import EDGES, NODES
from onrecord.graph.spelling import aliases_of, normalise
from onrecord.graph.stores import queries

Read = Callable[..., list[Any]]

Columns = dict[str, list[Any]]
"""The values of each column of a table."""

WITHIN: Final = (*queries.EDGES_WITHIN, "REPORTS")
"""The tables of edges that stand within documents."""


class InColumns(Protocol):
    """A store, as far as it is read in columns: a store's own module leads back to this one."""

    def columns(self, query: str, names: Collection[str], /, **params: Any) -> Columns:
        """Give the columns that a query returns by these names."""


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


def columns_within(store: InColumns, first: str, last: str, wanted: Collection[str] = WITHIN) -> dict[str, Columns]:
    """The tables of the documents from one id to another, and of what was found in them, a column at a time.

    Documents are in the order of their ids, claims in that of their places, edges in that of claims. Beside the columns
    of the model, those of claims have `document`, the id of its document, and those of edges to entities `named`,
    whether the entity has a name, and `entity_type`.

    Args:
        store: has them.
        first, last: ids of documents.
        wanted: the tables of edges that are read; documents and claims always are, which edges are in the order of.
    """
    ends = {"first": first, "last": last}
    documents = store.columns(queries.DOCUMENTS_WITHIN, NODES["Document"], **ends)
    documents = taken(documents, sorted(range(len(documents["id"])), key=documents["id"].__getitem__))
    there = {id: number for number, id in enumerate(documents["id"])}
    claims = store.columns(queries.CLAIMS_WITHIN, ("document", *NODES["Claim"]), **ends)
    # Rows of documents that have come meanwhile are left out, here and below.
    order = sorted(
        (there[document], start or 0, id, number)
        for number, (document, start, id) in enumerate(
            zip(claims["document"], claims["start"], claims["id"], strict=True)
        )
        if document in there
    )
    claims = taken(claims, [number for *_, number in order])
    place = {id: number for number, id in enumerate(claims["id"])}
    found = {"Document": documents, "Claim": claims}
    for table, query in queries.EDGES_WITHIN.items():
        if table not in wanted:
            continue
        names = (ENTITY_END[table], CLAIM_END[table], *EDGES[table][2])
        edges = store.columns(query, ("document", "entity_type", "named", *names), **ends)
        types = zip(edges["type"], edges["entity_type"], strict=True)
        edges["type"] = [of_entity if type is None else type for type, of_entity in types]  # of an earlier onrecord
        found[table] = _in_order(edges, place, CLAIM_END[table], ENTITY_END[table])
    if "REPORTS" in wanted:
        reports = store.columns(queries.REPORTS_WITHIN, ("document", "from", "to"), **ends)
        found["REPORTS"] = _in_order(reports, place, "from", "to")
    found["FOUND_IN"] = {"from": claims["id"], "to": claims["document"]}
    return found


def _in_order(edges: Columns, place: dict[str, int], claim: str, other: str) -> Columns:
    """Edges in the order of their claims, then of their positions and their other ends."""
    positions = [position or 0 for position in edges["position"]] if "position" in edges else repeat(0)
    others = [place.get(id, 0) for id in edges[other]] if "named" not in edges else edges[other]
    numbers = [place.get(id, -1) for id in edges[claim]]
    order = sorted(zip(numbers, positions, others, range(len(numbers)), strict=False))
    return taken(edges, [number for at, _, _, number in order if at >= 0])


def taken(columns: Columns, rows: list[int]) -> Columns:
    """Give the rows of these numbers, in this order."""
    return {name: [*map(values.__getitem__, rows)] for name, values in columns.items()}


def articles_within(store: InColumns, first: str, last: str) -> list[ArticleRows]:
    """The documents from one id to another, with what was found in them, in the order of `columns_within`.

    Args:
        store: has them.
        first, last: ids of documents.
    """
    tables = columns_within(store, first, last)
    found = _empty(rows(tables["Document"], NODES["Document"]))
    articles = [*map(found.__getitem__, tables["Claim"]["document"])]
    of_claim = dict(zip(tables["Claim"]["id"], articles, strict=True))
    for article, claim in zip(articles, rows(tables["Claim"], NODES["Claim"]), strict=True):
        article.claims.append(claim)
        article.found_in.append({"from": claim["id"], "to": article.id})
    for table, end in ENTITY_END.items():
        edges = tables[table]
        listed = rows(edges, [end, CLAIM_END[table], *EDGES[table][2]])
        for edge, named, type in zip(listed, edges["named"], edges["entity_type"], strict=True):
            article = of_claim[edge[CLAIM_END[table]]]
            article.edges(table).append(edge)
            entity = article.entities.get(edge[end])
            if entity is None:
                entity = article.entities[edge[end]] = Named(type, named, normalise(edge["name"]))
            entity.aliases |= aliases(edge["name"], edge["mention"], named)
    for edge in rows(tables["REPORTS"], ["from", "to"]):
        of_claim[edge["from"]].reports.append(edge)
    return list(found.values())


def rows(columns: Columns, names: Iterable[str]) -> Iterator[Row]:
    """Give the rows of columns, with what is in those of these names."""
    names = [*names]
    return map(dict, map(zip, repeat(names), zip(*map(columns.__getitem__, names), strict=True)))


def _empty(documents: Iterable[Row]) -> dict[str, ArticleRows]:
    return {document["id"]: ArticleRows(document, {}, [], [], [], [], [], []) for document in documents}
