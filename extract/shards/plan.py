"""Files and folders divided into pieces of work: a large file is one, small ones are put together."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from onrecord import __version__
from onrecord.extract.reading import files
from onrecord.extract.reading.item import Remark
from onrecord.extract.reading.online import urls
from onrecord.extract.shards.shard import SUFFIX, Label, label

ARTICLES_A_SHARD: Final = 200
FILES_A_PIECE: Final = 200
LARGE: Final = 4 * 2**20
"""Bytes of a file that is a piece of work by itself, and that small files put together do not exceed."""

_ODD: Final = re.compile(r"[^\w.-]+", re.ASCII)
_LONGEST_STEM: Final = 40


@dataclass(frozen=True)
class Job:
    """What all pieces have in common.

    Attributes:
        folder: where the shards go.
        known: date, publisher, url, columns and fetching, as `reading.read` takes them.
        settings: of the `Extractor`.
        articles_a_shard: at most.
    """

    folder: Path
    known: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    articles_a_shard: int = ARTICLES_A_SHARD

    @cached_property
    def how(self) -> str:
        """What stands for all that decides what is in a shard, but for the files: the same on every machine."""
        settings = {**self.settings, "model": _content(self.settings.get("model"))}
        settings.pop("device", None)
        known = {name: each for name, each in self.known.items() if name != "fetching"}
        return repr([__version__, sorted(settings.items()), sorted(known.items()), self.articles_a_shard])


@dataclass(frozen=True, slots=True)
class Work:
    """Files that are read one after the other; each `articles_a_shard` of their articles are a shard.

    Attributes:
        name: how the names of its shards begin.
        paths: the files, absolute; or one URL.
        size: their bytes.
        fingerprint: stands for the files as they are, and for the settings.
        turn, turns: of those who share the work, which one this is for, and how many they are: each makes every
            `turns`-th shard.
    """

    name: str
    paths: tuple[str, ...]
    size: int
    fingerprint: str
    turn: int = 0
    turns: int = 1

    def shard(self, job: Job, number: int) -> Path:
        """Give the place of a shard of this work."""
        return job.folder / f"{self.name}-{number:05}{SUFFIX}"

    def there(self, job: Job) -> dict[int, Label]:
        """Give the labels of the shards that are there, whoever's turn they are."""
        numbers = (int(path.stem.rpartition("-")[2]) for path in job.folder.glob(f"{self.name}-*{SUFFIX}"))
        found = {number: label(self.shard(job, number)) for number in sorted(numbers)}
        return {number: each for number, each in found.items() if each and each.made_of == self.fingerprint}

    def is_done(self, there: Mapping[int, Label]) -> bool:
        """Whether nothing is missing for this turn, given the labels of those that are there."""
        last = next((number for number, each in there.items() if each.is_last), None)
        return last is not None and all(number in there for number in range(self.turn, last + 1, self.turns))

    def shared(self, turns: int) -> Iterator[Work]:
        """Give the work of each of so many who share it."""
        return (replace(self, turn=turn, turns=turns) for turn in range(turns))


@dataclass(frozen=True, slots=True)
class Plan:
    """The pieces of work, and what there is to say of folders."""

    work: list[Work]
    remarks: list[Remark]


def plan(paths: Iterable[str | Path], job: Job) -> Plan:
    """Divide files and folders into pieces of work, in their order. The same files give the same pieces."""
    remarks: list[Remark] = []
    pieces: dict[str, Work] = {}
    small: list[tuple[str, list[int]]] = []

    def put_together() -> None:
        if small:
            work = _work(Path(small[0][0]).parent.name, small, job)
            pieces.setdefault(work.name, work)
            small.clear()

    for path in _files(paths, remarks):
        state = _state(path)
        if state[0] >= LARGE or urls.is_url(path):
            put_together()
            work = _work(Path(path).name, [(path, state)], job)
            pieces.setdefault(work.name, work)
            continue
        if len(small) == FILES_A_PIECE or sum(size for _, [size, _] in small) + state[0] > LARGE:
            put_together()
        small.append((path, state))
    put_together()
    return Plan([*pieces.values()], remarks)


def _files(paths: Iterable[str | Path], remarks: list[Remark]) -> Iterator[str]:
    """All files, each once; what cannot be found is among them, and said by who reads it."""
    seen: set[str] = set()
    for path in paths:
        if urls.is_url(path):
            yield str(path)
            continue
        for each in files.listed(Path(path)) if Path(path).is_dir() else [Path(path)]:
            if isinstance(each, Remark):
                remarks.append(each)
            elif (absolute := os.path.abspath(each)) not in seen:
                seen.add(absolute)
                yield absolute


def _work(stem: str, with_states: Iterable[tuple[str, list[int]]], job: Job) -> Work:
    with_states = [*with_states]
    paths = tuple(path for path, _ in with_states)
    stem = _ODD.sub("-", stem).strip("-.")[:_LONGEST_STEM] or "articles"
    name = f"{stem}-{_hash(*map(os.fsencode, paths))[:10]}"
    states = [state for _, state in with_states]
    return Work(name, paths, sum(size for size, _ in states), _hash(job.how.encode(), repr(states).encode()))


def _state(path: str) -> list[int]:
    """Bytes and time of the last change, zeros where there is no such file."""
    try:
        status = os.stat(path)
    except OSError:
        return [0, 0]
    return [status.st_size, status.st_mtime_ns]


def _content(model: str | Path | None) -> str | None:
    """What stands for the content of a folder of weights."""
    if model is None:
        return None
    paths = sorted(path for path in Path(model).rglob("*") if path.is_file())
    return _hash(*(part for path in paths for part in (path.name.encode(), path.read_bytes())))


def _hash(*parts: bytes) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big") + part)
    return whole.hexdigest()[:16]
