"""Articles to shards, as `onrecord extract --output` does it: planned, made where missing, counted."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from onrecord import printing
from onrecord.errors import UsageError
from onrecord.extract.errors import InputError
from onrecord.extract.reading import estimate
from onrecord.extract.shards import run
from onrecord.extract.shards.plan import Job, Plan, plan
from onrecord.extract.shards.work import Progress
from onrecord.printing import plural


def extract_to(
    folder: Path,
    paths: Sequence[str],
    known: Mapping[str, Any],
    settings: Mapping[str, Any],
    processes: int | None,
    engine: str,
) -> str:
    """Extract articles into shards in a folder; those that are there already are left alone.

    Returns:
        what is in the shards: "120 articles, 961 claims in 3 shards".

    Args:
        known, settings: as `shards.plan.Job` takes them.
        processes: how many, None for what the engine does by itself.
        engine: "here", or "ray".

    Raises:
        UsageError: it cannot be read again after a kill, or is more than one article.
        InputError: there is nothing to read.
        ExtractionError: a process has died.
    """
    if "-" in paths:
        raise UsageError("--output reads its articles again when it is started again: give files, not standard input.")
    job = Job(folder, known, settings)
    planned = plan(paths, job)
    if not planned.work:
        printing.remark_on(planned.remarks)
        raise InputError("there is nothing to read.")
    if known.get("url") and (len(planned.work) > 1 or len(planned.work[0].paths) > 1):
        raise UsageError("--url names one article, but there is more than one file.")
    before = run.there(planned, job)
    if before.articles:
        printing.note(
            f"{plural(before.articles, 'article')} are there already, in {plural(len(before.shards), 'shard')}."
        )
    total = estimate(paths)
    left = None if total is None else max(0, total - before.articles)
    try:
        with closing(_reports(planned, job, processes, engine)) as reports:
            for _ in printing.rated(reports, left):
                pass
    except KeyboardInterrupt:
        printing.note(f"Interrupted: the shards in {folder} are whole; the same command goes on from there.")
        raise
    run.forget_superseded(planned, job)
    made = run.there(planned, job)
    printing.remark_on([*planned.remarks, *made.remarks])
    if made.undated:
        number = f"{made.undated} of {plural(made.articles, 'article')}"
        printing.note(f"Without a date: {number}. --date gives one to those that state none.")
    return f"{plural(made.articles, 'article')}, {plural(made.claims, 'claim')} in {plural(len(made.shards), 'shard')}"


def _reports(planned: Plan, job: Job, processes: int | None, engine: str) -> Generator[Progress]:
    if engine == "here":
        return run.run(planned.work, job, processes or 1)
    from onrecord.extract.shards import cluster

    missing = [work for work in planned.work if not work.is_done(work.there(job))]
    return cluster.run(missing, job, processes)
