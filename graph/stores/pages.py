"""The graph read back in pages, so that memory stays flat however large it is: the rows that loading wrote.

Pages are in the order of ids, a query or a few each. What others write meanwhile may be in them or not, but each
document's rows belong together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from onrecord.extract.document import Document
from onrecord.extract.triple import Addressee, Claim, Cue, Speaker, Target, Triple
from onrecord.graph.model.rows import Article, Named, Row, pairs
from onrecord.graph.model.tables import EDGES, INDEX, INDEX_EDGES, NODES
from onrecord.graph.spelling import aliases_of, normalise
from onrecord.graph.stores.store import Store

DOCUMENTS_A_PAGE: Final = 200
ENTITIES_A_PAGE: Final = 5_000
IDS_A_PAGE: Final = 20_000

TABLES: Final = (*NODES, *EDGES)


def _listed(variable: str, columns: Iterable[str]) -> str:
    return ", ".join(f"{variable}.{name}" for name in columns)


# Ids are read before the rows that they are of: a store without an index of their order goes over all of them for each
# page, which is quick for ids and slow for whole articles.
DOCUMENT_IDS: Final = """
MATCH (d:Document) WHERE d.id > $after
RETURN d.id, d.digest
ORDER BY d.id
LIMIT $limit
"""

ENTITY_IDS: Final = """
MATCH (e:Entity) WHERE e.id > $after
RETURN e.id
ORDER BY e.id
LIMIT $limit
"""

DOCUMENTS: Final = f"""
UNWIND $ids AS id
MATCH (d:Document {{id: id}})
RETURN {_listed("d", NODES["Document"])}
ORDER BY d.id
"""

ENTITIES: Final = f"""
UNWIND $ids AS id
MATCH (e:Entity {{id: id}})
RETURN {_listed("e", NODES["Entity"])}
ORDER BY e.id
"""

CLAIMS: Final = f"""
MATCH (d:Document {{id: $id}})<-[:FOUND_IN]-(c:Claim)
RETURN d.id, {_listed("c", NODES["Claim"])}
ORDER BY d.id, c.start, c.id
"""

SAID: Final = f"""
MATCH (d:Document {{id: $id}})<-[:FOUND_IN]-(c:Claim)<-[r:SAID]-(e:Entity)
RETURN d.id, e.id, e.type, e.named, c.id, {_listed("r", EDGES["SAID"][2])}
ORDER BY d.id, c.start, c.id
"""

# Where few claims repeat or report others, or tell somebody, the embedded store would go over all claims or entities
# without the document of the other claim, or the WITH in TOLD.
REPEATS: Final = """
MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)-[:REPEATS]->(o:Claim)-[:FOUND_IN]->(:Document)
RETURN c.id, o.id
ORDER BY c.id, o.id
"""

STAND_INS: Final = """
UNWIND $ids AS id
MATCH (e:Entity {id: id})-[:STANDS_FOR]->(o:Entity)
RETURN e.id, o.id
ORDER BY e.id, o.id
"""

ABOUT: Final = f"""
MATCH (d:Document {{id: $id}})<-[:FOUND_IN]-(c:Claim)-[r:ABOUT]->(e:Entity)
RETURN d.id, e.id, e.type, e.named, c.id, {_listed("r", EDGES["ABOUT"][2])}
ORDER BY d.id, c.start, c.id, r.position, e.id
"""

TOLD: Final = f"""
MATCH (d:Document {{id: $id}})<-[:FOUND_IN]-(c:Claim)
WITH d, c
MATCH (c)-[r:TOLD]->(e:Entity)
RETURN d.id, e.id, e.type, e.named, c.id, {_listed("r", EDGES["TOLD"][2])}
ORDER BY d.id, c.start, c.id, r.position, e.id
"""

REPORTS: Final = """
MATCH (d:Document {id: $id})<-[:FOUND_IN]-(c:Claim)-[:REPORTS]->(o:Claim)-[:FOUND_IN]->(:Document)
RETURN d.id, c.id, o.id
ORDER BY d.id, c.start, c.id, o.start, o.id
"""

INDEX_IDS: Final = {
    table: f"""
MATCH (n:{table}) WHERE n.id > $after
RETURN n.id
ORDER BY n.id
LIMIT $limit
"""
    for table in INDEX
}

INDEX_ROWS: Final = {
    table: f"""
UNWIND $ids AS id
MATCH (n:{table} {{id: id}})
RETURN {_listed("n", names)}
ORDER BY n.id
"""
    for table, names in INDEX.items()
}

INDEX_ENDS: Final = {
    table: f"""
