"""The graph read back in pages, so that memory stays flat however large it is: the rows that loading wrote.

Pages are in the order of ids, a query or a few each. What others write meanwhile may be in them or not, but each
document's rows belong together.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import islice
from typing import Any, Final, Literal, TypeVar

from onrecord.graph.errors import StoreError
from onrecord.graph.model.query import Id, Query
from onrecord.graph.model.rows import ArticleRows, Row
from onrecord.graph.model.tables import ALL_NODES, CORRECTED, EDGES, INDEX, INDEX_EDGES, NODES, columns
from onrecord.graph.stores import queries
from onrecord.graph.stores.articles import WITHIN, Columns, articles_within, columns_within, read_articles, rows, taken
from onrecord.graph.stores.queries import Ends
from onrecord.graph.stores.store import Store

DOCUMENTS_A_PAGE: Final = 250
MANY_DOCUMENTS: Final = 2_000
"""For so many it is worth starting a process, which takes as long as 500 of them."""
ENTITIES_A_PAGE: Final = 5_000
IDS_A_PAGE: Final = 20_000
SMALL_ROWS_A_PAGE: Final = 100_000
"""More of what is small, since the engine goes over all of them for each page."""
INDEX_ROWS_A_PAGE: Final = 250_000
"""As Arrow's arrays; there are five shingles to a claim, and the engine goes over all of them for each page."""

Part = Literal["entities", "documents", "index"]
"""What is read ahead."""
READER: Final = "onrecord.graph.reader"
"""The module that a process reads by; by name, since it opens stores, which lead back to this one."""
ENDED: Final = "{uri}: the process that reads it ended with exit code {code}; if memory ran out, leave it more."

TABLES: Final = (*NODES, *EDGES, *CORRECTED)

Item = TypeVar("Item")


FIRST_NUMBER: Final = -(2**63)
LAST_NUMBER: Final = 2**63 - 1
BEFORE_ALL: Final = {"STRING": "", "INT64": FIRST_NUMBER}
"""What comes before all ids of a type that are in use."""


def digests(store: Store) -> Iterator[dict[str, str | None]]:
    """The digests of all documents by their ids, in pages; quick to read."""
    after = ""
    while True:
        page = store.columns(queries.DOCUMENT_IDS.text, ["id", "digest"], after=after, limit=SMALL_ROWS_A_PAGE)
        if not page["id"]:
            return
        yield dict(zip(page["id"], page["digest"], strict=True))
        after = page["id"][-1]


def documents_ahead(
    store: Store, wanted: Collection[str] = WITHIN, *, apart: bool = True
) -> Iterator[dict[str, Columns]]:
    """All documents with what was found in them, in pages, a column at a time (see `columns_within`), read ahead.

    Args:
        store: has them.
        wanted: the tables of edges that are read.
        apart: whether another process may read them (see `_ahead`).
    """
    return _ahead(store, "documents", wanted, apart=apart)


def _ahead(store: Store, part: Part, wanted: Collection[str] = (), *, apart: bool = True) -> Generator[Any]:
    """The pages of a part of the graph, each read while the one before it is in use.

    They are read by a thread, or, of a store of many documents, by a process of its own; a store that is open for
    writing no other process can open.
    """
    if apart and store.read_only and store.read(queries.COUNT_DOCUMENTS)[0].number >= MANY_DOCUMENTS:
        return read_apart(store.uri, part, wanted)
    return ahead(PARTS[part](store, wanted))


