"""Pieces of work done by actors of Ray Data, on this machine or on a cluster that sees the same folders.

The work is what goes through Ray, as Arrow batches, and counts come back; articles and shards go by the file system.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from warnings import catch_warnings, filterwarnings

import pyarrow as pa

from onrecord.extract.errors import ExtractionError, sendable
from onrecord.extract.reading.item import needs
from onrecord.extract.shards.plan import Job, Work
from onrecord.extract.shards.run import Lazy, shared
from onrecord.extract.shards.work import Progress, make

CPUS: Final = 1
MEMORY: Final = 3 * 2**29
"""Bytes that an actor is said to need: the model, and the longest article that it reads."""
RETRIES: Final = 3
"""How often a piece of work is tried again if its process or machine is lost; actors are started again without end."""
STARTS: Final = 3
"""How often a Ray of this machine is started that does not get ready in time."""

_COUNTS: Final = pa.schema([("articles", pa.int64()), ("claims", pa.int64()), ("error", pa.binary())])
_SETTINGS: Final = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing about anybody's articles is told to anybody
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # it warns of what Ray Data itself does; faults come as exceptions
    "RAY_agent_register_timeout_ms": "120000",  # else a busy machine is too slow for it
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",  # under `uv run` Ray would send the working folder, articles and all, around
}


def run(work: Iterable[Work], job: Job, actors: int | None = None) -> Generator[Progress]:
    """Do pieces of work, the largest first, and report each when it is done.

    Args:
        actors: how many work at the same time; None for as many as the cluster has processors.

    Raises:
        ExtractionError: Ray is missing or does not start, or actors have died too often.
    """
    work = [*work]
    if not work:
        return
    job.folder.mkdir(parents=True, exist_ok=True)
    with joined() as ray:
        processors = max(1, int(ray.cluster_resources().get("CPU", 1)) // CPUS)
        most = actors or processors
        parts = [pickle.dumps(part) for part in shared(work, most)]
        pieces = ray.data.from_items([{"work": part} for part in parts], override_num_blocks=len(parts))
        with catch_warnings():
            # By default without end: one article that kills its process would keep a cluster busy for good.
            filterwarnings("ignore", "`ray_remote_args` is deprecated")
            counts = pieces.map_batches(
                _Maker,
                fn_constructor_args=(job,),
                batch_size=1,
                batch_format="pyarrow",
                # One piece at a time each: an actor that held a second one would keep it from those that are idle.
                compute=ray.data.ActorPoolStrategy(
                    min_size=1,
                    initial_size=min(most, processors, len(parts)),
                    max_size=min(most, len(parts)),
                    max_tasks_in_flight_per_actor=1,
                ),
                num_cpus=CPUS,
                memory=MEMORY,
                max_task_retries=RETRIES,
            )
        try:
            for batch in counts.iter_batches(batch_size=None, batch_format="pyarrow"):
                for row in batch.to_pylist():
                    if row["error"] is not None:
                        raise pickle.loads(row["error"])
                    yield Progress(row["claims"], row["articles"])
        except ray.exceptions.RayError as error:
            last = str(error).strip().rpartition("\n")[2]
            raise ExtractionError(
                f"Ray gave up: {last} What is whole is kept, and the same command goes on from there. If memory ran "
                "out, take fewer --processes; without --engine ray it is said at which article a process dies."
            ) from None


class _Maker:
    """An actor: makes the shards of the pieces that it gets, with one model for all of them."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._triples = Lazy(job)

    def __call__(self, batch: Any) -> Any:
        done = [self._done(pickle.loads(work)) for work in batch["work"].to_pylist()]
        return pa.Table.from_pylist(done, _COUNTS)

    def _done(self, work: Work) -> dict[str, Any]:
        articles = claims = 0
        try:
            for report in make(work, self._job, self._triples):
                if isinstance(report, Progress):
                    articles, claims = articles + report.articles, claims + report.claims
        except Exception as error:  # a model that is not there for instance; Ray would wrap it in pages of its own
            return {"articles": articles, "claims": claims, "error": pickle.dumps(sendable(error))}
        return {"articles": articles, "claims": claims, "error": None}


@contextmanager
def joined() -> Iterator[Any]:
    """Join the cluster that RAY_ADDRESS names or that this machine belongs to, or start one here, and give Ray.

    Raises:
        ExtractionError: Ray is missing, or does not start.
    """
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    try:
        import ray
        import ray.data
    except ImportError:
        raise ExtractionError(needs("--engine ray", "ray")) from None
    if ray.is_initialized():
        yield ray
        return
    for tries_left in reversed(range(STARTS)):
        try:
            ray.init(include_dashboard=False, log_to_driver=False, logging_level=logging.CRITICAL)
            break
        except Exception as error:  # of no class of its own where a busy machine does not start it within 30 seconds
            ray.shutdown()
            if not tries_left:
                raise ExtractionError(f"Ray does not start: {error}") from None
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # what it has to say comes as exceptions too
    ray.data.DataContext.get_current().enable_progress_bars = False
    try:
        yield ray
    finally:
        ray.shutdown()
