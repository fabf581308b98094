"""How articles get into a store and out of it, the same for both stores: what is new, what is changed, what goes."""

from __future__ import annotations

import gc
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from onrecord.extract.document import FINGERPRINT, Document
from onrecord.extract.triple import Triple
from onrecord.graph import counting, joining, linking, naming, queries
from onrecord.graph.articles import Article, Row, rows_of
from onrecord.graph.knowledge import Known
from onrecord.graph.linking import Links

ROWS_A_TRANSACTION = 20_000
DOCUMENTS_A_TRANSACTION = 1_000
# CPU time that finding claims may take before they are written. An embedded store needs 0.2 s to make a transaction
# safe, however small it is; measured in CPU time, that stays a small part of the whole on a busy machine too.
SECONDS_A_TRANSACTION = 5.0

Outcome = Literal["added", "replaced", "unchanged"]


class Transaction(Protocol):
    """What writing needs of a store: queries of `queries`, and rows for the tables of `schema`."""

    def run(self, text: str, **params: Any) -> list[list[Any]]:
        """The rows of a query."""
        ...

    def each(self, text: str, ids: Collection[str]) -> list[list[Any]]:
        """The rows of a query that begins at the one node of id `$id`, for each of the ids; quick on both stores."""
        ...

    def create(self, table: str, rows: Sequence[Row]) -> None:
        """Create nodes or edges that are not there yet."""
        ...

    def lock(self) -> None:
        """Keep everybody else from writing until this transaction ends: what is decided of names depends on all."""
        ...

    def known(self, table: str, ids: Sequence[str]) -> set[str]:
        """Which of the nodes of these ids are there; nobody else takes them out before this transaction ends."""
        ...


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document that is now in the store: its id, what had to be done, its number of claims, its speakers' ids."""

    document: str
    outcome: Outcome
    claims: int
    speakers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on its way into the store.

    `all_of_path`: the ids of all articles read from its file, if it is the last of them. Whatever the store has from
    that file under other fingerprints is an earlier version.
    """

    article: Article
    all_of_path: frozenset[str] | None


Chunk = list[Entry]


class Source:
    """Batches that end where reading them fails or is interrupted, so that what came before is not lost.

    `failure` is the reason, None as long as there is none.
    """

    def __init__(self, batches: Iterable[tuple[Document, Sequence[Triple]]]) -> None:
        self._batches = batches
        self.failure: BaseException | None = None

    def entries(self) -> Iterator[Entry]:
        """The articles, in turn; one is held back to know whether it is the last of its file."""
        held: Article | None = None
        of_path: set[str] = set()
        for current in self._articles():
            if held is not None and held.path != current.path:
                yield Entry(held, frozenset(of_path))
                of_path = set()
            elif held is not None:
                yield Entry(held, None)
            held = current
            of_path.add(current.id)
        if held is not None:
            yield Entry(held, None if self.failure else frozenset(of_path))

    def chunks(self) -> Iterator[Chunk]:
        """Portions of a transaction each, no id twice in one."""
        chunk: dict[str, Entry] = {}
        rows, began = 0, time.process_time()
        for entry in self.entries():
            id = entry.article.id
            if chunk and (_is_full(len(chunk), rows, began) or id in chunk):
                yield [*chunk.values()]
                chunk, rows, began = {}, 0, time.process_time()
            chunk[id] = entry
            rows += entry.article.size
        if chunk:
            yield [*chunk.values()]

    def _articles(self) -> Iterator[Article]:
        try:
            for document, triples in self._batches:
                yield rows_of(document, triples)
        except (Exception, KeyboardInterrupt) as failure:
            self.failure = failure


def _is_full(documents: int, rows: int, began: float) -> bool:
    late = time.process_time() - began > SECONDS_A_TRANSACTION
    return rows >= ROWS_A_TRANSACTION or documents >= DOCUMENTS_A_TRANSACTION or late


@contextmanager
def no_collecting() -> Iterator[None]:
    """Have Python not look for garbage in cycles meanwhile.

    A transaction makes many objects and no cycles, and to go over all that the process holds, again and again, takes a
    third of its time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def save(transaction: Transaction, chunk: Chunk) -> list[Loaded]:
    """Bring the store to what the chunk says, writing nothing that is there already."""
    transaction.lock()
    articles = [entry.article for entry in chunk]
    known = {id: (digest, path) for id, digest, path in transaction.run(queries.KNOWN_DOCUMENTS, ids=_ids(articles))}
    changed = {
        article.id: article for article in articles if known.get(article.id, (None,))[0] != article.document["digest"]
    }
    earlier = _earlier_versions(transaction, chunk)
    going = [*(id for id in changed if id in known), *earlier]
    change = _changes(transaction, going, list(changed.values()))
    changed = {article.id: article for article in change.names.articles}
    _delete(transaction, going)
    moved = [
        {"id": article.id, "path": article.path}
        for article in articles
        if article.id not in changed and article.path and known[article.id][1] != article.path
    ]
    if moved:
        transaction.run(queries.SET_PATHS, rows=moved)
    _write(transaction, change)
    replaced_paths = set(earlier.values())
    return [
        _loaded(
            changed.get(article.id, article),
            article.id in changed,
            article.id in known or article.path in replaced_paths,
        )
        for article in articles
    ]


