"""Articles in portions of a transaction each."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from onrecord.extract.document import Document
from onrecord.extract.triple import Triple
from onrecord.graph.model.rows import ArticleRows, rows_of

ROWS_A_TRANSACTION = 20_000


DOCUMENTS_A_TRANSACTION = 1_000


# CPU time that finding claims may take before they are written. An embedded store needs 0.2 s to make a transaction
# safe, however small it is; measured in CPU time, that stays a small part of the whole on a busy machine too.
SECONDS_A_TRANSACTION = 5.0


@dataclass(frozen=True, slots=True)
class Entry:
    """An article on its way into the store.

    `all_of_path`: the ids of all articles read from its file, if it is the last of them. Whatever the store has from
    that file under other fingerprints is an earlier version.
    """

    article: ArticleRows
    all_of_path: frozenset[str] | None


Chunk = list[Entry]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """Stands for the triples of an article that the store has as it is: the `digest` of its document there."""

    digest: str


Found = Sequence[Triple] | Unchanged


class Source:
    """Batches that end where reading them fails or is interrupted, so that what came before is not lost.

    `failure` is the reason, None as long as there is none.
    """

    def __init__(self, batches: Iterable[tuple[Document, Found]]) -> None:
        self._batches = batches
        self.failure: BaseException | None = None

    def entries(self) -> Iterator[Entry]:
        """The articles, in turn; one is held back to know whether it is the last of its file."""
        held: ArticleRows | None = None
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

    def _articles(self) -> Iterator[ArticleRows]:
        try:
            for document, triples in self._batches:
                yield _rows(document, triples)
        except (Exception, KeyboardInterrupt) as failure:
            self.failure = failure


def _rows(document: Document, triples: Found) -> ArticleRows:
    if not isinstance(triples, Unchanged):
        return rows_of(document, triples)
    rows = rows_of(document, ())
    rows.document["digest"] = triples.digest
    rows.document["text"] = None  # by which `save` knows it: should the store have another one now, that one stays
    return rows


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
