"""Rows into tables of SQLite, by a thread of its own while the next rows are put together."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any, Final

VALUES_AT_ONCE: Final = 5_000


def connect(place: Path) -> sqlite3.Connection:
    """Open a database for one thread at a time. Few statements are kept, since those of `insert` are large."""
    return sqlite3.connect(place, isolation_level=None, check_same_thread=False, cached_statements=16)


class Beside:
    """Does things one after the other in a thread, so that SQLite works beside Python. Errors come with the next."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._last: Future[None] | None = None

    def do(self, work: Callable[[], None]) -> None:
        """Do something as soon as what was given before is done, and return when it begins."""
        self._wait()
        self._last = self._thread.submit(work)

    def finish(self) -> None:
        """Return when all is done."""
        self._wait()
        self._thread.shutdown()

    def _wait(self) -> None:
        if self._last is not None:
            self._last.result()


def insert(file: sqlite3.Connection, into: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, thousands in each statement.

    That takes half the time of one after the other, and lets go of Python's lock seldom: to get it back from a thread
    that is at work takes milliseconds each time.

    Args:
        file: an open database.
        into: what stands between INSERT and VALUES: "INTO claims", "OR IGNORE INTO aliases (entity, alias)".
        rows: of the same length, each with a value for each column.
    """
    if not rows:
        return
    width = len(rows[0])
    at_once = min(VALUES_AT_ONCE, file.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)) // width
    row = f"({', '.join('?' * width)})"
    for start in range(0, len(rows), at_once):
        those = rows[start : start + at_once]
        file.execute(f"INSERT {into} VALUES {', '.join([row] * len(those))}", [*chain.from_iterable(those)])
