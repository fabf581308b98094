"""Rows into tables of SQLite, by a process of its own while the next rows are put together.

A thread would help little: SQLite lets go of Python's lock while it works, but waits milliseconds to get it back.
"""

from __future__ import annotations

import pickle
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

VALUES_AT_ONCE: Final = 5_000
"""In one statement: that takes half the time of one row after the other."""


class _Rows(NamedTuple):
    """Rows of the same length for a table, one after the other."""

    into: str
    width: int
    values: list[Any]


_Work = list[str | _Rows]
"""SQL and rows, in the order in which they are to be run; within a transaction each SQL is one statement."""


class Tables:
    """A new database that is filled, beside Python.

    Args:
        place: the file, which must not be there yet.
        script: what makes its tables.
    """

    def __init__(self, place: Path, script: str) -> None:
        # Ctrl-C is for this process, which ends the other; -P: modules of the current folder are not the library's.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        self._send([script, "BEGIN"])

    def insert(self, rows: Mapping[str, Sequence[tuple[Any, ...]]], then: Sequence[str] = ()) -> None:
        """Insert rows, and run some statements after them.

        Args:
            rows: by what stands between INSERT and VALUES ("INTO claims", "OR IGNORE INTO aliases (entity, alias)"),
                those of one table all of the same length, each with a value for each column.
            then: SQL.

        Raises:
            OSError: what was given before could not be written.
        """
        given = (_Rows(into, len(those[0]), [*chain.from_iterable(those)]) for into, those in rows.items() if those)
        self._send([*given, *then])

    def finish(self, script: str) -> None:
        """Keep what was inserted, run a script, and close the file.

        Raises:
            OSError: something could not be written.
        """
        self._send(["COMMIT", script])
        self._send(None)
        if self._process.wait():
            raise self._error()

    def close(self) -> None:
        """End what is not finished."""
        self._process.kill()
        self._process.communicate()

    def _send(self, work: _Work | None) -> None:
        assert self._process.stdin is not None
        try:
            pickle.dump(work, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
        except OSError:
            raise self._error() from None

    def _error(self) -> OSError:
        assert self._process.stdout is not None
        said = self._process.stdout.read().decode(errors="replace")
        code = self._process.wait()
        if said:
            return OSError(said)
        reason = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
        return OSError(f"the process that writes the database ended {reason}")


def main() -> None:
    """Do the work that comes by standard input, and tell by standard output what could not be done."""
    try:
        # Few statements are kept, since those that insert are large.
        with closing(sqlite3.connect(sys.argv[1], isolation_level=None, cached_statements=16)) as file:
            while (work := pickle.load(sys.stdin.buffer)) is not None:
                for each in work:
                    if not isinstance(each, str):
                        _insert(file, *each)
                    elif file.in_transaction:
                        file.execute(each)  # `executescript` would end the transaction
                    else:
                        file.executescript(each)
    except EOFError:
        sys.exit(1)  # nobody waits for it any more
    except (sqlite3.Error, MemoryError) as error:
        print(error or "out of memory", end="")
        sys.exit(1)


def _insert(file: sqlite3.Connection, into: str, width: int, values: list[Any]) -> None:
    row = f"({', '.join('?' * width)})"
    at_once = min(VALUES_AT_ONCE, file.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)) // width * width
    for start in range(0, len(values), at_once):
        those = values[start : start + at_once]
        file.execute(f"INSERT {into} VALUES {', '.join([row] * (len(those) // width))}", those)


if __name__ == "__main__":
    main()
