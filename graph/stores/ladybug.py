"""The embedded store: one Ladybug file."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar, overload
from weakref import WeakValueDictionary

import ladybug

from onrecord.graph.errors import (
    TOO_LARGE,
    TOO_LONG,
    AccessDenied,
    CypherError,
    NoSuchStore,
    NotAStore,
    StoreError,
    StoreLocked,
)
from onrecord.graph.model.query import Query
from onrecord.graph.model.rows import Row
from onrecord.graph.model.tables import EDGES, INDEX, INDEX_EDGES, NODES, columns
from onrecord.graph.model.transaction import Transaction
from onrecord.graph.stores import pages, queries
from onrecord.graph.stores import upgrade as upgrading
from onrecord.graph.stores.fulltext import Term
from onrecord.graph.stores.store import Store

if TYPE_CHECKING:
    from onrecord.graph.filters import Filters
    from onrecord.graph.stores.claim_index import ClaimIndex

try:
    import fcntl
except ImportError:  # Windows, where the engine's own lock keeps readers out
    fcntl = None  # type: ignore[assignment]

# Bytes that a reader may keep in memory, so that no query takes the machine's. A writer may take as much as the engine
# thinks fit (80 % of the memory): what it has written of a table it puts in order 131,072 rows at a time, which takes
# three times what the texts of so many articles have, and where it cannot the store accepts nothing any more.
READING_POOL = 256 * 1024 * 1024
# Bytes that a writer wants to find free. The engine aborts the whole process where its log cannot be written.
LEAST_FREE = 128 * 1024 * 1024
# Bytes of its log after which a writer puts the tables in order, which rewrites most of them: a share of the file, so
# that all of it together costs no more than in proportion to what is loaded.
LEAST_LOG = 32 * 1024 * 1024
SHARE_OF_LOG = 4
# A connection prepares each text once. A prepared query with a filter of edges in its pattern, "-[:ABOUT {…}]->",
# leaves rows out when it is run again: it needs a connection of its own.
FILTERS_EDGES = re.compile(r"\[[^\]]*\{")

TORN_LOG: Final = "the WAL file is corrupted"

Result = TypeVar("Result")

# Two databases on one file in one process would overwrite each other's pages.
_open_files: WeakValueDictionary[str, LadybugStore] = WeakValueDictionary()


class _Unfinished(StoreError):
    """A store that only a writer can open now."""


class LadybugStore(Store):
    """An embedded store. One process may write to it, or several may read it."""

    kind = "ladybug"

    def __init__(self, path: str, *, read_only: bool) -> None:
        super().__init__(path, read_only=read_only)
        self._path = Path(path)
        self._key = os.path.realpath(path)
        self._search_folder = Path(f"{path}.search")
        self._writing = threading.Lock()
        self._written = False
        self._index: ClaimIndex | None = None
        self._searchable = False  # whether the index is known to be up to date
        self._check_path()
        try:
            self._connect()
            if read_only:
                self._check_tables()
            else:
                self._create_tables()
                upgrading.bring_up_to_date(self)
        except BaseException:
            self.close()
            raise
        _open_files[self._key] = self

    def _read(self, text: str, params: Mapping[str, Any]) -> list[list[Any]]:
        with self._errors():
            if not FILTERS_EDGES.search(text):
                return _rows(self._connection, text, params)
            with ladybug.Connection(self._database) as connection:
                return _rows(connection, text, params)

    def _each(self, text: str, ids: Collection[str], params: Mapping[str, Any]) -> list[list[Any]]:
        with self._errors():
            return _each(self._connection, text, ids, params)

    def read_only_query(
        self, text: str, params: Mapping[str, Any], limit: int, timeout: float
    ) -> tuple[list[str], list[list[Any]]]:
        with self._errors(CypherError), ladybug.Connection(self._database) as connection:
            connection.set_query_timeout(max(1, round(timeout * 1000)))
            with _result(connection, text, params) as result:
                return result.get_column_names(), [[_plain(value) for value in row] for row in result.get_n(limit)]

    def _write_query(
        self, text: str, params: Mapping[str, Any], limit: int, timeout: float
    ) -> tuple[list[str], list[list[Any]]]:
        with self._writing, self._errors(CypherError), ladybug.Connection(self._database) as connection:
            connection.set_query_timeout(max(1, round(timeout * 1000)))
            with _transaction(connection) as transaction:
                with _result(connection, text, params) as result:
                    columns, rows = result.get_column_names(), result.get_n(limit)
                upgrading.unmark(transaction)
            return columns, [[_plain(value) for value in row] for row in rows]

    def renew_search(self) -> None:
        self._index, self._searchable = None, False
        if self._search_folder.exists():
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
        with self._errors():
            return self._claim_index().search(terms, filters, among, most)

    def version(self) -> str:
        return str(ladybug.__version__)

    def close(self) -> None:
        if self._written:
            self._written = False
            with suppress(Exception):  # the next search makes good what is missing
                self._claim_index()
        for part in ("_connection", "_database", "_lock"):
            held = getattr(self, part, None)
            if held is not None:
                held.close()
        if _open_files.get(self._key) is self:
            del _open_files[self._key]

    def _write(self, work: Callable[[Transaction], Result]) -> Result:
        # A connection of its own: it would keep every frame that was copied for as long as it lives.
        with self._writing, self._errors(), ladybug.Connection(self._database) as connection:
            self._written, self._searchable = True, False
            most_logged = max(LEAST_LOG, self._path.stat().st_size // SHARE_OF_LOG)
            connection.execute(f"CALL checkpoint_threshold={most_logged}")
            with _transaction(connection) as transaction:
                return work(transaction)

    def _claim_index(self) -> ClaimIndex:
        """The full-text index, brought up to date."""
        from onrecord.graph.stores.claim_index import ClaimIndex

        if self._index is None:
            self._index = ClaimIndex(self._search_folder)
        if not self._searchable:
            mark = self._mark()
            if mark is None or mark != self._index.mark():
                now = {id: digest or "" for page in pages.digests(self) for id, digest in page.items()}
                self._index.catch_up(now, lambda ids: self.each(queries.CLAIMS_TO_INDEX, ids))
            if mark is not None:
                self._index.set_mark(mark)
            self._searchable = True
        return self._index

    def _mark(self) -> list[list[int]] | None:
        """What changes whenever the store does; None where others may change it meanwhile."""
        if not self.read_only or fcntl is None:
            return None
        files = [file for file in (self._path, Path(f"{self._path}.wal")) if file.exists()]
        return [[at.st_ino, at.st_size, at.st_mtime_ns] for at in map(os.stat, files)]

    def _connect(self) -> None:
        self._lock = self._lock_for_reading() if self.read_only else None
        try:
            self._database = self._open()
        except _Unfinished:
            # A writer was killed while it put its rows in order, which only a writer may finish.
            self.close()
            LadybugStore(self.uri, read_only=False).close()
            self._lock = self._lock_for_reading()
            self._database = self._open()
        self._connection = ladybug.Connection(self._database)

    def _check_path(self) -> None:
        if self._key in _open_files:
            raise StoreLocked(f"{self.uri} is already open in this process. Close it first, or go on using it.")
        if self._path.is_dir():
            raise NotAStore(f"{self.uri} is a folder. Give the path of a file, such as {self._path / 'onrecord.lbug'}.")
        if self.read_only and not self._path.exists():
            raise NoSuchStore(
                f"There is no store at {self.uri}. Make one with: onrecord load ARTICLES --store {self.uri}"
            )
        if not self._path.absolute().parent.is_dir():
            raise NoSuchStore(f"{self.uri} cannot be made: there is no folder {self._path.parent}. Make it first.")

    def _check_writable(self) -> None:
        """Also that there is room, since the engine does not say where there is none."""
        super()._check_writable()
        free = shutil.disk_usage(self._path.absolute().parent).free
        if free < LEAST_FREE:
            raise StoreError(
                f"{self.uri}: only {free // 2**20} MB are free where it is, and writing needs {LEAST_FREE // 2**20}. "
                "Make room and run the same again: what has been loaded stays."
            )

    def _lock_for_reading(self) -> IO[bytes] | None:
        """Keep writers out for as long as this reader lives: Ladybug would let them in beside it."""
        try:
            file = self._path.open("rb")
        except OSError as error:
            raise AccessDenied(f"{self.uri} cannot be read: {error.strerror}.") from None
        if fcntl is None:
            return file
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise StoreLocked(self._locked("")) from None
        return file

    def _open(self) -> ladybug.Database:
        pool = READING_POOL if self.read_only else 0  # 0: the engine's own default
        try:
            return ladybug.Database(self._path, buffer_pool_size=pool, read_only=self.read_only)
        except Exception as error:
            reason = str(error)
        if self.read_only and ("recovery is pending" in reason or TORN_LOG in reason):
            raise _Unfinished(f"{self.uri} has to be opened for writing once, and is in use by another process.")
        if TORN_LOG in reason:
            # A disk was full, or a machine stopped, while the log was written. What had been committed is before that.
            with self._errors():
                return ladybug.Database(self._path, throw_on_wal_replay_failure=False)
        if "Could not set lock" in reason:
            holder = re.search(r"PID (\d+)", reason)
            raise StoreLocked(self._locked(f" (process {holder[1]})" if holder else ""))
        if "ermission denied" in reason:
            raise AccessDenied(
                f"{self.uri} cannot be opened: permission denied. Check the rights of the file and folder."
            )
        raise NotAStore(
            f"{self.uri} cannot be opened as a store: it is no Ladybug file, or a damaged one ({_first_line(reason)}). "
            "Give another path, or load the articles into a new file."
        )

    def _locked(self, holder: str) -> str:
        return f"{self.uri} is in use by another process{holder}. Wait until it is done, then try again."

    def _create_tables(self) -> None:
        with self._errors():
            for table, create in queries.LADYBUG_TABLES.items():
                self._connection.execute(create)
                for name in self._missing_columns(table):
                    self._connection.execute(f"ALTER TABLE {table} ADD {name} {columns(table)[name]}")

    def _check_tables(self) -> None:
        with self._errors():
            tables = {row[1] for row in _rows(self._connection, "CALL show_tables() RETURN *", {})}
        if not tables.issuperset(NODES):
            raise NoSuchStore(
                f"{self.uri} holds no articles yet. Load some with: onrecord load ARTICLES --store {self.uri}"
            )
        if (
            not tables.issuperset([*INDEX, *EDGES, *INDEX_EDGES])
            or any(self._missing_columns(table) for table in [*NODES, *EDGES])
            or not upgrading.is_up_to_date(self)
        ):
            self._bring_up_to_date()

    def _missing_columns(self, table: str) -> list[str]:
        """The columns that a store of an earlier onrecord has not got."""
        there = {row[1] for row in _rows(self._connection, f"CALL table_info('{table}') RETURN *", {})}
        return [name for name in columns(table) if name not in there | {"from", "to"}]

    def _bring_up_to_date(self) -> None:
        """Open the file once for writing, which adds what it lacks, then for reading again."""
        self.close()
        try:
            LadybugStore(self.uri, read_only=False).close()
        except StoreError as error:
            raise type(error)(
                f"{error} An earlier onrecord made it: it has to be written to once before it is read."
            ) from None
        self._connect()

    @contextmanager
    def _errors(self, kind: type[StoreError] = StoreError) -> Iterator[None]:
        """Turn what the engine raises into `kind`, with the store's name."""
        try:
            yield
        except StoreError:
            raise
        except Exception as error:
            reason = _first_line(str(error))
        else:
            return
        if reason.startswith("Interrupted"):
            raise CypherError(TOO_LONG)
        if reason.startswith(("Buffer manager exception", "std::bad_alloc")):
            raise kind(TOO_LARGE)
        raise kind(reason if kind is CypherError else f"{self.uri}: {reason}")


