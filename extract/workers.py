"""Extraction in several processes: each has a model of its own, and the triples come in the order of the articles.

Processes of `multiprocessing`, started anew ("spawn") and not forked: the threads of ONNX Runtime and of an embedded
store do not survive a fork. Each has a pipe of its own instead of the one queue of a process pool, so that when one
dies it is known which article it was at.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection
from pkgutil import resolve_name
from queue import SimpleQueue
from typing import Any, Final

from onrecord.extract.document import Document
from onrecord.extract.errors import ExtractionError, sendable
from onrecord.extract.parsing.start import import_spacy
from onrecord.extract.triple import Triple

Extracted = tuple[Document, list[Triple]]
# What each process makes; by name, since it imports spaCy, which `import_spacy` is to do first.
EXTRACTOR: Final = "onrecord.extract.extractor:Extractor"
# Articles that a process may be ahead of the one whose triples are asked for: enough that none waits for a long one.
AHEAD = 8
# One thread for each process: with more they would only get into each other's way.
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def extract(articles: Iterable[Document], processes: int, **settings: Any) -> Generator[Extracted]:
    """Each article with its triples, in order, as `Extractor(**settings).stream(articles)` gives them.

    Articles are taken as they are needed, at most AHEAD for each process, so memory does not grow with their number.
    Called from a script, the script needs the usual `if __name__ == "__main__":`, since each process reads it again.

    Raises:
        ExtractionError: a process has died, of too little memory for instance; it says at which article.
    """
    workers = [_Worker(settings) for _ in range(processes)]
    idle: SimpleQueue[_Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)

    def triples(document: Document) -> Extracted:
        worker = idle.get()
        try:
            return document, worker.triples(document)
        finally:
            idle.put(worker)

    threads = ThreadPoolExecutor(processes)
    try:
        yield from _in_order(articles, lambda document: threads.submit(triples, document), AHEAD * processes)
    finally:
        for worker in workers:
            worker.stop()
        threads.shutdown(cancel_futures=True)


def _in_order(
    articles: Iterable[Document], submit: Callable[[Document], Future[Extracted]], ahead: int
) -> Iterator[Extracted]:
    """The results of articles in their order, so many of them under way."""
    waiting: deque[Future[Extracted]] = deque()
    for document in articles:
        waiting.append(submit(document))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


class _Worker:
    """A process that extracts, an article at a time."""

    def __init__(self, settings: dict[str, Any]) -> None:
        context = get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, settings), daemon=True)
        with quiet_start():
            self._process.start()
        theirs.close()

    def triples(self, document: Document) -> list[Triple]:
        try:
            self._ours.send(document)
            found = self._ours.recv()
        except (EOFError, OSError):
            self._process.join()
            raise ExtractionError(died(self._process.exitcode or 0, document.id, document.path)) from None
        if isinstance(found, Exception):
            raise found
        return [replace(triple, document=document) for triple in found]

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()
        self._ours.close()


def died(code: int, article: str | None, path: str | None) -> str:
    """Say that a process has ended by itself, with this exit code, and at which article of which file."""
    reason = f"by signal {signal.Signals(-code).name}" if code < 0 else f"with exit code {code}"
    if article is None:
        return f"a process that extracts ended {reason} before it began. If memory ran out, take fewer processes."
    place = f"{path}: " if path and path != article else ""
    hint = "Leave it out, or try it with one process; if memory ran out, take fewer."
    return f"{place}the process that read article {article} ended {reason}. {hint}"


def _work(connection: Connection, settings: dict[str, Any]) -> None:
    """What a process does until the one that started it ends."""
    import_spacy()
    make_extractor = resolve_name(EXTRACTOR)
    extractor = None
    with suppress(EOFError, OSError):
        while True:
            document = connection.recv()
            try:
                extractor = extractor or make_extractor(**settings)
                found: list[Triple] | Exception = extractor.triples(document)
            except Exception as error:
                found = sendable(error)
            connection.send(found)


@contextmanager
def quiet_start() -> Iterator[None]:
    """What processes begin with: one thread, and deaf to Ctrl-C, which is for the process that started them."""
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    if masks := hasattr(signal, "pthread_sigmask"):  # not on Windows
        # The first process starts the tracker, whose start ends by unblocking SIGINT, before the process is there.
        resource_tracker.ensure_running()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if masks:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
