"""A store that a server has open for long: for reading, and for writing only as long as a correction takes.

An embedded store is let go of as soon as another process wants to write to it, and read as its last commit left it
while that goes on; so articles are loaded while their pages are looked at.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Condition, Event, Lock, Thread

from onrecord import graph
from onrecord.errors import Error
from onrecord.graph.errors import CypherError, StoreLocked
from onrecord.graph.stores.beside.asking import is_wanted
from onrecord.store import Store

PATIENCE = 5.0  # seconds in which another process may be done with the store
PAUSE = 0.1
LEAST_OLD = 2.0  # seconds that a copy is read for, at least, while another process goes on writing
MOST_ASKED = 2  # queries at a time, each of which has a process of its own
TIMES_OLD = 20  # so many times as long as it took to make, too


class Busy(CypherError):
    """As many queries are being asked as may be at a time."""


class Held:
    """A store that one request at a time asks or changes.

    Args:
        store: open for reading; from now on it is closed, and opened again, here.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._is_open = True
        self._read_until = 0.0
        self._lock = Condition(Lock())  # an embedded store answers one at a time
        self._asked = self._writers = 0
        self._closed = Event()
        if "://" not in store.uri:
            Thread(target=self._heed_writers, daemon=True).start()

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The store for a look-up.

        Raises:
            StoreLocked: another process has been writing for long.
        """
        with self._lock:
            if self._is_open and time.monotonic() > self._read_until and self._store.engine.is_behind():
                self._close()
            if not self._is_open:
                self._wait_for_writer()
                began = time.monotonic()
                self._open(read_only=True)
                now = time.monotonic()
                self._read_until = now + max(LEAST_OLD, TIMES_OLD * (now - began))
            yield self._store

    @contextmanager
    def asking(self) -> Iterator[Store]:
        """The store for a query that a process of its own reads: look-ups go on meanwhile, and a change waits for it.

        Raises:
            Busy: others are being asked, or a change waits for its turn.
            StoreLocked: see `reading`.
        """
        with self.reading() as store:
            if self._asked >= MOST_ASKED or self._writers:
                raise Busy("Other queries are being asked just now: try again in a few seconds.")
            self._asked += 1
            asked = Store(store.engine)
        try:
            yield asked
        finally:
            with self._lock:
                self._asked -= 1
                self._lock.notify_all()

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The store for a change.

        Raises:
            StoreLocked: another process has had it open for long.
        """
        with self._lock:
            self._writers += 1
            try:
                self._lock.wait_for(lambda: not self._asked)
            finally:
                self._writers -= 1
            self._close()
            self._open(read_only=False)
            try:
                yield self._store
            finally:
                self._close()

    def close(self) -> None:
        """Let go of the store."""
        self._closed.set()
        with self._lock:
            self._close()

    def _close(self) -> None:
        self._is_open = False
        self._store.close()

    def _open(self, *, read_only: bool) -> None:
        last = time.monotonic() + PATIENCE
        while True:
            try:
                self._store.engine = graph.open(self._store.uri, read_only=read_only)
            except StoreLocked:
                if time.monotonic() > last:
                    raise
                time.sleep(PAUSE)
            else:
                self._is_open = True
                return

    def _heed_writers(self) -> None:
        """Let go of the store when a process asks for it."""
        while not self._closed.wait(PAUSE):
            if self._is_open and is_wanted(Path(self._store.uri)):
                # Whatever closing says, who writes next is heeded too; who reads next is told.
                with self._lock, suppress(Error):
                    self._close()

    def _wait_for_writer(self) -> None:
        """Give a process that has asked for the store the time to open it."""
        last = time.monotonic() + PATIENCE
        while is_wanted(Path(self._store.uri)) and time.monotonic() < last:
            time.sleep(PAUSE)
