"""All pieces of work done, by this process or several; what is there already is left alone."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path

import pyarrow.parquet as pq

from onrecord.extract.document import Document
from onrecord.extract.errors import ExtractionError, sendable
from onrecord.extract.parsing.start import import_spacy
from onrecord.extract.reading.item import Remark
from onrecord.extract.shards.plan import Job, Plan, Work
from onrecord.extract.shards.shard import SUFFIX, Label
from onrecord.extract.shards.work import Begun, Progress, Triples, make
from onrecord.extract.triple import Triple
from onrecord.extract.workers import died, quiet_start


@dataclass(slots=True)
class Made:
    """What is in the shards of a plan.

    Attributes:
        shards: where they are.
        labels: what they say of themselves.
    """

    shards: list[Path] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    @property
    def articles(self) -> int:
        return sum(label.articles for label in self.labels)

    @property
    def claims(self) -> int:
        return sum(label.claims for label in self.labels)

    @property
    def undated(self) -> int:
        return sum(label.undated for label in self.labels)

    @property
    def remarks(self) -> list[Remark]:
        """What there was to say of the files."""
        return [remark for label in self.labels for remark in label.said()]


def there(plan: Plan, job: Job) -> Made:
    """Give those of the plan's shards that are there."""
    made = Made()
    for work in plan.work:
        for number, label in work.there(job).items():
            made.shards.append(work.shard(job, number))
            made.labels.append(label)
    return made


def run(work: Iterable[Work], job: Job, processes: int = 1) -> Generator[Progress]:
    """Do pieces of work, the largest first, and report each article.

    Raises:
        ExtractionError: a process has died, of too little memory for instance; it says at which article.
    """
    job.folder.mkdir(parents=True, exist_ok=True)
    work = sorted(work, key=lambda each: -each.size)
    if processes == 1:
        yield from _alone(work, job)
    else:
        yield from _together(shared(work, processes), job, processes)


def forget_superseded(plan: Plan, job: Job) -> list[Path]:
    """Remove shards of the plan's files that are none of its own: of files put together otherwise, of a former end."""
    own = {*there(plan, job).shards}
    files = {path for work in plan.work for path in work.paths}
    gone = []
    for stem in {work.name.rpartition("-")[0] for work in plan.work}:
        for path in sorted({*job.folder.glob(f"{stem}-*{SUFFIX}")} - own):
            with suppress(OSError, ValueError, KeyError):
                read_from = pq.read_table(path, columns=["path"]).column("path").to_pylist()
                names = {work.name for work in plan.work}
                if path.stem.rpartition("-")[0] in names or not files.isdisjoint(read_from):
                    path.unlink()
                    gone.append(path)
    return gone


def _alone(work: Iterable[Work], job: Job) -> Generator[Progress]:
    triples = Lazy(job)
    for each in work:
        yield from (report for report in make(each, job, triples) if isinstance(report, Progress))


class Lazy:
    """Finds triples with a model that is loaded once there is something to extract."""

    def __init__(self, job: Job) -> None:
        self._settings = dict(job.settings)
        self._triples: Triples | None = None

    def __call__(self, document: Document) -> list[Triple]:
        if self._triples is None:
            import_spacy()
            from onrecord.extract.extractor import Extractor

            self._triples = Extractor(**self._settings).triples
        return self._triples(document)


def _together(work: list[Work], job: Job, processes: int) -> Generator[Progress]:
    """Hand out the work to processes, to each the next piece when it is done with one."""
    rest = iter(work)
    workers = {worker.connection: worker for worker in (_Worker(job) for _ in range(processes))}
    busy: set[Connection] = set()

    def hand_out(worker: _Worker) -> None:
        if (each := next(rest, None)) is not None:
            worker.begin(each)
            busy.add(worker.connection)

    try:
        for worker in workers.values():
            hand_out(worker)
        while busy:
            for connection in wait(list(busy)):
                worker = workers[connection]  # type: ignore[index]
                report = worker.report()
                if report is None:
                    busy.discard(worker.connection)
                    hand_out(worker)
                elif isinstance(report, Progress):
                    yield report
    finally:
        for worker in workers.values():
            worker.stop()


class _Worker:
    """A process that does pieces of work, one after the other."""

    def __init__(self, job: Job) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, job), daemon=True)
        self._article: Begun | None = None
        with quiet_start():
            self._process.start()
        theirs.close()

    def begin(self, work: Work) -> None:
        with suppress(OSError):  # it has died, which `report` tells
            self.connection.send(work)

    def report(self) -> Progress | None:
        """Wait for what it has to report next; None when it is done with a piece of work."""
        while True:
            try:
                report = self.connection.recv()
            except (EOFError, OSError):
                self._process.join()
                article, path = (self._article.article, self._article.path) if self._article else (None, None)
                raise ExtractionError(died(self._process.exitcode or 0, article, path)) from None
            if isinstance(report, Exception):
                raise report
            if not isinstance(report, Begun):
                return report  # type: ignore[no-any-return]
            self._article = report

    def stop(self) -> None:
        self._process.terminate()
        self._process.join()
        self.connection.close()


def _work(connection: Connection, job: Job) -> None:
    """What a process does until the one that started it ends."""
    triples = Lazy(job)
    with suppress(EOFError, OSError):
        while True:
            work = connection.recv()
            try:
                for report in make(work, job, triples):
                    connection.send(report)
            except (EOFError, BrokenPipeError):
                raise
            except Exception as error:
                connection.send(sendable(error))
            connection.send(None)


def shared(work: list[Work], processes: int) -> list[Work]:
    """Give the work, the largest first; what would keep one process long after the others is shared among several."""
    most = max(1.0, sum(each.size for each in work) / processes / 2)
    # No more turns than that takes: whoever shares a file reads all of it.
    parts = [part for each in work for part in each.shared(min(processes, math.ceil(each.size / most) or 1))]
    return sorted(parts, key=lambda each: -each.size / each.turns)
