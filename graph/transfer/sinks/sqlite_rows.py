"""Many rows into a table of SQLite: many in each statement, which takes half the time of one after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

VALUES_AT_ONCE: Final = 900
"""SQLite takes 999 at least."""


def insert(file: sqlite3.Connection, into: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows.

    Args:
        file: an open database.
        into: what stands between INSERT and VALUES: "INTO claims", "OR IGNORE INTO aliases (entity, alias)".
        rows: of the same length, each with a value for each column.
    """
    if not rows:
        return
    row = f"({', '.join('?' * len(rows[0]))})"
    at_once = VALUES_AT_ONCE // len(rows[0])
    whole = len(rows) - len(rows) % at_once
    statement = f"INSERT {into} VALUES {', '.join([row] * at_once)}"
    for start in range(0, whole, at_once):
        file.execute(statement, [*chain.from_iterable(rows[start : start + at_once])])
    file.executemany(f"INSERT {into} VALUES {row}", rows[whole:])
