"""The embedded store: one Ladybug file."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

import ladybug

from onrecord.graph.cypher.embedded_values import plain
from onrecord.graph.errors import (
    CypherError,
    NoSuchStore,
    NotAStore,
    StoreError,
    StoreLocked,
)
from onrecord.graph.loading.queries import SET_COUNTS, TALLIES_OF
from onrecord.graph.model.query import Query, Result
from onrecord.graph.model.rows import Row
from onrecord.graph.model.tables import CORRECTED, EDGES, INDEX, INDEX_EDGES, NODES, columns
from onrecord.graph.model.tally import with_more
from onrecord.graph.model.transaction import Transaction
from onrecord.graph.stores import pages, queries
from onrecord.graph.stores import upgrade as upgrading
from onrecord.graph.stores.fulltext import Term
from onrecord.graph.stores.ladybug_file import LadybugFile, Unfinished, tell_what_is_missing
from onrecord.graph.stores.store import Store
from onrecord.graph.stores.written_down import WrittenDown

if TYPE_CHECKING:
    from onrecord.graph.filters import Filters
    from onrecord.graph.stores.claim_index import ClaimIndex

# Bytes that a writer wants to find free. The engine aborts the whole process where its log cannot be written.
LEAST_FREE = 128 * 1024 * 1024
# Bytes of its log after which a writer puts the tables in order, which rewrites most of them: a share of the file, so
# that all of it together costs no more than in proportion to what is loaded.
LEAST_LOG = 32 * 1024 * 1024
SHARE_OF_LOG = 4
# A connection prepares each text once. A prepared query that filters edges, "-[:ABOUT {…}]->" or "WHERE r.role = …",
# and goes on from there gives wrong rows when it is run again (findings/ladybug-prepared-edge-filter.sh): it needs a
# connection, or a text, of its own.
EDGE = re.compile(r"\[\s*(?P<variable>\w+)?[^\]{]*(?P<filter>\{)?")
_RUNS = count()
CONDITION = re.compile(r"\bWHERE\b(.*?)(?=\b(?:RETURN|WITH|MATCH|ORDER)\b|\Z)", re.IGNORECASE | re.DOTALL)


class LadybugStore(Store):
    """An embedded store. One process may write to it, or several may read it.

    Who opens it for reading while another process writes to it reads a copy, which has all up to the last commit.
    """

    kind = "ladybug"

    def __init__(self, path: str, *, read_only: bool, make: bool = True) -> None:
        super().__init__(path, read_only=read_only)
        self._search_folder = Path(f"{path}.search")
        self._written_down = WrittenDown(Path(path))
        self._writing = threading.Lock()
        self._written = False
        self._index: ClaimIndex | None = None
        self._searchable = False  # whether the index is known to be up to date
        self._file = self._opened(make)
        try:
            if read_only:
                self._check_tables()
            else:
                self._create_tables()
            self._check_contents()
            if not read_only:
                upgrading.bring_up_to_date(self)
            self._is_as_made = self._file.is_new
        except BaseException:
            self.close()
            raise

    def _read(self, text: str, params: Mapping[str, Any]) -> list[list[Any]]:
        with self._file.errors():
            if not _filters_edges(text):
                return _rows(self._file.connection, text, params)
            with self._file.connect() as connection:
                return _rows(connection, text, params)

    def columns(self, query: str, names: Collection[str], /, **params: Any) -> dict[str, list[Any]]:
        from onrecord.graph.model.arrow import values

        found = self.arrow(query, names, **params)
        with self._file.errors():
            return dict(zip(names, map(values, found.columns), strict=True))  # a text may be no UTF-8 in a damaged file

    def arrow(self, query: str, names: Collection[str], /, **params: Any) -> Any:
        with self._file.errors(), _result(self._file.connection, query, params) as result:
            return result.get_as_arrow().rename_columns([*names])

    def _each(self, text: str, ids: Collection[str], params: Mapping[str, Any]) -> list[list[Any]]:
        with self._file.errors():
            return _each(self._file.connection, text, ids, params)

    def read_only_query(
        self, text: str, params: Mapping[str, Any], limit: int, timeout: float
    ) -> tuple[list[str], list[list[Any]]]:
        with self._file.errors(CypherError), self._file.connect() as connection:
            connection.set_query_timeout(max(1, round(timeout * 1000)))
            with _result(connection, text, params) as result:
                return result.get_column_names(), [[plain(value) for value in row] for row in result.get_n(limit)]

    def _write_query(
        self, text: str, params: Mapping[str, Any], limit: int, timeout: float
    ) -> tuple[list[str], list[list[Any]]]:
        with self._writing, self._file.errors(CypherError), self._file.connect() as connection:
            connection.set_query_timeout(max(1, round(timeout * 1000)))
            with self._transaction(connection) as transaction:
                with _result(connection, text, params) as result:
                    columns, rows = result.get_column_names(), result.get_n(limit)
                upgrading.unmark(transaction)
            return columns, [[plain(value) for value in row] for row in rows]

    def renew_search(self) -> None:
        self._index, self._searchable = None, False
        if self._search_folder.is_dir():
            shutil.rmtree(self._search_folder)

    def search(
        self,
        terms: Sequence[Term],
        filters: Filters,
        speakers: Sequence[str] | None,
        targets: Sequence[str] | None,
        most: int,
    ) -> list[tuple[str, float]]:
        among = self._ids_among(speakers, targets)
        with self._file.errors():
            return self._of_index(lambda index: index.search(terms, filters, among, most))

    def missing(self) -> int:
        if self._file.beside:
            return 0  # what is written down, and the log, are ahead of the copy
        there, log = self.read(queries.COUNT_DOCUMENTS)[0].number, self._file.examined()
        lost = max(1, log.lost) if log is not None and log.is_damaged else 0
        return max(self._written_down.documents() - there, lost)

    def unsearchable(self) -> int:
        claims = self.read(queries.COUNT_CLAIMS)[0].number
        with self._file.errors():
            if self._of_index(lambda index: index.is_damaged()):
                self.renew_search()  # it is a copy, so that nothing is lost
            return abs(claims - self._of_index(lambda index: index.claims()))

    def edges(self) -> tuple[int, int]:
        number = lopsided = 0
        for of_table in queries.LADYBUG_EDGES.values():
            from_start, from_stop = (self.read(text)[0] for text in of_table)
            number += from_start.number
            if from_start != from_stop:
                lopsided += max(1, abs(from_start.number - from_stop.number))
        return number, lopsided

    def version(self) -> str:
        return str(ladybug.__version__)

    def close(self) -> None:
        if self._written:
            self._written = False
            with suppress(Exception):  # the next search makes good what is missing
                self._of_index(lambda index: index)
        self._file.close()

    def withdraw(self) -> None:
        if not self._is_as_made:
            self.close()
            return
        self._written = False
        self._file.remove()
        shutil.rmtree(self._search_folder, ignore_errors=True)

    def _write(self, work: Callable[[Transaction], Result]) -> Result:
        # A connection of its own: it would keep every frame that was copied for as long as it lives.
        with self._writing, self._file.errors(), self._file.connect() as connection:
            self._written, self._searchable = True, False
            most_logged = max(LEAST_LOG, self._file.path.stat().st_size // SHARE_OF_LOG)
            connection.execute(f"CALL checkpoint_threshold={most_logged}")
            with self._transaction(connection) as transaction:
                return work(transaction)

    @contextmanager
    def _transaction(self, connection: ladybug.Connection) -> Iterator[_LadybugTransaction]:
        """A transaction that is committed at the end, or rolled back if anything goes wrong."""
        connection.execute("BEGIN TRANSACTION")
        try:
            transaction = _LadybugTransaction(connection)
            yield transaction
            documents = transaction.run(queries.COUNT_DOCUMENTS)[0].number
            before = self._written_down.documents()
            if documents < before:
                self._written_down.write(documents)
        except BaseException:
            with suppress(RuntimeError):  # after some failures the engine has rolled back already
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        self._is_as_made = False
        if documents > before:
            self._written_down.write(documents)

    def _of_index(self, work: Callable[[ClaimIndex], Result]) -> Result:
        """What the full-text index answers, brought up to date; where it fails, one that is made anew."""
        try:
            return work(self._claim_index())
        except (StoreError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # also what Tantivy raises where it panics, which is no Exception
            with suppress(OSError):
                self.renew_search()
        try:
            return work(self._claim_index())
        except StoreError:
            raise
        except Exception:
            self._index, self._searchable = None, False
            return work(self._claim_index(in_memory=True))

    def _claim_index(self, *, in_memory: bool = False) -> ClaimIndex:
        """The full-text index, brought up to date."""
        from onrecord.graph.stores.claim_index import ClaimIndex

        if self._index is None:
            self._copy_index()
            self._index = ClaimIndex(self._search_folder, in_memory=in_memory)
        if not self._searchable:
            mark = self._mark()
            if mark is None or mark != self._index.mark():
                now = {id: digest or "" for page in pages.digests(self) for id, digest in page.items()}
                self._index.catch_up(now, lambda ids: self.each(queries.CLAIMS_TO_INDEX, ids))
                if mark is not None:
                    self._index.set_mark(mark)
            self._searchable = True
        return self._index

    def _copy_index(self) -> None:
        """Give the copy of a store an index of its own: that of the store would go back to what the copy holds."""
        if self._file.beside is None:
            return
        theirs, self._search_folder = self._search_folder, Path(f"{self._file.beside}.search")
        if theirs != self._search_folder:
            with suppress(OSError, shutil.Error):  # what is not there, or changes meanwhile, is made anew
                shutil.copytree(theirs, self._search_folder)

    def is_behind(self) -> bool:
        return self._file.is_behind()

    def _mark(self) -> list[list[int]] | None:
        """What changes whenever the store does; None where others may change it meanwhile."""
        if not self.read_only or not LadybugFile.locks_readers or self._file.beside:
            return None
        files = [file for file in (self._file.path, self._file.log) if file.exists()]
        return [[at.st_ino, at.st_size, at.st_mtime_ns] for at in map(os.stat, files)]

    def _opened(self, make: bool = False) -> LadybugFile:
        """The file, open. What a writer left undone while it put its rows in order, only a writer may finish."""
        try:
            return LadybugFile(self.uri, read_only=self.read_only, make=make)
        except Unfinished:
            LadybugStore(self.uri, read_only=False).close()
            return LadybugFile(self.uri, read_only=self.read_only)

    def _check_writable(self) -> None:
        """Also that there is room, since the engine does not say where there is none."""
        super()._check_writable()
        free = shutil.disk_usage(self._file.path.absolute().parent).free
        if free < LEAST_FREE:
            raise StoreError(
                f"{self.uri}: only {free // 2**20} MB are free where it is, and writing needs {LEAST_FREE // 2**20}. "
                "Make room and run the same again: what has been loaded stays."
            )

    def _create_tables(self) -> None:
        with self._file.errors():
            for table, create in queries.LADYBUG_TABLES.items():
                self._file.connection.execute(create)
                for name in self._missing_columns(table):
                    self._file.connection.execute(f"ALTER TABLE {table} ADD {name} {columns(table)[name]}")

    def _check_tables(self) -> None:
        with self._file.errors():
            tables = {row[1] for row in _rows(self._file.connection, "CALL show_tables() RETURN *", {})}
        if self._file.beside and not (
            tables.issuperset([*NODES, *CORRECTED, *INDEX, *EDGES, *INDEX_EDGES]) and upgrading.is_up_to_date(self)
        ):
            raise StoreLocked(f"{self.uri} is being made by another process. Wait a moment, then try again.")
        if not tables.issuperset(NODES):
            if written_down := self._written_down.documents():
                raise NotAStore(
                    f"{self.uri} is empty, but {written_down:,} documents were written to it: its log or its file has "
                    "been taken away or replaced. Put it back from a backup, or load the articles again."
                )
            raise NoSuchStore(
                f"{self.uri} holds no articles yet. Load some with: onrecord load ARTICLES --store {self.uri}"
            )
        if (
            not tables.issuperset([*CORRECTED, *INDEX, *EDGES, *INDEX_EDGES])
            or any(self._missing_columns(table) for table in [*NODES, *EDGES])
            or not upgrading.is_up_to_date(self)
        ):
            self._bring_up_to_date()

    def _missing_columns(self, table: str) -> list[str]:
        """The columns that a store of an earlier onrecord has not got."""
        there = {row[1] for row in _rows(self._file.connection, f"CALL table_info('{table}') RETURN *", {})}
        return [name for name in columns(table) if name not in there | {"from", "to"}]

    def _check_contents(self) -> None:
        """Say so where the store holds less than was written to it."""
        if self._file.beside:
            return  # what is written down is ahead of the copy
        written_down = self._written_down.documents()
        if written_down and (there := self.read(queries.COUNT_DOCUMENTS)[0].number) < written_down:
            tell_what_is_missing(self.uri, there, written_down)

    def _bring_up_to_date(self) -> None:
        """Open the file once for writing, which adds what it lacks, then for reading again."""
        self._file.close()
        try:
            LadybugStore(self.uri, read_only=False).close()
        except StoreError as error:
            raise type(error)(
                f"{error} An earlier onrecord made it: it has to be written to once before it is read."
            ) from None
        self._file = self._opened()


class _LadybugTransaction:
    def __init__(self, connection: ladybug.Connection) -> None:
        self._connection = connection

    @overload
    def run(self, query: Query[Result], /, **params: Any) -> list[Result]: ...

    @overload
    def run(self, query: str, /, **params: Any) -> None: ...

    def run(self, query: Query[Any] | str, /, **params: Any) -> list[Any] | None:
        if isinstance(query, str):
            _rows(self._connection, query, params)
            return None
        return query.rows(_rows(self._connection, query.text, params))

    @overload
    def each(self, query: Query[Result], ids: Collection[str], /) -> list[Result]: ...

    @overload
    def each(self, query: str, ids: Collection[str], /) -> None: ...

    def each(self, query: Query[Any] | str, ids: Collection[str], /) -> list[Any] | None:
        if isinstance(query, str):
            _each(self._connection, query, ids, {})
            return None
        return query.rows(_each(self._connection, query.text, ids, {}))

    def ask(self, query: Query[Result], /, **params: Any) -> Callable[[], list[Result]]:
        return partial(query.rows, _rows(self._connection, query.text, params))

    def ask_each(self, query: Query[Result], ids: Collection[str], /) -> Callable[[], list[Result]]:
        return partial(query.rows, _each(self._connection, query.text, ids, {}))

    def create(self, table: str, rows: Sequence[Row]) -> None:
        # Not by COPY, which is no quicker: what it writes is not in the write-ahead log, so that a process killed while
        # it commits would leave the rest of the transaction there without it.
        if not rows:
            return
        from onrecord.graph.model.arrow import frame

        new = frame(table, rows)
        if "from" in new.column_names:
            new = new.rename_columns([f"{name}_id" if name in ("from", "to") else name for name in new.column_names])
        self._connection.execute(queries.LADYBUG_CREATE[table], {"frame": new})

    def lock(self) -> None:
        """One process writes, and one transaction at a time (see `_write`)."""

    def change(self, text: str, rows: Sequence[Row]) -> None:
        if rows:  # the engine takes an empty list for one of texts
            self.run(text, rows=list(rows))

    def add_aliases(self, words: Mapping[str, Collection[str]]) -> None:
        if not words:
            return
        aliases = self._unknown("Alias", words)
        of_words = self._unknown("Word", {word for alias in aliases for word in words[alias]})
        edges = sorted((word, alias) for alias in aliases for word in words[alias])
        for table, rows in (
            ("Word", [{"id": word} for word in of_words]),
            ("Alias", [{"id": alias} for alias in aliases]),
            ("IN_ALIAS", [{"from": word, "to": alias} for word, alias in edges]),
        ):
            self.create(table, rows)

    def add_counts(self, rows: Sequence[Row]) -> None:
        more = {row["id"]: row for row in rows}
        known = self.run(TALLIES_OF, ids=list(more)) if more else []
        self.change(SET_COUNTS, [{"id": id, **with_more(tallies, more[id])} for id, *tallies in known])

    def _unknown(self, table: str, ids: Collection[str]) -> list[str]:
        """Those of the ids that no node of the table has, in order."""
        return sorted({*ids} - {node.id for node in self.run(queries.KNOWN[table], ids=sorted(ids))})


def _rows(connection: ladybug.Connection, text: str, params: Mapping[str, Any]) -> list[list[Any]]:
    with _result(connection, text, params) as result:
        return [list(row) for row in result.get_all()]


@lru_cache(maxsize=1024)
def _filters_edges(text: str) -> bool:
    """Whether a query has a condition on the properties of an edge, in its pattern or after it."""
    edges = [*EDGE.finditer(text)]
    conditions = " ".join(CONDITION.findall(text))
    named = {edge["variable"] for edge in edges if edge["variable"]}
    return any(edge["filter"] for edge in edges) or any(re.search(rf"\b{name}\.", conditions) for name in named)


def _each(
    connection: ladybug.Connection, text: str, ids: Collection[str], params: Mapping[str, Any]
) -> list[list[Any]]:
    if _filters_edges(text):
        return [row for id in ids for row in _rows(connection, f"{text}\n// {next(_RUNS)}", {"id": id, **params})]
    return [row for id in ids for row in _rows(connection, text, {"id": id, **params})]


def _result(connection: ladybug.Connection, text: str, params: Mapping[str, Any]) -> ladybug.QueryResult:
    result = connection.execute(text, dict(params))
    assert isinstance(result, ladybug.QueryResult), "one statement at a time"
    return result
