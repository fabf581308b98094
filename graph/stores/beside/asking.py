"""How a process that is to write to an embedded store asks those who only read it to let go.

It touches a file beside the store, `STORE.wanted`, as long as it waits. A server looks for that file; it lets go, and
reads a copy meanwhile. Another reader is not asked for long: it does not look.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

PATIENCE: Final = 8.0  # seconds: longer than a server may take for a query in Cypher
PAUSE: Final = 0.05
FRESH: Final = 2.0  # seconds after which a file that nobody touches is of a process that was killed


@contextmanager
def asked_for(store: Path) -> Iterator[Callable[[], bool]]:
    """Ask for a store, with a function that waits a moment and tells whether to wait on."""
    sign, until = _sign(store), time.monotonic() + PATIENCE

    def waiting() -> bool:
        if time.monotonic() > until:
            return False
        with suppress(OSError):  # where no file can be made, the store may come free all the same
            sign.touch()
        time.sleep(PAUSE)
        return True

    try:
        yield waiting
    finally:
        with suppress(OSError):
            sign.unlink(missing_ok=True)


def is_wanted(store: Path) -> bool:
    """Whether a process waits to write to a store."""
    try:
        return abs(time.time() - _sign(store).stat().st_mtime) < FRESH  # clocks of two machines may differ
    except OSError:
        return False


def _sign(store: Path) -> Path:
    return Path(f"{store}.wanted")
