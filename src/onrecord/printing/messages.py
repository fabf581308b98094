"""Sentences beside the output, on standard error, and a progress bar."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from onrecord.extract.reading import Remark

from onrecord.printing.characters import harmless

Item = TypeVar("Item")


_quiet = False


def quiet() -> None:
    """Print no more but answers and what went wrong."""
    global _quiet
    _quiet = True


def say(sentence: str) -> None:
    """Print a sentence on standard output, unless quiet: what a command that changes something has done."""
    if not _quiet:
        print(harmless(sentence), flush=True)  # a log shows it at once


def note(sentence: str, *, wrong: bool = False) -> None:
    """Print a sentence on standard error, so that it does not mix with the output; if quiet, only what went wrong."""
    if wrong or not _quiet:
        print(harmless(sentence), file=sys.stderr)


class Notes(logging.Handler):
    """Has onrecord's own log messages printed as notes."""

    def emit(self, record: logging.LogRecord) -> None:
        note(record.getMessage())


def remark_on(remarks: Iterable[Remark]) -> None:
    """Print what there is to say about files, and which could not be read."""
    from onrecord.extract.reading import Skipped

    for item in remarks:
        skipped = isinstance(item, Skipped)
        note(f"{'Skipped ' if skipped else ''}{item.path}: {item.reason}", wrong=skipped)


def plural(number: int, noun: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def on_terminal() -> bool:
    """Whether standard output is read by a person at a terminal."""
    return sys.stdout.isatty()


def watched(items: Iterable[Item], total: Callable[[], int | None], doing: str = "Loading") -> Iterator[Item]:
    """Pass on the items, with a progress bar on standard error if that is a terminal."""
    if _quiet or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TextColumn("articles"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total())
        for item in items:
            yield item
            bar.advance(task)
