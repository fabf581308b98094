"""The tables of a graph copied into a new file of the embedded store."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import ladybug

from onrecord.graph.errors import StoreError
from onrecord.graph.stores.ladybug import LadybugStore


def copy(tables: Iterable[tuple[str, Any]], path: Path, processes: int = 1) -> None:
    """Make a store of the tables; what is at the path from a build that was killed goes.

    The store is opened anew for each table, so that what the engine has kept of one in memory goes before the next. How
    much that may be is left to the engine: with 1 GB a million claims could not be written. It takes as many threads as
    processes are asked for: each thread more costs processor time and memory.

    Raises:
        StoreError: the engine fails: there is not enough memory, or no room on the disk.
    """
    for left in path.parent.glob(f"{path.name}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    LadybugStore(str(path), read_only=False).close()
    for table, content in tables:
        if content.num_rows and table != "Model":  # which a new store has
            try:
                with (
                    ladybug.Database(path, max_num_threads=processes) as database,
                    ladybug.Connection(database) as connection,
                ):
                    connection.execute(f"COPY {table} FROM $frame", {"frame": content})
            except RuntimeError as error:
                raise StoreError(
                    f"{path}: the engine could not write the table {table} ({error}). Make room in memory and on the "
                    "disk, then give the same command: it goes on from here."
                ) from None
