"""A copy of an embedded store as its last commit left it, taken while another process writes to it.

A commit only appends to the log (`STORE.wal`). Now and then the engine puts the log into the file: it renames the log
to `STORE.wal.checkpoint`, writes new pages where the file had none or unused ones, ends the log with a record of that,
and only then changes pages that are in use. Up to that record the file and the log by either name are the store, as
they have to be for a process that is killed. So a copy of the file is good if the log was there before with a commit
at its end, and afterwards has the same and a commit at its end. Where there is no log, the file has to be unchanged.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from onrecord.graph.stores.ladybug_log import COMMIT, HEADER, NUMBER

PATIENCE: Final = 30.0  # seconds
PAUSE: Final = 0.02  # seconds, longer than a file system's clock takes to tick
PORTION: Final = 2**30  # bytes


def snapshot(store: Path, into: Path) -> bool:
    """Copy the file and the log of a store that another process writes to.

    Args:
        store: its file.
        into: the path of the copy; its log goes beside it.

    Returns:
        whether a whole copy could be had, in as much time as there is patience.

    Raises:
        OSError: the file cannot be read, or there is no room for its copy.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        log = _log_at_rest(store)
        before = _looks(store)
        time.sleep(PAUSE)
        if log is not None:
            _copy(store, into)
            after = _log_at_rest(store)
            if after is not None and after.startswith(log) and (log or _looks(store) == before):
                if log:
                    Path(f"{into}.wal").write_bytes(log)
                return True
    return False


def _log_at_rest(store: Path) -> bytes | None:
    """The log, which ends with a commit; empty where there is none; None while the engine is at work on it."""
    logs = []
    for name in (f"{store}.wal", f"{store}.wal.checkpoint"):  # in this order a log renamed meanwhile is there twice
        with suppress(FileNotFoundError):
            logs.append(Path(name).read_bytes())
    if len(logs) > 1:
        return None
    log = logs[0] if logs else b""
    if len(log) <= HEADER + NUMBER and not Path(f"{store}.shadow").exists():
        return b""
    return log if log.endswith(COMMIT) else None


def looks(store: Path) -> tuple[tuple[int, int, int] | None, ...]:
    """What changes of a store's file and its log whenever the store does."""
    return tuple(_looks(path) for path in (store, Path(f"{store}.wal")))


def _looks(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _copy(file: Path, into: Path) -> None:
    """Copy a file; where the file system knows how, without copying what is in it."""
    with file.open("rb") as source, into.open("wb") as target:
        if hasattr(os, "copy_file_range"):
            with suppress(OSError):  # not on every file system; the rest is copied below
                while os.copy_file_range(source.fileno(), target.fileno(), PORTION):
                    pass
        shutil.copyfileobj(source, target)
