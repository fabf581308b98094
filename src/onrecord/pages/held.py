"""The store of a server of pages: open for reading, and for writing only as long as a correction takes.

So commands can read an embedded store while its pages are served, with `--edit` too.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from onrecord.graph.errors import StoreLocked
from onrecord.store import Store
from onrecord.store import open as opened

PATIENCE = 5.0  # seconds in which another process may be done with the store
PAUSE = 0.1


class Held:
    """A store that one request at a time asks or changes.

    Args:
        store: open for reading; from now on it is closed and opened here.
    """

    def __init__(self, store: Store) -> None:
        self._uri = store.uri
        self._store: Store | None = store
        self._lock = Lock()  # an embedded store answers one at a time

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The store for a look-up.

        Raises:
            StoreLocked: another process has been writing for long.
        """
        with self._lock:
            if self._store is None:
                self._store = self._opened(read_only=True)
            yield self._store

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The store for a change.

        Raises:
            StoreLocked: another process has had it open for long.
        """
        with self._lock:
            self._close()
            with self._opened(read_only=False) as store:
                yield store

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
        self._store = None

    def _opened(self, *, read_only: bool) -> Store:
        last = time.monotonic() + PATIENCE
        while True:
            try:
                return opened(self._uri, read_only=read_only)
            except StoreLocked:
                if time.monotonic() > last:
                    raise
            time.sleep(PAUSE)
