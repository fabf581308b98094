"""One interface over two stores that hold the same graph.

What writes is imported where it is used: it takes longer to import than a look-up takes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any, Self, overload

from onrecord.extract.document import Document
from onrecord.graph.errors import NotFound, StoreError
from onrecord.graph.model.query import Query, Result
from onrecord.graph.model.rows import key
from onrecord.graph.model.transaction import Transaction
from onrecord.graph.stores import queries
from onrecord.graph.stores.fulltext import Term

if TYPE_CHECKING:
    from onrecord.graph.entities.corrections import Known
    from onrecord.graph.filters import Filters
    from onrecord.graph.loading.batches import Found
    from onrecord.graph.loading.load import Loaded

KNOWN_A_TRANSACTION = 2_000


class Store(ABC):
    """A graph of who said what about whom. Use it as a context manager, or `close()` it.

    Attributes:
        uri: what it was opened by.
        kind: the engine, "ladybug" or "neo4j".
        read_only: whether it refuses writing.
    """

    kind: str

    def __init__(self, uri: str, *, read_only: bool) -> None:
        self.uri = uri
        self.read_only = read_only

    def load(self, batches: Iterable[tuple[Document, Found]]) -> Iterator[Loaded]:
        """Put documents with their triples into the store, several a transaction, each all there or not at all.

        Lazy: documents are taken from `batches`, and written, as the result is iterated over; each is reported once it
        is safely in the store. A document that is there already, as it is, is left alone; another version of it is
        replaced: one of the same id or, where the id is a fingerprint of the text, one from the same file. What was
        read before `batches` fails is written before the failure is passed on. `Readings` tells which are unchanged.

        Raises:
            StoreError: the store cannot be written to.
        """
        from onrecord.graph.loading.batches import Source, no_collecting
        from onrecord.graph.loading.load import save

        source = Source(batches)
        for chunk in source.chunks():
            with no_collecting():
                saved = self.write(partial(save, chunk=chunk))
            yield from saved
        if source.failure is not None:
            raise source.failure

    def forget(self, document_id: str) -> tuple[str | None, int]:
        """Take a document out of the store, with its claims and the names that only it brought.

        Returns:
            its title, and how many claims went with it.

        Raises:
            NotFound: there is no such document.
        """
        return self.write(partial(self._forget, document_id=key(document_id)))

    def learn(self, added: Sequence[Known] = (), removed: Sequence[Known] = ()) -> None:
        """Keep what people say of names (see `entities.corrections`), or drop what they take back.

        Doing it twice changes nothing.

        Raises:
            StoreError: the store cannot be written to.
        """
        from onrecord.graph.loading.load import learn

        for start in range(0, max(len(added), len(removed)), KNOWN_A_TRANSACTION):
            portion = slice(start, start + KNOWN_A_TRANSACTION)
            self.write(partial(learn, added=added[portion], removed=removed[portion]))

    def write(self, work: Callable[[Transaction], Result]) -> Result:
        """Do `work` in one transaction; where it fails, nothing of it stays."""
        self._check_writable()
        return self._write(work)

    def write_query(
        self, text: str, params: Mapping[str, Any], limit: int, timeout: float
    ) -> tuple[list[str], list[list[Any]]]:
        """As `read_only_query`, of a query that may change the graph; what is derived from it is made anew later on."""
        self._check_writable()
        return self._write_query(text, params, limit, timeout)

    @overload
    def read(self, query: Query[Result], /, **params: Any) -> list[Result]: ...

    @overload
    def read(self, query: str, /, **params: Any) -> list[list[Any]]: ...

    def read(self, query: Query[Any] | str, /, **params: Any) -> list[Any]:
        """Return the rows of one of onrecord's own queries; of one that is given as text, as lists."""
        if isinstance(query, str):
            return self._read(query, params)
        return query.rows(self._read(query.text, params))

    def columns(self, query: str, names: Collection[str], /, **params: Any) -> dict[str, list[Any]]:
        """Return what a query of onrecord's own finds a column at a time, by these names, one for each column."""
        found = self._read(query, params)
        return dict(zip(names, map(list, zip(*found, strict=True)) if found else ([] for _ in names), strict=True))

    def arrow(self, query: str, names: Collection[str], /, **params: Any) -> Any:
        """Return the same as a table of Arrow, which takes a tenth of the memory of Python's values."""
        import pyarrow as pa

        return pa.table(self.columns(query, names, **params))

    def each(self, query: Query[Result], ids: Collection[str], /, **params: Any) -> list[Result]:
        """Return the rows of a query that begins at the one node of id `$id`, for each of the ids."""
        return query.rows(self._each(query.text, ids, params))

    def all(self, *asked: Query[Any], **params: Any) -> list[list[Any]]:
        """Return the rows of each of several queries that have the same parameters; a server is asked once."""
        return [self.read(query, **params) for query in asked]

    def each_of(self, asked: Sequence[Query[Any]], ids: Collection[str]) -> list[list[Any]]:
        """Do the same for queries of `each`."""
        return [self.each(query, ids) for query in asked]

    @abstractmethod
    def read_only_query(
        self, text: str, params: Mapping[str, Any], limit: int, timeout: float
    ) -> tuple[list[str], list[list[Any]]]:
        """Column names and the first `limit` rows of a query that has been checked. `timeout` in seconds.

        Raises:
            CypherError: the engine refuses it, or it took too long.
        """

    @abstractmethod
    def renew_search(self) -> None:
        """Have the full-text index made anew, after changes other than by `write`."""

    @abstractmethod
    def search(
        self,
        terms: Sequence[Term],
        filters: Filters,
        speakers: Sequence[str] | None,
        targets: Sequence[str] | None,
        most: int,
    ) -> list[tuple[str, float]]:
        """The ids of at most `most` claims that have all terms, best first, with their scores in this store.

        `speakers`, `targets`: ids of entities; only what one of these said, only what was said about one of those.
        """

    def missing(self) -> int:
        """Count the documents, so far as it is known, that were written to the store and are not in it."""
        return 0

    @abstractmethod
    def unsearchable(self) -> int:
        """Count the claims that the full-text index does not have as they are."""

    def edges(self) -> tuple[int, int]:
        """Count the edges, and those that are not the same from both of their ends: at least so many.

        Only of an engine that keeps each edge twice, once for each end; of another both are 0.
        """
        return 0, 0

    @abstractmethod
    def version(self) -> str:
        """The engine's version."""

    def is_behind(self) -> bool:
        """Whether what is read is a copy of a store that has changed since, by another process that writes to it."""
        return False

    @abstractmethod
    def close(self) -> None:
        """Let go of the store. Closing twice is harmless."""

    @abstractmethod
    def _read(self, text: str, params: Mapping[str, Any]) -> list[list[Any]]: ...

    @abstractmethod
    def _each(self, text: str, ids: Collection[str], params: Mapping[str, Any]) -> list[list[Any]]: ...

    @abstractmethod
    def _write_query(
        self, text: str, params: Mapping[str, Any], limit: int, timeout: float
    ) -> tuple[list[str], list[list[Any]]]: ...

    @abstractmethod
    def _write(self, work: Callable[[Transaction], Result]) -> Result: ...

    def _ids_among(self, speakers: Sequence[str] | None, targets: Sequence[str] | None) -> list[str] | None:
        """The ids of the claims of any of the speakers about any of the targets; None for all claims."""
        if speakers is None and targets is None:
            return None
        anyone: Sequence[str | None] = [None]
        among = {
            claim.id
            for speaker, target in product(speakers or anyone, targets or anyone)
            for claim in self.read(queries.ids_of(speaker, target), speaker=speaker, target=target)
        }
        return sorted(among)

    def _check_writable(self) -> None:
        if self.read_only:
            raise StoreError(f"{self.uri} is open for reading only. Open it without read_only to change it.")

    def _forget(self, transaction: Transaction, document_id: str) -> tuple[str | None, int]:
        from onrecord.graph.loading.load import remove
        from onrecord.graph.loading.queries import CONTENTS

        rows = transaction.run(CONTENTS, id=document_id)
        if not rows:
            raise NotFound(f"{self.uri} has no document {document_id!r}. `onrecord documents` lists them.")
        remove(transaction, [document_id])
        return rows[0].title, rows[0].claims

    def withdraw(self) -> None:
        """Close; a store that opening made, and that nothing has been put into, is removed again."""
        self.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
