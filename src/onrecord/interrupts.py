"""Ctrl-C and SIGTERM that end a long job after the document in hand."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final, NoReturn, TypeVar

from onrecord.extract.errors import ExtractionError

Item = TypeVar("Item")
Interrupted = Callable[[], type[KeyboardInterrupt] | None]


_STEP: Final = 0.2  # seconds: a handler that raises nothing does not end a sleep


class Terminated(KeyboardInterrupt):
    """The process was asked to end by SIGTERM, as a service manager does it."""


SIGNALS: Final[dict[signal.Signals, type[KeyboardInterrupt]]] = {
    signal.SIGINT: KeyboardInterrupt,
    signal.SIGTERM: Terminated,
}


def terminate(*_: object) -> NoReturn:
    """Do on SIGTERM what Python does on Ctrl-C: raise an exception, so that what is begun is put in order."""
    raise Terminated


@contextmanager
def interruptible() -> Iterator[Interrupted]:
    """Give a function that tells what Ctrl-C or SIGTERM ask for, in place of an exception anywhere in the code.

    A library may swallow such an exception. A second one is raised at once, as usual.
    """
    asked: list[type[KeyboardInterrupt]] = []

    def ask(number: int, _: object) -> None:
        asked.append(SIGNALS[signal.Signals(number)])
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, terminate)

    ignored = [number for number in SIGNALS if signal.getsignal(number) is signal.SIG_IGN]
    before = {number: signal.signal(number, ask) for number in SIGNALS if number not in ignored}
    try:
        yield lambda: asked[0] if asked else None
    except ExtractionError:
        if asked:  # SIGTERM for all processes of a service ends those that extract as well
            raise asked[0] from None
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def wait(seconds: float, interrupted: Interrupted) -> None:
    """Wait for so long, or until interrupted."""
    end = time.monotonic() + seconds
    while not interrupted() and (left := end - time.monotonic()) > 0:
        time.sleep(min(left, _STEP))


def until(interrupted: Interrupted, items: Iterable[Item]) -> Iterator[Item]:
    """Pass on items until Ctrl-C or SIGTERM, then the item in hand.

    Raises:
        KeyboardInterrupt: it was Ctrl-C, and the last item has been dealt with.
        Terminated: it was SIGTERM.
    """
    for item in items:
        yield item
        if stop := interrupted():
            raise stop
