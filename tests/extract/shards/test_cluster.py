"""Shards made by Ray on this one machine: the same as by one process, also where processes are lost on the way."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from support.command_line import answer, onrecord

from onrecord.extract.errors import ExtractionError
from onrecord.extract.shards import cluster, run
from onrecord.extract.shards.plan import Job, plan

SETTINGS = {"device": "cpu"}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    for each in range(12):
        text = f"“We will vote {each} times,” said Ana Ruiz. Ben Hall denied that they would."
        (folder / f"{each:03}.txt").write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_two_actors_make_the_shards_of_one_process(ray: str, source: Path, tmp_path: Path) -> None:
    alone, actors = (Job(tmp_path / name, settings=SETTINGS, articles_a_shard=2) for name in ("alone", "actors"))
    one = [*run.run(plan([source], alone).work, alone)]
    two = [*cluster.run(plan([source], actors).work, actors, 2)]
    assert [sum(each.articles for each in reports) for reports in (one, two)] == [12, 12]
    assert [sum(each.claims for each in reports) for reports in (one, two)] == [24, 24]
    assert len(two) == 2  # each actor has made its part
    assert len(contents(alone.folder)) == 6
    assert contents(actors.folder) == contents(alone.folder)
    [*actors.folder.iterdir()][3].unlink()
    assert sum(each.articles for each in cluster.run(plan([source], actors).work, actors, 2)) == 2
    assert contents(actors.folder) == contents(alone.folder)


def test_the_command_line(ray: str, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ADDRESS", ray)
    alone, actors = tmp_path / "alone", tmp_path / "actors"
    answer("extract", str(source), "--output", str(alone))
    printed = answer("extract", str(source), "--output", str(actors), "--engine", "ray")
    assert printed == f"In {actors}: 12 articles, 24 claims in 1 shard.\n"
    assert contents(actors) == contents(alone)
    refused = onrecord("extract", str(source), "--engine", "ray")
    assert refused.returncode == 2
    assert "give the folder that they go to, with --output" in refused.stderr


def test_an_actor_that_is_killed_is_made_up_for(ray: str, source: Path, tmp_path: Path) -> None:
    whole, killed = (Job(tmp_path / name, settings=SETTINGS, articles_a_shard=1) for name in ("whole", "killed"))
    [*run.run(plan([source], whole).work, whole)]
    first = plan([source], killed).work[0]
    reports = cluster.run([*first.shared(6)], killed, 1)
    next(reports)
    assert kill_actors()
    assert sum(each.articles for each in reports) < 12
    assert contents(killed.folder) == contents(whole.folder)


def kill_actors() -> int:
    """Kill the processes of Ray that extract, and give their number."""
    killed = 0
    for each in Path("/proc").glob("[0-9]*"):
        try:
            name = (each / "cmdline").read_bytes()
        except OSError:
            continue
        if name.startswith(b"ray::MapWorker"):
            os.kill(int(each.name), signal.SIGKILL)
            killed += 1
    return killed


class Lethal(os.PathLike[str]):
    """The path of a model of which each process dies that loads it, as of too little memory."""

    def __init__(self, tries: Path) -> None:
        self.tries = tries

    def __fspath__(self) -> str:
        with self.tries.open("a") as file:
            file.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
        return ""


def test_what_kills_every_actor_is_not_tried_without_end(ray: str, source: Path, tmp_path: Path) -> None:
    job = Job(tmp_path / "shards", settings=SETTINGS)
    work = plan([source], job).work
    from ray import cloudpickle

    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # type: ignore[no-untyped-call]  # which the actors cannot import
    lethal = Job(job.folder, settings={"model": Lethal(tmp_path / "tries")})
    with pytest.raises(ExtractionError, match=r"Ray gave up: .*What is whole is kept"):
        [*cluster.run(work, lethal, 1)]
    assert (tmp_path / "tries").read_text() == "x" * (1 + cluster.RETRIES)


def test_what_an_actor_says_is_wrong_is_told(ray: str, source: Path, tmp_path: Path) -> None:
    job = Job(tmp_path / "shards", settings={"model": tmp_path / "none"})
    with pytest.raises(FileNotFoundError, match="none"):
        [*cluster.run(plan([source], job).work, job, 1)]


class Locked(os.PathLike[str]):
    """The path of a model that cannot be opened, with an error that no other process can be sent."""

    def __fspath__(self) -> str:
        raise RuntimeError("the model is locked", threading.Lock())


@pytest.mark.parametrize("processes", [1, 2])
def test_what_cannot_be_sent_is_told_as_a_sentence(ray: str, source: Path, tmp_path: Path, processes: int) -> None:
    from ray import cloudpickle

    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # type: ignore[no-untyped-call]
    job = Job(tmp_path / "shards", settings={"model": Locked()})
    work = plan([source], Job(job.folder, settings=SETTINGS)).work
    with pytest.raises(ExtractionError, match=r"cannot be extracted \(RuntimeError: .*the model is locked"):
        [*cluster.run(work, job, processes)]
