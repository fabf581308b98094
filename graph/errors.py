"""What can go wrong with a store, each as one clear sentence: which store, what is wrong, what to do next."""

from __future__ import annotations

from typing import Final

from onrecord.errors import Error, UsageError

TOO_LONG: Final = "The query took too long and was stopped. Narrow it, or allow it more time."
TOO_LARGE: Final = (
    "The query needs more memory than the store has for it. Narrow it, return fewer rows, or try again when the store "
    "has less to do."
)


class StoreError(Error):
    """A store could not do what was asked. `str(error)` is written for the user; no driver's exception gets past it."""


class AskedWrongly(StoreError, UsageError):
    """What was asked for cannot be, whatever is in the store; the message says what can."""


class NoSuchStore(StoreError):
    """Nothing has been loaded there yet."""


class NotAStore(StoreError):
    """A file that is no Ladybug database, is damaged, or holds another kind of graph."""


class StoreLocked(StoreError):
    """Another process, or another part of this one, has the embedded file open."""


class StoreUnreachable(StoreError):
    """The server does not answer."""


class AccessDenied(StoreError):
    """The server refuses the user name or password, or the file system the file."""


class CypherError(StoreError):
    """A user's Cypher: a mistake in it, something that is not reading, or it took too long."""


class MissingLibrary(StoreError):
    """A library is not installed that onrecord does without unless it is asked for: pandas, SciPy, matplotlib."""

    def __init__(self, what: str, library: str, install: str) -> None:
        super().__init__(f"{what} needs {library}, which is not there. Install it with: {install}")


class NotFound(StoreError):
    """No such claim or document in the store."""
