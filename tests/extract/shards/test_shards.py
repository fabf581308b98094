"""Shards: what is in them, how work is divided, and that a run goes on where another one ended."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from datetime import date as Date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from support.command_line import answer, onrecord
from support.places import ROOT

from onrecord.extract import Claim, Cue, Document, Speaker, Target, Triple
from onrecord.extract.errors import ExtractionError, InputError
from onrecord.extract.shards import run, shard
from onrecord.extract.shards.plan import LARGE, Job, plan
from onrecord.extract.shards.work import Begun, make
from onrecord.extract.triple import Addressee

ANA = Speaker("Ana Ruiz", "person", True, "Ruiz", ((25, 29),))
LONG = Document(
    "“We will stay … and win,” Ruiz told Lee Park.",
    "a1",
    "Stay",
    "https://x.example/1",
    "The Post",
    Date(2024, 5, 1),
    "/a/b.txt",
)
TRIPLES = [
    Triple(
        LONG,
        ANA,
        Cue("told", ((30, 34),)),
        Claim("c1", "“We will stay and win,”", "direct", ((0, 13), (16, 25)), "promise"),
        (Target("Lee Park", "person", "about", "Park", ((39, 43),)), Target("Kyiv", "place", "mention", "Kyiv", ())),
        0.25,
        (Addressee("an aide", "person", False, "aide", ((1, 2),)),),
        ("c2",),
    ),
    Triple(LONG, None, None, Claim("c2", "win", "indirect", ((20, 23),)), confidence=None),
]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "one.parquet"
    silent = Document("Nobody says anything. \ud800", "b")
    shard.write(path, "made of", True, [(silent, []), (LONG, TRIPLES), (silent, []), (LONG, TRIPLES[1:])], [])
    read = [*shard.read(path)]
    assert [document.id for document, _ in read] == ["b", "a1", "b", "a1"]
    assert read[0] == (Document("Nobody says anything. \ufffd", "b"), [])
    assert read[1] == (LONG, TRIPLES)
    assert read[3] == (LONG, TRIPLES[1:])
    assert [path.name for path in tmp_path.iterdir()] == ["one.parquet"]


def test_what_is_no_shard_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no shards .* onrecord extract ARTICLES --output"):
        shard.shards_in(tmp_path)
    with pytest.raises(InputError, match="There is no folder"):
        shard.shards_in(tmp_path / "none")
    (tmp_path / "x.parquet").write_bytes(b"PAR1, or not")
    with pytest.raises(InputError, match=r"x\.parquet cannot be read as a shard .* extract again"):
        [*shard.read(tmp_path / "x.parquet")]
    assert shard.label(tmp_path / "x.parquet") is None


def articles(folder: Path, number: int, first: int = 0) -> Path:
    folder.mkdir(exist_ok=True)
    for each in range(first, first + number):
        (folder / f"{each:03}.txt").write_text(f"“We will vote {each} times,” said Ana Ruiz.", encoding="utf-8")
    return folder


def fake(document: Document) -> list[Triple]:
    """Stands for a model where a test is of the work around it."""
    return [Triple(document, ANA, None, Claim(f"{document.id}:c", document.text[:9], "direct", ((0, 9),)))]


def made(job: Job, *paths: Path) -> list[str]:
    """Do what is missing, and give the articles that were extracted."""
    begun = []
    for work in plan(paths, job).work:
        begun += [report.article for report in make(work, job, fake) if isinstance(report, Begun)]
    return begun


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_each_shard_has_so_many_articles_and_what_is_there_is_left_alone(tmp_path: Path) -> None:
    source = articles(tmp_path / "source", 10)
    (source / "photo.jpg").write_bytes(b"")
    job = Job(tmp_path / "shards", articles_a_shard=4)
    job.folder.mkdir()
    assert len(made(job, source)) == 10
    assert [pq.read_metadata(path).num_rows for path in shard.shards_in(job.folder)] == [4, 4, 2]
    before = contents(job.folder)
    assert made(job, source) == []
    shard.shards_in(job.folder)[1].unlink()
    assert len(made(job, source)) == 4
    assert contents(job.folder) == before
    there = run.there(plan([source], job), job)
    assert (there.articles, there.claims, there.undated) == (10, 10, 10)
    assert ["photo" in each.reason or ".jpg" in each.reason for each in plan([source], job).remarks] == [True]


def test_other_settings_and_changed_files_are_extracted_again(tmp_path: Path) -> None:
    source = articles(tmp_path / "source", 3)
    job = Job(tmp_path / "shards", settings={"precision": "balanced", "device": "auto"})
    job.folder.mkdir()
    assert len(made(job, source)) == 3
    assert made(Job(job.folder, settings={"precision": "balanced", "device": "cpu"}), source) == []
    assert len(made(Job(job.folder, settings={"precision": "high", "device": "auto"}), source)) == 3
    assert len(made(job, source)) == 3
    (source / "001.txt").write_text("Another text.", encoding="utf-8")
    assert len(made(job, source)) == 3


def test_shards_of_files_put_together_otherwise_go(tmp_path: Path) -> None:
    source, other = articles(tmp_path / "source", 3), articles(tmp_path / "other", 2)
    job = Job(tmp_path / "shards")
    job.folder.mkdir()
    made(job, source), made(job, other)
    old, kept = (shard.shards_in(job.folder)[at] for at in (1, 0))
    assert kept.name.startswith("other-")
    articles(source, 1, first=3)
    made(job, source)
    assert run.forget_superseded(plan([source], job), job) == [old]
    assert len(shard.shards_in(job.folder)) == 2
    assert kept.exists()


def test_a_large_file_is_shared_and_gives_the_same_shards(tmp_path: Path) -> None:
    source = tmp_path / "many.jsonl"
    text = "“We will stay,” said Ana Ruiz. " + "And so on. " * 4_000
    source.write_text("".join(json.dumps({"id": f"a{n}", "text": text + str(n)}) + "\n" for n in range(101)))
    assert source.stat().st_size > LARGE
    small = articles(tmp_path / "source", 1)
    job = Job(tmp_path / "alone", articles_a_shard=10)
    job.folder.mkdir()
    assert len(made(job, source, small)) == 102
    shared = Job(tmp_path / "shared", articles_a_shard=10)
    shared.folder.mkdir()
    [large, rest] = plan([source, small], shared).work
    for work in (*reversed([*large.shared(3)]), rest):
        [*make(work, shared, fake)]
    assert contents(job.folder) == contents(shared.folder)
    assert len(contents(job.folder)) == 12


def test_processes_make_the_same_shards(tmp_path: Path) -> None:
    source = articles(tmp_path / "source", 12)
    alone, together = (Job(tmp_path / name, settings={"device": "cpu"}, articles_a_shard=3) for name in ("one", "two"))
    assert sum(report.claims for report in run.run(plan([source], alone).work, alone)) == 12
    work = plan([source], together).work
    assert sum(report.claims for report in run.run(work, together, processes=2)) == 12
    assert contents(alone.folder) == contents(together.folder)
    assert len(contents(alone.folder)) == 4


def test_a_process_that_dies_is_told_with_its_article(tmp_path: Path) -> None:
    source = articles(tmp_path / "source", 200)
    job = Job(tmp_path / "shards", articles_a_shard=20)
    reports = run.run(plan([source], job).work, job, processes=2)
    next(reports)
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    for child in children:
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
            os.kill(int(child), signal.SIGKILL)
    with pytest.raises(
        ExtractionError, match=r"\d+\.txt: the process that read article sha256:\w+ ended by signal SIGKILL"
    ):
        list(reports)


def test_killed_and_started_again_it_gives_what_an_undisturbed_run_gives(tmp_path: Path) -> None:
    source = articles(tmp_path / "source", 60)
    whole, killed = (Job(tmp_path / name, articles_a_shard=2) for name in ("whole", "killed"))
    dice = random.Random(1)
    for job in (whole, killed):
        job.folder.mkdir()
    made(whole, source)
    kills = 0
    while True:
        child = os.fork()  # no new Python: importing takes a hundred times as long as the work
        if not child:
            made(killed, source)
            os._exit(0)
        time.sleep(dice.random() * 0.01 * (1 + kills))
        os.kill(child, signal.SIGKILL)
        if os.waitpid(child, 0)[1] == 0:
            break
        kills += 1
    assert kills
    assert contents(killed.folder) == contents(whole.folder)


def test_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "shards"
    example = str(ROOT / "examples" / "pryce-interview.txt")
    printed = answer("extract", example, "--output", str(folder))
    assert printed.startswith(f"In {folder}: 1 article, ")
    [document, triples] = next(shard.read(shard.shards_in(folder)[0]))
    lines = [json.loads(line) for line in answer("extract", example, "--format", "jsonl").splitlines()]
    assert [each.to_dict() for each in triples] == [{**line, "document": document.to_dict()} for line in lines]
    for arguments, message in (
        (("-",), "give files, not standard input"),
        ((str(tmp_path / "empty"),), "there is nothing to read"),
        ((example, "--format", "jsonl"), "leave out --format"),
    ):
        (tmp_path / "empty").mkdir(exist_ok=True)
        refused = onrecord("extract", *arguments, "--output", str(tmp_path / "none"))
        assert refused.returncode == (1 if "nothing" in message else 2)
        assert message in refused.stderr
    assert not (tmp_path / "none").exists()
