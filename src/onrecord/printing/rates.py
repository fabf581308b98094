"""How a long job goes on: articles and claims, how many a second, and the time left; on standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from onrecord.printing.messages import note

if TYPE_CHECKING:
    from onrecord.extract.shards.work import Progress

SECONDS: Final = {True: 0.5, False: 60.0}
"""How often it is said: on a terminal, where one line is written over, and in a log."""

LATELY: Final = 120.0
"""Seconds by which the rates are measured."""


def rated(reports: Iterable[Progress], total: int | None) -> Iterator[Progress]:
    """Pass on reports, and say now and then how it goes.

    Args:
        total: how many articles there will be, None if it is not known.
    """
    on_terminal = sys.stderr.isatty()
    said = began = time.monotonic()
    marks = [(began, 0, 0)]
    articles = claims = 0
    for report in reports:
        articles, claims = articles + report.articles, claims + report.claims
        yield report
        now = time.monotonic()
        if now - said >= SECONDS[on_terminal]:
            said = now
            marks = [*(mark for mark in marks[-400:] if now - mark[0] <= LATELY), (now, articles, claims)]
            line = _line(marks[0], marks[-1], began, total)
            if on_terminal:
                print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
            else:
                note(line)
    if on_terminal and said != began:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _line(first: tuple[float, int, int], last: tuple[float, int, int], began: float, total: int | None) -> str:
    now, articles, claims = last
    since, articles_then, claims_then = first if first != last else (began, 0, 0)
    seconds = max(now - since, 1e-9)
    speed = (articles - articles_then) / seconds
    of = f" of {total:,}" if total is not None else ""
    line = f"{articles:,}{of} articles ({speed:,.1f}/s), {claims:,} claims ({(claims - claims_then) / seconds:,.1f}/s)"
    if total is None or not speed:
        return line
    return f"{line}, {timedelta(seconds=round(max(0, total - articles) / speed))} left"
