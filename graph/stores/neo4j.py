"""The server store: Neo4j 5.26 or newer over Bolt."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Literal, overload

import neo4j
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConstraintError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from onrecord.graph.cypher.server import check_names
from onrecord.graph.errors import TOO_LARGE, TOO_LONG, AccessDenied, CypherError, StoreError, StoreUnreachable
from onrecord.graph.model.joined import Statement, as_list, can_be_joined, joined
from onrecord.graph.model.query import Query, Result, for_each
from onrecord.graph.model.rows import Row
from onrecord.graph.model.transaction import Transaction
from onrecord.graph.queries import switched
from onrecord.graph.stores import pages, queries
from onrecord.graph.stores import upgrade as upgrading
from onrecord.graph.stores.fulltext import Term, parted
from onrecord.graph.stores.store import Store

if TYPE_CHECKING:
    from onrecord.graph.filters import Filters

# What goes wrong is told by our errors; without a handler the driver's log would be printed as well.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

ROWS_A_STATEMENT = 10_000
CONNECT_SECONDS = 10.0
RETRY_SECONDS = 15.0
COLLISIONS = 10
IDS_A_SEARCH = 1_000  # Lucene refuses a question of more than 1,024 parts

NO_SEARCH: Final = "no such fulltext schema index"
SEARCH_INDEX: Final = "claim_search"
ONLINE: Final = "ONLINE"

# Lucene leaves a factor of BM25 out, which would make words weigh less beside beginnings than they do elsewhere.
WEIGHT: Final = 2.2

OWN_PROPERTIES: Final = frozenset({"words"})
"""What only this store keeps of a node: the words of a claim, by which its index finds it."""

AS_THEY_ARE: Final = frozenset({str, int, float, bool, type(None)})


class Neo4jStore(Store):
    """A store on a Neo4j server."""

    kind = "neo4j"

    def __init__(self, uri: str, *, read_only: bool) -> None:
        super().__init__(uri, read_only=read_only)
        self._database = os.environ.get("NEO4J_DATABASE") or None
        password = os.environ.get("NEO4J_PASSWORD")
        user = os.environ.get("NEO4J_USERNAME") or "neo4j"
        with self._errors():
            self._driver = neo4j.GraphDatabase.driver(
                uri,
                auth=(user, password) if password else None,
                connection_timeout=CONNECT_SECONDS,
                max_transaction_retry_time=RETRY_SECONDS,
                notifications_min_severity="OFF",
            )
        try:
            with self._errors():
                self._driver.verify_connectivity()
                if not read_only:
                    self._create_schema()
                    upgrading.bring_up_to_date(self)
                elif not (upgrading.is_readable(self) and self._is_indexed()):
                    self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    def _read(self, text: str, params: Mapping[str, Any]) -> list[list[Any]]:
        text = switched(text, params)
        with self._errors(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(lambda transaction: _found(transaction, text, params))

    def _each(self, text: str, ids: Collection[str], params: Mapping[str, Any]) -> list[list[Any]]:
        return self._read(for_each(text), {"ids": list(ids), **params}) if ids else []

    def all(self, *asked: Query[Any], **params: Any) -> list[list[Any]]:
        statements = [Statement(switched(query.text, params), params, returns=True) for query in asked]
        with self._errors(), self._session(neo4j.READ_ACCESS) as session:
            [found] = session.execute_read(_rows, *joined(statements))
        return [query.rows(rows) for query, rows in zip(asked, found, strict=True)]

    def each_of(self, asked: Sequence[Query[Any]], ids: Collection[str]) -> list[list[Any]]:
        queries = (replace(query, text=for_each(query.text)) for query in asked)
        return self.all(*queries, ids=list(ids)) if ids else [[] for _ in asked]

    def read_only_query(
        self, text: str, params: Mapping[str, Any], limit: int, timeout: float
    ) -> tuple[list[str], list[list[Any]]]:
        query = neo4j.Query(text, timeout=timeout)
        with self._errors(CypherError), self._session(neo4j.READ_ACCESS, notifications="WARNING") as session:
            result = session.run(query, dict(params))
            rows = [[_plain(value) for value in record.values()] for record in result.fetch(limit)]
            columns = list(result.keys())
            check_names(result.consume())
            return columns, rows

    def _write_query(
        self, text: str, params: Mapping[str, Any], limit: int, timeout: float
    ) -> tuple[list[str], list[list[Any]]]:
        with (
            self._errors(CypherError),
            self._session(neo4j.WRITE_ACCESS, notifications="WARNING") as session,
            session.begin_transaction(timeout=timeout) as transaction,
        ):
            result = transaction.run(text, dict(params))
            rows = [[_plain(value) for value in record.values()] for record in result.fetch(limit)]
            columns, summary = list(result.keys()), result.consume()
            check_names(summary)
            if summary.counters.contains_updates:
                _done(transaction, upgrading.unmark)
            transaction.commit()
            return columns, rows

    def renew_search(self) -> None:
        after = ""
        while claims := self.read(queries.TEXTS, after=after):
            words = [(claim, parted(claim.text)) for claim in claims]
            wrong = [{"id": claim.id, "words": right} for claim, right in words if claim.words != right]
            self.write(partial(_set_words, rows=wrong))
            after = claims[-1].id

    def search(
        self,
        terms: Sequence[Term],
        filters: Filters,
        speakers: Sequence[str] | None,
        targets: Sequence[str] | None,
        most: int,
    ) -> list[tuple[str, float]]:
        among = self._ids_among(speakers, targets)
        asked = [""] if among is None else [_any_of(ids) for ids in pages.portions(among, IDS_A_SEARCH)]
        found = [hit for ids in asked for hit in self._search(_lucene(terms) + ids, filters, most)]
        return sorted(found, key=lambda hit: -hit[1])[:most]

    def unsearchable(self) -> int:
        if self._indexes().get(SEARCH_INDEX) != ONLINE:
            return self.read(queries.COUNT_CLAIMS)[0].number
        wrong, after = 0, ""
        while claims := self.read(queries.TEXTS, after=after):
            wrong += sum(claim.words != parted(claim.text) for claim in claims)
            after = claims[-1].id
        return wrong

    def version(self) -> str:
        return self.read(queries.NEO4J_VERSION)[0].version

    def close(self) -> None:
        driver = getattr(self, "_driver", None)
        if driver is not None:
            driver.close()

    def _write(self, work: Callable[[Transaction], Result]) -> Result:
        with self._errors(), self._session(neo4j.WRITE_ACCESS) as session:
            for attempt in count(1):
                try:
                    return session.execute_write(_done, work)
                except ConstraintError:
                    # Another loader created the same document or entity between our looking and our creating.
                    if attempt == COLLISIONS:
                        raise
        raise AssertionError("unreachable")

    def _search(self, query: str, filters: Filters, most: int) -> list[tuple[str, float]]:
        """The ids and scores of at most `most` claims for a question in the language of Lucene."""
        ask = partial(
            self.read,
            queries.SEARCH if filters.are_none() else queries.SEARCH_WITHIN,
            query=query,
            most=most,
            **filters.params_of_all(),
        )
        try:
            rows = ask()
        except StoreError as error:
            if NO_SEARCH not in str(error):
                raise
            self._bring_up_to_date()
            rows = ask()
        return [(hit.id, hit.score) for hit in rows]

    def _is_indexed(self) -> bool:
        """Whether there is the last of the indexes, which neo4j-admin does not make, or nothing to be found by it."""
        return SEARCH_INDEX in self._indexes() or not self.read(queries.IS_FILLED)

    def _bring_up_to_date(self) -> None:
        """Open the store once for writing, which makes what it lacks."""
        try:
            Neo4jStore(self.uri, read_only=False).close()
        except StoreError as error:
            raise type(error)(
                f"{error} {self.uri} comes from an earlier onrecord or from neo4j-admin: it has to be written to once "
                "before it is read."
            ) from None

    def _create_schema(self) -> None:
        """Make the indexes that are not there, and take away those of earlier versions."""
        there = self._indexes()
        statements = [statement for name, statement in queries.NEO4J_EARLIER.items() if name in there]
        statements += [statement for name, statement in queries.NEO4J_SCHEMA.items() if name not in there]
        if not statements and all(there[name] == ONLINE for name in queries.NEO4J_SCHEMA):
            return
        with self._session(neo4j.WRITE_ACCESS) as session:
            for statement in statements:
                # Tried again where another loader, doing the same, holds what this one needs.
                try:
                    session.execute_write(_rows, statement, {})
                except ClientError as error:
                    if "AlreadyExists" not in (error.code or ""):  # it came between "IF NOT EXISTS" and "CREATE"
                        raise
            session.run("CALL db.awaitIndexes()").consume()

    def _indexes(self) -> dict[str, str]:
        """The states of all indexes by their names."""
        return {index.name: index.state for index in self.read(queries.INDEXES)}

    def _session(self, access: str, notifications: Literal["OFF", "WARNING"] = "OFF") -> neo4j.Session:
        return self._driver.session(
            database=self._database, default_access_mode=access, notifications_min_severity=notifications
        )

    @contextmanager
    def _errors(self, kind: type[StoreError] = StoreError) -> Iterator[None]:
        """Turn what the driver raises into errors of `kind`, or of what is clearly something else."""
        try:
            yield
        except AuthError as error:
            raise AccessDenied(
                f"{self.uri} refuses the user name or password ({_first_line(error)}). "
                "Set NEO4J_USERNAME and NEO4J_PASSWORD."
            ) from None
        except (ServiceUnavailable, SessionExpired) as error:
            raise StoreUnreachable(
                f"{self.uri} does not answer ({_first_line(error)}). Is Neo4j running there? "
                "With Docker, this starts one: docker run --detach --publish 127.0.0.1:7687:7687 "
                "--env NEO4J_AUTH=neo4j/PASSWORD neo4j:5.26-community"
            ) from None
        except Neo4jError as error:
            raise self._refused(error, kind) from None
        except (DriverError, ValueError, OSError) as error:
            raise kind(f"{self.uri}: {_first_line(error)}") from None

    def _refused(self, error: Neo4jError, kind: type[StoreError]) -> StoreError:
        code, message = error.code or "", _first_line(error.message or error)
        if "TransactionTimedOut" in code:
            return CypherError(TOO_LONG)
        if "Memory" in code:
            return kind(TOO_LARGE)
        if "AccessMode" in code:
            return CypherError("Only reading is allowed here, and this query writes.")
        if "DatabaseNotFound" in code:
            return StoreError(f"{self.uri}: {message} Set NEO4J_DATABASE to a database that is there.")
        if "CredentialsExpired" in code:
            return AccessDenied(f"{self.uri}: the password has to be changed before it can be used. {message}")
        return kind(message if kind is CypherError else f"{self.uri}: {message}")


def _set_words(transaction: Transaction, rows: Sequence[Row]) -> None:
    transaction.run(queries.SET_WORDS, rows=rows)


class _Neo4jTransaction:
    """Statements wait until something is asked, and are sent as one with it.

    Those that have no rows are sent too: so most articles have one text, for which the server makes a plan once.
    """

    def __init__(self, transaction: neo4j.Transaction | neo4j.ManagedTransaction) -> None:
        self._transaction = transaction
        self._waiting: list[Statement] = []
        self._rows_waiting = 0

    @overload
    def run(self, query: Query[Result], /, **params: Any) -> list[Result]: ...

    @overload
    def run(self, query: str, /, **params: Any) -> None: ...

    def run(self, query: Query[Any] | str, /, **params: Any) -> list[Any] | None:
        if isinstance(query, str):
            self._waiting.append(Statement(query, params, returns=False))
            return None
        return self.ask(query, **params)()

    @overload
    def each(self, query: Query[Result], ids: Collection[str], /) -> list[Result]: ...

    @overload
    def each(self, query: str, ids: Collection[str], /) -> None: ...

    def each(self, query: Query[Any] | str, ids: Collection[str], /) -> list[Any] | None:
        if isinstance(query, str):
            return self.run(for_each(query), ids=list(ids))
        return self.ask_each(query, ids)()

    def ask(self, query: Query[Result], /, **params: Any) -> Callable[[], list[Result]]:
        if not can_be_joined(query.text):
            self.send()
            found = _rows(self._transaction, query.text, params)
            return lambda: query.rows(found)
        asked = Statement(query.text, params, returns=True)
        self._waiting.append(asked)

        def rows() -> list[Result]:
            if asked.rows is None:
                self.send()
            assert asked.rows is not None
            return query.rows(asked.rows)

        return rows

    def ask_each(self, query: Query[Result], ids: Collection[str], /) -> Callable[[], list[Result]]:
        return self.ask(replace(query, text=for_each(query.text)), ids=list(ids)) if ids else list

    def create(self, table: str, rows: Sequence[Row]) -> None:
        if table == "Claim":
            rows = [row | {"words": parted(row["text"])} for row in rows]
        for start in range(0, len(rows) or 1, ROWS_A_STATEMENT):
            portion = rows[start : start + ROWS_A_STATEMENT]
            self.run(queries.NEO4J_CREATE[table], rows=portion)
            self._rows_waiting += len(portion)
            if self._rows_waiting >= ROWS_A_STATEMENT:
                self.send()

    def change(self, text: str, rows: Sequence[Row]) -> None:
        self.run(text, rows=list(rows))

    def add_aliases(self, words: Mapping[str, Collection[str]]) -> None:
        self.run(queries.NEO4J_ADD_ALIASES, rows=[{"id": id, "words": sorted(its)} for id, its in words.items()])

    def add_counts(self, rows: Sequence[Row]) -> None:
        self.change(queries.NEO4J_ADD_COUNTS, rows)

    def lock(self) -> None:
        self.run(queries.NEO4J_LOCK)

    def send(self) -> None:
        """Have the server do all that waits."""
        waiting, self._waiting, self._rows_waiting = self._waiting, [], 0
        if not waiting:
            return
        found = _rows(self._transaction, *joined(waiting))
        for statement, rows in zip((each for each in waiting if each.returns), found[0] if found else (), strict=True):
            statement.rows = rows


def _done(transaction: neo4j.Transaction | neo4j.ManagedTransaction, work: Callable[[Transaction], Result]) -> Result:
    ours = _Neo4jTransaction(transaction)
    result = work(ours)
    ours.send()
    return result


def _found(
    transaction: neo4j.Transaction | neo4j.ManagedTransaction, text: str, params: Mapping[str, Any]
) -> list[list[Any]]:
    """The rows of a query, as one list where they can be."""
    if not can_be_joined(text):
        return _rows(transaction, text, params)
    rows: list[list[Any]] = _rows(transaction, as_list(text, "rows"), params)[0][0]
    return rows


def _rows(
    transaction: neo4j.Transaction | neo4j.ManagedTransaction, text: str, params: Mapping[str, Any]
) -> list[list[Any]]:
    result = transaction.run(text, dict(params))
    return [[_plain(value) for value in record.values()] for record in result]


def _lucene(terms: Sequence[Term]) -> str:
    """The terms in the language of Lucene, in which nothing but our own marks has a meaning here."""
    phrases = (f'"{" ".join(term.words)}"^{WEIGHT}' for term in terms if term.words)
    beginnings = (f"{term.prefix}*" for term in terms if term.prefix)
    return " ".join(f"+words:{each}" for each in (*phrases, *beginnings))


def _any_of(ids: Iterable[str]) -> str:
    """The same for claims of these ids, which count for nothing else."""
    listed = " ".join('"' + re.sub(r'([\\"])', r"\\\1", id) + '"' for id in ids)
    return f" +id:({listed})^0"


def _plain(value: Any) -> Any:
    """A value in Python's own types: a node or edge as its properties, a path as a list of them in turn."""
    if type(value) in AS_THEY_ARE:
        return value
    if isinstance(value, neo4j.time.Duration):  # a tuple, as is the next
        return value.iso_format()
    if isinstance(value, neo4j.spatial.Point):
        return {"srid": value.srid, **dict(zip("xyz", value, strict=False))}
    if isinstance(value, list | tuple):
        return [part if type(part) in AS_THEY_ARE else _plain(part) for part in value]
    if isinstance(value, neo4j.graph.Path):
        ends = [*value.relationships, None]
        return [_plain(part) for pair in zip(value.nodes, ends, strict=True) for part in pair if part is not None]
    if isinstance(value, neo4j.graph.Node):
        return {name: _plain(part) for name, part in sorted(value.items()) if name not in OWN_PROPERTIES}
    if isinstance(value, Mapping):
        return {name: _plain(part) for name, part in sorted(value.items())}
    if hasattr(value, "to_native"):
        return value.to_native()
    return value


def _first_line(error: object) -> str:
    return str(error).strip().partition("\n")[0]
