"""The tables of a graph copied into a new file of the embedded store."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import ladybug

from onrecord.graph.stores.ladybug import LadybugStore

POOL: Final = 1024 * 1024 * 1024
"""Bytes that the engine may keep in memory."""


def copy(tables: Iterable[tuple[str, Any]], path: Path) -> None:
    """Make a store of the tables; what is at the path from a build that was killed goes."""
    for left in path.parent.glob(f"{path.name}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    LadybugStore(str(path), read_only=False).close()
    with ladybug.Database(path, buffer_pool_size=POOL) as database, ladybug.Connection(database) as connection:
        for table, content in tables:
            if content.num_rows and table != "Model":  # which a new store has
                connection.execute(f"COPY {table} FROM $frame", {"frame": content})