def read_apart(uri: str, part: Part, wanted: Collection[str] = ()) -> Generator[Any]:
    """The pages of a part of the graph, read by a process of its own.

    A thread only helps as long as the engine is at work: what it gives is made into values under Python's lock. And
    what the engine keeps in memory goes with the process.

    Args:
        uri: of a store that is there.
        part: what is read.
        wanted: the tables of it.

    Raises:
        StoreError: the store cannot be read.
    """
    # Ctrl-C is for this process, which ends the other; -P: modules of the current folder are not the library's.
    command = [sys.executable, "-P", "-m", READER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with suppress(BrokenPipeError):  # it has ended, as is found below
                pickle.dump((uri, part, [*wanted]), process.stdin)
                process.stdin.flush()
            while True:
                try:
                    page = pickle.load(process.stdout)
                except (EOFError, pickle.UnpicklingError):
                    raise StoreError(ENDED.format(uri=uri, code=process.wait())) from None
                if isinstance(page, StoreError):
                    raise page
                if page is None:
                    return
                yield page
                del page  # so that not two of them are in memory
        finally:
            process.kill()


def _documents(store: Store, wanted: Collection[str]) -> Iterator[dict[str, Columns]]:
    for first, last in _ranges(store):
        yield columns_within(store, first, last, wanted)


def articles(store: Store) -> Iterator[list[ArticleRows]]:
    """All documents with what was found in them, in pages."""
    for first, last in _ranges(store):
        yield articles_within(store, first, last)


def _ranges(store: Store) -> Iterator[tuple[str, str]]:
    """The first and the last id of the documents of each page."""
    for page in digests(store):
        for ids in portions(page, DOCUMENTS_A_PAGE):
            yield ids[0], ids[-1]


def articles_of(store: Store, ids: Iterable[str]) -> list[ArticleRows]:
    """The documents of these ids, those that are there, with what was found in them."""
    return read_articles(store.read, store.each, list(ids))


def entities(store: Store, *, apart: bool = False) -> Iterator[list[Row]]:
    """All entities, in pages. `apart`: whether another process may read them (see `_ahead`)."""
    for page in _ahead(store, "entities", apart=apart):
        yield [*rows(page, NODES["Entity"])]


def _entities(store: Store, _: Collection[str] = ()) -> Iterator[Columns]:
    for ids in entity_ids(store):
        found = store.columns(queries.ENTITIES_WITHIN, NODES["Entity"], first=ids[0], last=ids[-1])
        yield taken(found, sorted(range(len(found["id"])), key=found["id"].__getitem__))


def entity_ids(store: Store) -> Iterator[list[str]]:
    """The ids of all entities, in pages."""
    for page in _pages(store, queries.ENTITY_IDS):
        yield from portions((entity.id for entity in page), ENTITIES_A_PAGE)


def ahead(items: Iterator[Item]) -> Generator[Item]:
    """The items, each of which a thread makes while the one before it is in use.

    The engine of a store works beside Python, so that what is read costs no time where a second core is free.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming = thread.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = thread.submit(next, items, None)
            yield item


def portions(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of `size`; the last may have fewer."""
    rest = iter(items)
    while portion := list(islice(rest, size)):
        yield portion


def tables(store: Store, wanted: Iterable[str] = TABLES) -> Iterator[tuple[str, Columns]]:
    """These tables of the model in portions, a column at a time: all entities first, and no edge before its ends."""
    wanted = set(wanted)
    if "Entity" in wanted:
        for page in _ahead(store, "entities"):
            yield "Entity", page
    parts = [table for table in ("Document", "Claim", *EDGES) if table in wanted - {"REPEATS", "STANDS_FOR"}]
    for found in documents_ahead(store, wanted) if parts else ():
        for table in parts:
            portion = {name: found[table][name] for name in columns(table)}
            if any(portion.values()):
                yield table, portion
    if "REPEATS" in wanted:
        for first, last in _ranges(store):
            if ends := sorted(store.read(queries.REPEATS_WITHIN, first=first, last=last)):
                yield "REPEATS", {"from": [start for start, _ in ends], "to": [stop for _, stop in ends]}
    if "STANDS_FOR" in wanted:
        for ids in entity_ids(store):
            if edges := store.read(queries.STAND_INS, ids=ids):
                yield "STANDS_FOR", _ends(edges)
    for table in CORRECTED:
        for ids in ids_of(store, table) if table in wanted else ():
            yield table, _columns(table, store.read(queries.INDEX_ROWS[table], ids=ids))


def index(store: Store, wanted: Collection[str] = (*INDEX, *INDEX_EDGES)) -> Iterator[tuple[str, Columns]]:
    """These tables of what is looked up by in portions of columns, nodes as Arrow's arrays, no edge before its ends."""
    return _ahead(store, "index", wanted)


def _index(store: Store, wanted: Collection[str]) -> Iterator[tuple[str, Columns]]:
    for table in (each for each in INDEX if each in wanted):
        names = INDEX[table]
        for ends in _ends_of_pages(store, table):
            found = store.arrow(queries.INDEX_WITHIN[table], names, **ends).sort_by("id")
            for batch in found.combine_chunks().to_batches(SMALL_ROWS_A_PAGE):
                yield table, dict(zip(names, batch.columns, strict=True))
    for table in INDEX_EDGES:
        for ids in ids_of(store, "Alias") if table in wanted else ():
            yield table, _ends(store.read(queries.INDEX_ENDS[table], first=ids[0], last=ids[-1]))


def _ends_of_pages(store: Store, table: str) -> list[dict[str, Any]]:
    """The first and the last id of each page of a table of the index: all ids are read, or some, and forgotten."""
    if table in queries.SOME_IDS:
        some = store.arrow(queries.SOME_IDS[table], ["id"])["id"].sort()
        size = INDEX_ROWS_A_PAGE // queries.ONE_OF
        stops = [*(some[place].as_py() for place in range(size, len(some), size)), LAST_NUMBER]
        starts = [FIRST_NUMBER, *(stop + 1 for stop in stops[:-1])]
        return [{"first": start, "last": stop} for start, stop in zip(starts, stops, strict=True)]
    ids = store.arrow(queries.ALL_IDS[table], ["id"])["id"].sort()
    pages = [ids.slice(start, INDEX_ROWS_A_PAGE) for start in range(0, len(ids), INDEX_ROWS_A_PAGE)]
    return [{"first": page[0].as_py(), "last": page[-1].as_py()} for page in pages]


def ids_of(store: Store, table: str) -> Iterator[list[Any]]:
    """The ids of all nodes of a table, in pages."""
    first = BEFORE_ALL[ALL_NODES[table]["id"]]
    for page in _pages(store, queries.IDS[table], first):
        yield from portions((row.id for row in page), ENTITIES_A_PAGE)


def _pages(store: Store, query: Query[Id], after: Any = "") -> Iterator[list[Id]]:
    """The rows of a query that gives those after the id `$after`."""
    while page := store.read(query, after=after, limit=IDS_A_PAGE):
        yield page
        after = page[-1].id


def _ends(found: Sequence[Ends]) -> Columns:
    return {"from": [edge.start for edge in found], "to": [edge.stop for edge in found]}


def _columns(table: str, rows: Sequence[Row]) -> Columns:
    return {name: [row[name] for row in rows] for name in columns(table)}


PARTS: Final[dict[Part, Callable[[Store, Collection[str]], Iterator[Any]]]] = {
    "entities": _entities,
    "documents": _documents,
    "index": _index,
}
"""How each part is read."""
