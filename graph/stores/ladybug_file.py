"""The file of an embedded store: found, locked, opened, and recovered after a loader that came to a bad end."""

from __future__ import annotations

import logging
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, Literal
from weakref import WeakValueDictionary

import ladybug

from onrecord.graph.errors import (
    TOO_LARGE,
    TOO_LONG,
    AccessDenied,
    CypherError,
    NoSuchStore,
    NotAStore,
    StoreError,
    StoreLocked,
)
from onrecord.graph.stores.beside.asking import asked_for
from onrecord.graph.stores.beside.folders import Folder
from onrecord.graph.stores.beside.snapshot import looks, snapshot
from onrecord.graph.stores.ladybug_log import Log, examine

try:
    import fcntl
except ImportError:  # Windows, where the engine's own lock keeps readers out
    fcntl = None  # type: ignore[assignment]

# Bytes that a reader may keep in memory, so that no query takes the machine's. A writer may take as much as the engine
# thinks fit (80 % of the memory): what it has written of a table it puts in order 131,072 rows at a time, which takes
# three times what the texts of so many articles have, and where it cannot the store accepts nothing any more.
READING_POOL: Final = 208 * 1024 * 1024

# The share of the file that its log may have when it is closed. Who opens it next reads so little in a fraction of the
# time that putting it in order takes, which grows with all that was ever loaded.
SHARE_LEFT_IN_LOG: Final = 256

# What the binding says of a str that UTF-8 does not have: of a value, and of a query.
NOT_UNICODE: Final = ("Unable to cast Python instance of type <class 'str'>", "incompatible function arguments")

LOADED_AGAIN: Final = "Load the same articles again to get it back: what is there is left alone."

# Two databases on one file in one process would overwrite each other's pages.
_open_files: WeakValueDictionary[str, LadybugFile] = WeakValueDictionary()

_messages = logging.getLogger("onrecord.graph")  # on standard error, unless a program says otherwise


class Unfinished(StoreError):
    """A store that only a writer can open now."""


LOCKED: Final = "Could not set lock"
LONGEST_COMMAND: Final = 200  # characters