UNWIND $ids AS id
MATCH (a:{start} {{id: id}})-[:{table}]->(b:{stop})
RETURN a.id, b.id
ORDER BY a.id, b.id
"""
    for table, (start, stop, _) in INDEX_EDGES.items()
}

BEFORE_ALL: Final = {"STRING": "", "INT64": -(2**63)}
"""What comes before all ids of a type that are in use."""


def digests(store: Store) -> Iterator[dict[str, str]]:
    """The digests of all documents by their ids, in pages; quick to read."""
    for page in _pages(store, DOCUMENT_IDS):
        yield dict(page)


def articles(store: Store) -> Iterator[list[Article]]:
    """All documents with what was found in them, in pages."""
    for page in digests(store):
        for ids in portions(page, DOCUMENTS_A_PAGE):
            yield articles_of(store, ids)


def articles_of(store: Store, ids: Iterable[str]) -> list[Article]:
    """The documents of these ids, those that are there, with what was found in them."""
    ids = list(ids)
    found: dict[str, Article] = {}
    for row in store.read(DOCUMENTS, ids=ids):
        found[row[0]] = Article(dict(zip(NODES["Document"], row, strict=True)), {}, [], [], [], [], [], [])
    for id, *values in store.each(CLAIMS, found):
        claim = dict(zip(NODES["Claim"], values, strict=True))
        found[id].claims.append(claim)
        found[id].found_in.append({"from": claim["id"], "to": id})
    for id, speaker, type, named, claim_id, *values in store.each(SAID, found):
        edge = {"from": speaker, "to": claim_id, **dict(zip(EDGES["SAID"][2], values, strict=True))}
        found[id].said.append(edge)
        _name(found[id].entities, speaker, type, named, edge)
    for id, target, type, named, claim_id, *values in store.each(ABOUT, found):
        edge = {"from": claim_id, "to": target, **dict(zip(EDGES["ABOUT"][2], values, strict=True))}
        found[id].about.append(edge)
        _name(found[id].entities, target, type, named, edge)
    for id, addressee, type, named, claim_id, *values in store.each(TOLD, found):
        edge = {"from": claim_id, "to": addressee, **dict(zip(EDGES["TOLD"][2], values, strict=True))}
        found[id].told.append(edge)
        _name(found[id].entities, addressee, type, named, edge)
    for id, outer, inner in store.each(REPORTS, found):
        found[id].reports.append({"from": outer, "to": inner})
    return list(found.values())


def entities(store: Store) -> Iterator[list[Row]]:
    """All entities, in pages."""
    for ids in entity_ids(store):
        yield [dict(zip(NODES["Entity"], row, strict=True)) for row in store.read(ENTITIES, ids=ids)]


def entity_ids(store: Store) -> Iterator[list[str]]:
    """The ids of all entities, in pages."""
    for page in _pages(store, ENTITY_IDS):
        yield from portions((row[0] for row in page), ENTITIES_A_PAGE)


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
    parts: dict[str, Callable[[Article], list[Row]]] = {
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
                if edges := [{"from": claim, "to": other} for claim, other in store.each(REPEATS, ids)]:
                    yield "REPEATS", edges
    if "STANDS_FOR" in wanted:
        for page in entities(store):
            if edges := [{"from": e, "to": o} for e, o in store.read(STAND_INS, ids=[row["id"] for row in page])]:
                yield "STANDS_FOR", edges


def index(store: Store) -> Iterator[tuple[str, list[Row]]]:
    """The rows of what is looked up by, in portions, no edge before its ends."""
    for table, names in INDEX.items():
        for ids in _index_ids(store, table):
            yield table, [dict(zip(names, row, strict=True)) for row in store.read(INDEX_ROWS[table], ids=ids)]
    for table, (start, _, _) in INDEX_EDGES.items():
        for ids in _index_ids(store, start):
            yield table, [{"from": a, "to": b} for a, b in store.read(INDEX_ENDS[table], ids=ids)]


def _index_ids(store: Store, table: str) -> Iterator[list[Any]]:
    first = BEFORE_ALL[INDEX[table]["id"]]
    for page in _pages(store, INDEX_IDS[table], first):
        yield from portions((row[0] for row in page), ENTITIES_A_PAGE)


def triples_of(article: Article) -> tuple[Document, list[Triple]]:
    """The document and its triples, from which `rows_of` makes the same rows again."""
    row = article.document
    document = Document(**{name: row[name] for name in ("text", "id", "title", "url", "publisher", "date", "path")})
    speakers = {edge["to"]: edge for edge in article.said}
    targets, told, reports = (_by_claim(edges) for edges in (article.about, article.told, article.reports))
    return document, [
        Triple(
            document,
            _speaker(speakers.get(claim["id"]), article.entities),
            Cue(claim["cue"], _spans(claim["cue_spans"])) if claim["cue"] is not None else None,
            Claim(claim["id"], claim["text"], claim["kind"], _spans(claim["spans"]), claim["act"] or "say"),
            tuple(_target(edge) for edge in targets.get(claim["id"], [])),
            claim["confidence"],
            tuple(_addressee(edge, article.entities) for edge in told.get(claim["id"], [])),
            tuple(edge["to"] for edge in reports.get(claim["id"], [])),
        )
        for claim in article.claims
    ]


def _pages(store: Store, query: str, after: Any = "") -> Iterator[list[list[Any]]]:
    """The rows of a query that gives those after the id `$after`, which is their first column."""
    while page := store.read(query, after=after, limit=IDS_A_PAGE):
        yield page
        after = page[-1][0]


def _name(entities: dict[str, Named], id: str, type: str, named: bool, edge: Row) -> None:
    edge["type"] = edge["type"] or type  # an earlier onrecord kept only that of the entity
    entity = entities.setdefault(id, Named(type, named, normalise(edge["name"])))
    entity.aliases |= aliases_of(edge["name"], edge["mention"], named)


def _by_claim(edges: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for edge in edges:
        found.setdefault(edge["from"], []).append(edge)
    return found


def _speaker(edge: Row | None, entities: Mapping[str, Named]) -> Speaker | None:
    if edge is None:
        return None
    entity = entities[edge["from"]]
    return Speaker(edge["name"], edge["type"], entity.named, edge["mention"], _spans(edge["mention_spans"]))


def _target(edge: Row) -> Target:
    return Target(edge["name"], edge["type"], edge["role"], edge["mention"], _spans(edge["mention_spans"]))


def _addressee(edge: Row, entities: Mapping[str, Named]) -> Addressee:
    entity = entities[edge["to"]]
    return Addressee(edge["name"], edge["type"], entity.named, edge["mention"], _spans(edge["mention_spans"]))


def _spans(offsets: list[int] | None) -> tuple[tuple[int, int], ...]:
    return tuple((start, stop) for start, stop in pairs(offsets))
