"""Ctrl-C that ends a long job after the document in hand."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Give a function that tells whether Ctrl-C was pressed, in place of an exception anywhere in the code.

    A library may swallow such an exception. A second Ctrl-C raises KeyboardInterrupt at once, as usual.
    """
    asked: list[bool] = []

    def ask(*_: object) -> None:
        asked.append(True)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


def until(interrupted: Callable[[], bool], items: Iterable[Item]) -> Iterator[Item]:
    """Pass on items until Ctrl-C was pressed, then the item in hand.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed, and the last item has been dealt with.
    """
    for item in items:
        yield item
        if interrupted():
            raise KeyboardInterrupt