class LadybugFile:
    """An open file, with a connection to its database.

    Attributes:
        uri: what users call it.
        path: where it is.
        locks_readers: whether nobody else can write to it while it is open for reading.
        beside: the copy that is read instead, as the last commit left the store, if another process writes to it.
        is_new: whether it was not there before.
    """

    locks_readers = fcntl is not None
    beside: Path | None = None
    _looked: object = None

    def __init__(self, uri: str, *, read_only: bool, make: bool = True) -> None:
        self.uri = uri
        self.path = Path(uri)
        self.is_new = not (self.path.exists() or self.log.exists())
        self._read_only = read_only
        self._makes = make and not read_only
        self._key = os.path.realpath(uri)
        self._lock: IO[bytes] | None = None
        self._database: ladybug.Database | None = None
        self._connection: ladybug.Connection | None = None
        self._copies: Folder | None = None
        self._check_path()
        try:
            self._database = self._open_for_reading() if read_only else self._open()
            self._connection = ladybug.Connection(self._database)
        except BaseException:
            self.close()
            raise
        _open_files[self._key] = self

    @property
    def log(self) -> Path:
        return Path(f"{self.path}.wal")

    @property
    def connection(self) -> ladybug.Connection:
        """The connection for what is asked once."""
        assert self._connection is not None, "it has been closed"
        return self._connection

    def connect(self) -> ladybug.Connection:
        """Make another connection, which the caller closes."""
        assert self._database is not None, "it has been closed"
        return ladybug.Connection(self._database)

    def close(self) -> None:
        """Let go of the file. Closing twice is harmless."""
        if self._connection is not None and not self._read_only and self._may_leave_log():
            self._connection.execute("CALL force_checkpoint_on_close=false")
        for held in (self._connection, self._database, self._lock):
            if held is not None:
                held.close()
        if self._copies is not None:
            self._copies.remove()
        self._connection = self._database = self._lock = self._copies = None
        if _open_files.get(self._key) is self:
            del _open_files[self._key]

    def remove(self) -> None:
        """Close and remove the file and its log, unless another process has them by now."""
        self.close()
        try:
            self._lock_for_writing()
        except StoreError:
            return
        self.path.unlink(missing_ok=True)
        self.log.unlink(missing_ok=True)
        self.close()

    def _may_leave_log(self) -> bool:
        """Whether there is a log, and it is a small share of the file."""
        try:
            return 0 < self.log.stat().st_size < self.path.stat().st_size // SHARE_LEFT_IN_LOG
        except OSError:
            return False

    @contextmanager
    def errors(self, kind: type[StoreError] = StoreError) -> Iterator[None]:
        """Turn what the engine raises into errors of `kind`, with the store's name."""
        try:
            yield
        except StoreError:
            raise
        except Exception as error:
            reason = _first_line(str(error))
        else:
            return
        if any(sign in reason for sign in NOT_UNICODE):
            reason = "A text in what was asked is not valid Unicode: it has half of a surrogate pair in it"
        if reason.startswith("Interrupted"):
            raise CypherError(TOO_LONG)
        if reason.startswith(("Buffer manager exception", "std::bad_alloc")):
            raise kind(TOO_LARGE)
        raise kind(reason if kind is CypherError else f"{self.uri}: {reason}")

    def _check_path(self) -> None:
        if self._key in _open_files:
            raise StoreLocked(f"{self.uri} is already open in this process. Close it first, or go on using it.")
        if self.path.is_dir():
            raise NotAStore(f"{self.uri} is a folder. Give the path of a file, such as {self.path / 'onrecord.lbug'}.")
        if not self._makes and not self.path.exists():
            raise NoSuchStore(
                f"There is no store at {self.uri}. Make one with: onrecord load ARTICLES --store {self.uri}"
            )
        if not self.path.absolute().parent.is_dir():
            raise NoSuchStore(f"{self.uri} cannot be made: there is no folder {self.path.parent}. Make it first.")

    def _lock_for_reading(self) -> IO[bytes] | None:
        """Keep writers out for as long as this reader lives: Ladybug would let them in beside it."""
        try:
            return self._locked_for(fcntl.LOCK_SH, "rb") if fcntl else self.path.open("rb")
        except OSError as error:
            raise AccessDenied(f"{self.uri} cannot be read: {error.strerror}.") from None

    def _open_for_reading(self) -> ladybug.Database:
        """Open the file or, if another process writes to it, a copy."""
        try:
            self._lock = self._lock_for_reading()
        except StoreLocked as locked:
            return self._open_beside(locked)
        return self._open()

    def _open_beside(self, locked: StoreLocked) -> ladybug.Database:
        """Open a copy of the store as the last commit of the process that writes to it left it."""
        try:
            self._copies = Folder()
            copy = self._copies.path / self.path.name
            self._looked = looks(self.path)
            if not snapshot(self.path, copy):
                raise locked
        except OSError as error:
            raise StoreLocked(
                f"{locked} To be read meanwhile it has to be copied, which failed: {error.strerror} "
                "(TMPDIR tells where copies are made)."
            ) from None
        with self.errors(StoreLocked):
            database = self._database_at(copy)
        self.beside = copy
        return database

    def is_behind(self) -> bool:
        """Whether what is read is a copy of a store that has changed since."""
        return self.beside is not None and looks(self.path) != self._looked

    def _lock_for_writing(self) -> None:
        """Keep all others out, as the engine does once it is open."""
        try:
            self._lock = self._locked_for(fcntl.LOCK_EX, "r+b") if fcntl else None
        except OSError as error:
            raise self._refusal(str(error)) from None

    def _locked_for(self, kind: int, mode: Literal["rb", "r+b"]) -> IO[bytes]:
        file = self.path.open(mode)
        try:
            fcntl.lockf(file, kind | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise StoreLocked(self._locked(None)) from None
        return file

    def _open(self) -> ladybug.Database:
        log = self.examined()
        if log is not None and log.is_damaged:
            if not self._read_only:
                self._lock_for_writing()
                log = examine(self.log)  # what seemed to be damage may have been another's writing
            if log.is_damaged:
                return self._open_as_far_as_whole(log)
        database, reason = self._tried()
        if LOCKED in reason and not self._read_only and self._is_only_read():
            with asked_for(self.path) as waiting:
                while LOCKED in reason and waiting():
                    database, reason = self._tried()
        if database is not None:
            return database
        if LOCKED in reason:
            holder = re.search(r"PID (\d+)", reason)
            raise StoreLocked(self._locked(int(holder[1]) if holder else None))
        if self._read_only and "recovery is pending" in reason:
            raise Unfinished(f"{self.uri} has to be opened for writing once, and is in use by another process.")
        if log is not None and log.whole < log.size:
            with self.errors(NotAStore):
                # As far as the log is whole. A reader leaves it as it is.
                return self._database_at(self.path, throw_on_wal_replay_failure=False)
        raise self._refusal(reason)

    def _tried(self) -> tuple[ladybug.Database | None, str]:
        """The file, open, or why it cannot be opened."""
        try:
            return self._database_at(self.path), ""
        except Exception as error:
            return None, str(error)

    def _is_only_read(self) -> bool:
        """Whether those who have the file open only read it, and so may let go of it."""
        try:
            lock = self._lock_for_reading()
        except StoreError:
            return False
        if lock is not None:
            lock.close()
        return True

    def _database_at(self, path: Path, **settings: Any) -> ladybug.Database:
        pool = READING_POOL if self._read_only else 0  # 0: the engine's own default
        return ladybug.Database(path, buffer_pool_size=pool, read_only=self._read_only, **settings)

    def examined(self) -> Log | None:
        """What the log has in it; None where there is none, or it cannot be read."""
        try:
            return examine(self.log)
        except OSError:
            return None

    def _open_as_far_as_whole(self, log: Log) -> ladybug.Database:
        """Open the store with what is whole of a damaged log, and say what is left out.

        A writer puts the log aside first; a reader changes nothing, and reads a copy.
        """
        lost = f"the last {log.lost} of {log.read + log.lost}" if log.lost else "the last"
        aside = self.log.with_name(f"{self.log.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
        kept = "nothing has been changed" if self._read_only else f"the log as it was is now {aside}"
        with self.errors(NotAStore):
            if self._read_only:
                database = self._stand_in(log)
            else:
                shutil.copy2(self.log, aside)
                os.truncate(self.log, log.whole)
                database = self._database_at(self.path)
        _messages.warning(
            f"{self.uri}: its log {self.log.name} is damaged ({log.whole:,} of {log.size:,} bytes are whole). What was "
            f"loaded in {lost} transactions of it is left out; {kept}. {LOADED_AGAIN}"
        )
        return database

    def _stand_in(self, log: Log) -> ladybug.Database:
        """The store's own file beside a copy of its log, as far as that is whole."""
        self._copies = Folder()
        path = self._copies.path / self.path.name
        path.symlink_to(self.path.absolute())
        with self.log.open("rb") as whole:
            Path(f"{path}.wal").write_bytes(whole.read(log.whole))
        return self._database_at(path)

    def _refusal(self, reason: str) -> StoreError:
        if "ermission denied" in reason:
            return AccessDenied(
                f"{self.uri} cannot be opened: permission denied. Check the rights of the file and folder."
            )
        if "Read-only file system" in reason:
            return AccessDenied(f"{self.uri} cannot be written to: it is on a file system that is for reading only.")
        if "different version" in reason:
            return NotAStore(
                f"{self.uri} cannot be opened: a newer onrecord wrote it ({_first_line(reason)}). Update this one."
            )
        return NotAStore(
            f"{self.uri} cannot be opened as a store: it is no Ladybug file, or a damaged one ({_first_line(reason)}). "
            "Give another path, or load the articles into a new file."
        )

    def _locked(self, holder: int | None) -> str:
        known = f" ({holder}{_command(holder)})" if holder else ""
        return f"{self.uri} is in use by another process{known}. Wait until it is done, or end it, then try again."


def tell_what_is_missing(uri: str, there: int, written_down: int) -> None:
    """Say that a store holds fewer documents than were written to it."""
    _messages.warning(
        f"{uri} holds {there:,} documents, but {written_down:,} were written to it: its log {Path(uri).name}.wal is "
        f"missing, or another file has been put in its place. {LOADED_AGAIN}"
    )


def _command(process: int) -> str:
    """The command of a process, where the system tells it."""
    try:
        words = Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8", errors="replace").split("\0")
    except OSError:
        return ""
    return f": {command[:LONGEST_COMMAND]}" if (command := " ".join(" ".join(words).split())) else ""


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0].rstrip(".")