def remove(transaction: Transaction, ids: Sequence[str]) -> None:
    """Take out documents with their claims, and what only they brought."""
    transaction.lock()
    change = _changes(transaction, ids, [])
    _delete(transaction, ids)
    _write(transaction, change)


def learn(transaction: Transaction, added: Sequence[Known], removed: Sequence[Known]) -> None:
    """Bring the store to what people say of names, or no longer say."""
    transaction.lock()
    _write(transaction, _changes(transaction, [], [], added, removed))


@dataclass(frozen=True, slots=True)
class Change:
    """What follows for names, repeats and counts where articles come and go."""

    names: joining.Plan
    links: Links
    counts: dict[str, counting.Counts]


def _changes(
    transaction: Transaction,
    going: Sequence[str],
    coming: Sequence[Article],
    added: Sequence[Known] = (),
    removed: Sequence[Known] = (),
) -> Change:
    names = joining.plan(transaction, going, coming, added, removed)
    links = linking.plan(transaction, going, names.articles, names.speakers)
    return Change(names, links, counting.changes(transaction, going, names.articles, links))


def _write(transaction: Transaction, change: Change) -> None:
    """Carry it out, once the documents that go are gone."""
    joining.write_entities(transaction, change.names)
    _create(transaction, change.names.articles, change.links)
    joining.write_edges(transaction, change.names)
    linking.write(transaction, change.links)
    counting.add(transaction, change.counts)
    if change.names.recounted:
        counting.recount(transaction, change.names.recounted)


def _delete(transaction: Transaction, ids: Sequence[str]) -> None:
    """Delete documents with their claims and unnamed sources."""
    if not ids:
        return
    unnamed: dict[str, list[str]] = {}
    for query in queries.UNNAMED_OF_DOCUMENT:
        unnamed |= {id: aliases for id, named, aliases in transaction.each(query, ids) if not named}
    transaction.each(queries.DELETE_CLAIMS, ids)
    transaction.each(queries.DELETE_DOCUMENT, ids)
    transaction.each(queries.DELETE_ENTITY, list(unnamed))
    naming.rename(transaction, unnamed, {})


def _ids(articles: Iterable[Article]) -> list[str]:
    return [article.id for article in articles]


def _earlier_versions(transaction: Transaction, chunk: Chunk) -> dict[str, str]:
    """Documents that the store has of a file of this chunk, but that the file no longer holds: their ids and paths."""
    current = {entry.article.path: entry.all_of_path for entry in chunk if entry.article.path and entry.all_of_path}
    if not current:
        return {}
    stored = transaction.run(queries.FINGERPRINTED_FROM_PATHS, paths=list(current), fingerprint=FINGERPRINT)
    return {id: path for path, id in stored if id not in current[path]}


def _create(transaction: Transaction, articles: Sequence[Article], links: Links) -> None:
    """Create documents with all that is in them, but for named entities, which are there."""
    unnamed = [who.row(id) for article in articles for id, who in article.entities.items() if not who.named]
    if unnamed:
        transaction.create("Entity", unnamed)
        naming.rename(transaction, {}, {row["id"]: row["aliases"] for row in unnamed})
    if articles:
        transaction.create("Document", [article.document for article in articles])
    claims = [row | {"statement": links.statement(row["id"])} for article in articles for row in article.claims]
    if claims:
        transaction.create("Claim", claims)
    for edges in ("said", "about", "told", "reports", "found_in"):
        rows = [row for article in articles for row in getattr(article, edges)]
        if rows:
            transaction.create(edges.upper(), rows)


def _loaded(article: Article, is_changed: bool, was_there: bool) -> Loaded:
    outcome: Outcome = "unchanged" if not is_changed else "replaced" if was_there else "added"
    return Loaded(article.id, outcome, len(article.claims), frozenset(edge["from"] for edge in article.said))
