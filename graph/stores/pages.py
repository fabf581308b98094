"""The graph read back in pages, so that memory stays flat however large it is: the rows that loading wrote.

Pages are in the order of ids, a query or a few each. What others write meanwhile may be in them or not, but each
document's rows belong together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final, TypeVar

from onrecord.extract.document import Document
from onrecord.extract.triple import Addressee, Claim, Cue, Speaker, Target, Triple
from onrecord.graph.model.query import Id, Query
from onrecord.graph.model.rows import ArticleRows, Named, Row, pairs
from onrecord.graph.model.tables import EDGES, INDEX, INDEX_EDGES, NODES
from onrecord.graph.spelling import aliases_of, normalise
from onrecord.graph.stores import queries
from onrecord.graph.stores.queries import Digest, Ends
from onrecord.graph.stores.store import Store

DOCUMENTS_A_PAGE: Final = 200
ENTITIES_A_PAGE: Final = 5_000
IDS_A_PAGE: Final = 20_000

TABLES: Final = (*NODES, *EDGES)

HasId = TypeVar("HasId", Id, Digest)


BEFORE_ALL: Final = {"STRING": "", "INT64": -(2**63)}
"""What comes before all ids of a type that are in use."""


def digests(store: Store) -> Iterator[dict[str, str | None]]:
    """The digests of all documents by their ids, in pages; quick to read."""
    for page in _pages(store, queries.DOCUMENT_IDS):
        yield {document.id: document.digest for document in page}


def articles(store: Store) -> Iterator[list[ArticleRows]]:
    """All documents with what was found in them, in pages."""
    for page in digests(store):
        for ids in portions(page, DOCUMENTS_A_PAGE):
            yield articles_of(store, ids)


def articles_of(store: Store, ids: Iterable[str]) -> list[ArticleRows]:
    """The documents of these ids, those that are there, with what was found in them."""
    ids = list(ids)
    found: dict[str, ArticleRows] = {}
    for document in store.read(queries.DOCUMENTS, ids=ids):
        found[document["id"]] = ArticleRows(document, {}, [], [], [], [], [], [])
    for claim in store.each(queries.CLAIMS, found):
        article = found[claim.pop("document")]
        article.claims.append(claim)
        article.found_in.append({"from": claim["id"], "to": article.id})
    for table, query in (("SAID", queries.SAID), ("ABOUT", queries.ABOUT), ("TOLD", queries.TOLD)):
        for row in store.each(query, found):
            article = found[row.document]
            # An earlier onrecord kept only the entity's type.
            edge = row.row(table) | {"type": row.type or row.entity_type}
            article.edges(table).append(edge)
            entity = article.entities.setdefault(row.entity, Named(row.entity_type, row.named, normalise(row.name)))
            entity.aliases |= aliases_of(row.name, row.mention, row.named)
    for report in store.each(queries.REPORTS, found):
        found[report.document].reports.append({"from": report.start, "to": report.stop})
    return list(found.values())


def entities(store: Store) -> Iterator[list[Row]]:
    """All entities, in pages."""
    for ids in entity_ids(store):
        yield store.read(queries.ENTITIES, ids=ids)


def entity_ids(store: Store) -> Iterator[list[str]]:
    """The ids of all entities, in pages."""
    for page in _pages(store, queries.ENTITY_IDS):
        yield from portions((entity.id for entity in page), ENTITIES_A_PAGE)


def portions(ids: Iterable[str], size: int) -> Iterator[list[str]]:
    """The ids in lists of `size`; the last may have fewer."""
    rest = iter(ids)
    while portion := list(islice(rest, size)):
        yield portion


def tables(store: Store, wanted: Iterable[str] = TABLES) -> Iterator[tuple[str, list[Row]]]:
    """The rows of these tables of the model in portions: all entities first, and no edge before its ends."""
    wanted = set(wanted)
    if "Entity" in wanted:
        for page in entities(store):
            yield "Entity", page
    parts: dict[str, Callable[[ArticleRows], list[Row]]] = {
        "Document": lambda article: [article.document],
        "Claim": lambda article: article.claims,
        "SAID": lambda article: article.said,
        "ABOUT": lambda article: article.about,
        "TOLD": lambda article: article.told,
        "REPORTS": lambda article: article.reports,
        "FOUND_IN": lambda article: article.found_in,
    }
    if wanted & parts.keys():
        for found in articles(store):
            for table, part in parts.items():
                if table in wanted and (rows := [row for article in found for row in part(article)]):
                    yield table, rows
    if "REPEATS" in wanted:
        for documents in digests(store):
            for ids in portions(documents, DOCUMENTS_A_PAGE):
                if edges := _edges(store.each(queries.REPEATS, ids)):
                    yield "REPEATS", edges
    if "STANDS_FOR" in wanted:
        for page in entities(store):
            if edges := _edges(store.read(queries.STAND_INS, ids=[row["id"] for row in page])):
                yield "STANDS_FOR", edges


def index(store: Store) -> Iterator[tuple[str, list[Row]]]:
    """The rows of what is looked up by, in portions, no edge before its ends."""
    for table in INDEX:
        for ids in _index_ids(store, table):
            yield table, store.read(queries.INDEX_ROWS[table], ids=ids)
    for table, (start, _, _) in INDEX_EDGES.items():
        for ids in _index_ids(store, start):
            yield table, _edges(store.read(queries.INDEX_ENDS[table], ids=ids))


def _index_ids(store: Store, table: str) -> Iterator[list[Any]]:
    first = BEFORE_ALL[INDEX[table]["id"]]
    for page in _pages(store, queries.INDEX_IDS[table], first):
        yield from portions((row.id for row in page), ENTITIES_A_PAGE)


def triples_of(article: ArticleRows) -> tuple[Document, list[Triple]]:
    """The document and its triples, from which `rows_of` makes the same rows again."""
    row = article.document
    document = Document(**{name: row[name] for name in ("text", "id", "title", "url", "publisher", "date", "path")})
    speakers = {edge["to"]: edge for edge in article.said}
    targets, told, reports = (_by_claim(edges) for edges in (article.about, article.told, article.reports))
    return document, [
        Triple(
            document,
            _speaker(speakers.get(claim["id"]), article.entities),
            Cue(claim["cue"], pairs(claim["cue_spans"])) if claim["cue"] is not None else None,
            Claim(claim["id"], claim["text"], claim["kind"], pairs(claim["spans"]), claim["act"] or "say"),
            tuple(_target(edge) for edge in targets.get(claim["id"], [])),
            claim["confidence"],
            tuple(_addressee(edge, article.entities) for edge in told.get(claim["id"], [])),
            tuple(edge["to"] for edge in reports.get(claim["id"], [])),
        )
        for claim in article.claims
    ]


def _pages(store: Store, query: Query[HasId], after: Any = "") -> Iterator[list[HasId]]:
    """The rows of a query that gives those after the id `$after`."""
    while page := store.read(query, after=after, limit=IDS_A_PAGE):
        yield page
        after = page[-1].id


def _edges(found: Iterable[Ends]) -> list[Row]:
    return [{"from": edge.start, "to": edge.stop} for edge in found]


def _by_claim(edges: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for edge in edges:
        found.setdefault(edge["from"], []).append(edge)
    return found


def _speaker(edge: Row | None, entities: Mapping[str, Named]) -> Speaker | None:
    if edge is None:
        return None
    entity = entities[edge["from"]]
    return Speaker(edge["name"], edge["type"], entity.named, edge["mention"], pairs(edge["mention_spans"]))


def _target(edge: Row) -> Target:
    return Target(edge["name"], edge["type"], edge["role"], edge["mention"], pairs(edge["mention_spans"]))


def _addressee(edge: Row, entities: Mapping[str, Named]) -> Addressee:
    entity = entities[edge["to"]]
    return Addressee(edge["name"], edge["type"], entity.named, edge["mention"], pairs(edge["mention_spans"]))