@contextmanager
def _transaction(connection: ladybug.Connection) -> Iterator[_LadybugTransaction]:
    """A transaction that is committed at the end, or rolled back if anything goes wrong."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield _LadybugTransaction(connection)
    except BaseException:
        with suppress(RuntimeError):  # after some failures the engine has rolled back already
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


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

    def create(self, table: str, rows: Sequence[Row]) -> None:
        # Not by COPY, which is no quicker: what it writes is not in the write-ahead log, so that a process killed while
        # it commits would leave the rest of the transaction there without it.
        from onrecord.graph.model.arrow import frame

        new = frame(table, rows)
        if "from" in new.column_names:
            new = new.rename_columns([f"{name}_id" if name in ("from", "to") else name for name in new.column_names])
        self._connection.execute(queries.LADYBUG_CREATE[table], {"frame": new})

    def lock(self) -> None:
        """One process writes, and one transaction at a time (see `_write`)."""

    def known(self, table: str, ids: Sequence[str]) -> set[str]:
        return {node.id for node in self.run(queries.LADYBUG_KNOWN[table], ids=ids)}


def _rows(connection: ladybug.Connection, text: str, params: Mapping[str, Any]) -> list[list[Any]]:
    with _result(connection, text, params) as result:
        return [list(row) for row in result.get_all()]


def _each(
    connection: ladybug.Connection, text: str, ids: Collection[str], params: Mapping[str, Any]
) -> list[list[Any]]:
    return [row for id in ids for row in _rows(connection, text, {"id": id, **params})]


def _result(connection: ladybug.Connection, text: str, params: Mapping[str, Any]) -> ladybug.QueryResult:
    result = connection.execute(text, dict(params))
    assert isinstance(result, ladybug.QueryResult), "one statement at a time"
    return result


def _plain(value: Any) -> Any:
    """A value without Ladybug's own marks: a node or edge as its properties, a path as a list of them in turn."""
    if isinstance(value, dict) and "_NODES" in value:
        nodes, edges = value["_NODES"], value["_RELS"]
        return [_plain(part) for pair in zip(nodes, [*edges, None], strict=True) for part in pair if part is not None]
    if isinstance(value, dict):
        is_element = "_LABEL" in value
        return {
            name: _plain(part)
            for name, part in sorted(value.items())
            if not is_element or (part is not None and not name.startswith("_"))
        }
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0].rstrip(".")
