"""The folder of a build that is under way: what is in it is whole, and of the same shards."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, TypeVar

import pyarrow as pa

Task = TypeVar("Task")

MARK: Final = "build.json"
DONE: Final = "done.pickle"


def begin(folder: Path, of: Any) -> None:
    """Make the folder; what an earlier build left there is kept if it was of the same, else removed."""
    mark = folder / MARK
    with suppress(OSError, ValueError):
        if json.loads(mark.read_text("utf-8")) == of:
            return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    part = folder / f"{MARK}.part"
    part.write_text(json.dumps(of), "utf-8")
    part.replace(mark)


def put_in_place(made: Path, place: Path, result: object) -> None:
    """Move what was built out of its scratch folder, and remove that.

    Killed in the midst of it, `taken_up` of the next build finishes it.
    """
    folder = made.parent
    write_object(folder / DONE, result)
    os.replace(made, place)
    _remove(folder)


def taken_up(folder: Path, place: Path, of: Any) -> Any:
    """Give the result of a build of the same that was killed when all was done; None if there was none."""
    if not place.exists() or not (folder / DONE).exists() or (folder / MARK).read_text("utf-8") != json.dumps(of):
        return None
    result = read_object(folder / DONE)
    _remove(folder)
    return result


def _remove(folder: Path) -> None:
    """Remove the folder; what tells that all is done goes last."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name not in (MARK, DONE):
            path.unlink()
    shutil.rmtree(folder)


def write_table(path: Path, table: Any) -> None:
    """Write an Arrow table that can be read without being copied into memory."""
    part = path.with_name(path.name + ".part")
    with pa.OSFile(str(part), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    part.replace(path)


def read_table(path: Path) -> Any:
    """Read what `write_table` wrote; it stays on disk until it is looked at."""
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def write_object(path: Path, content: object) -> None:
    """Write Python's own values."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        pickle.dump(content, file, pickle.HIGHEST_PROTOCOL)
    part.replace(path)


def read_object(path: Path) -> Any:
    """Read what `write_object` wrote in this build."""
    with path.open("rb") as file:
        return pickle.load(file)


def each(work: Callable[[Task], None], tasks: Sequence[Task], processes: int) -> None:
    """Do tasks that leave files, in so many processes."""
    if processes == 1 or len(tasks) < 2:
        for task in tasks:
            work(task)
        return
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        try:
            for _ in pool.map(work, tasks):
                pass
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def missing(paths: Iterable[Path]) -> bool:
    """Whether one of these is not there yet."""
    return not all(path.exists() for path in paths)
