"""Extraction by the code of another commit beside that of this checkout: what `bench/cost.py --against COMMIT` runs.

The commit is checked out into a temporary folder. Each code has an environment that uv makes there, without extras
(spaCy imports torch where it is, which takes half a gigabyte), and runs in a process of its own. Both are given the
same articles in turns, so that a noisy machine is noisy for both.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
# What runs with either code, so it has to do with what both have: a line of texts in, what they took out.
CHILD = """
import json, sys, time
from multiprocessing import active_children

def peaks(pids):
    lines = [line for pid in pids for line in open(f"/proc/{pid}/status") if line.startswith("VmHWM")]
    return [int(line.split()[1]) / 1024 for line in lines]

def main():
    from onrecord.extract import Document, Extractor
    processes, extractor = int(sys.argv[1]), None
    for line in sys.stdin:
        documents = [Document(text, id=str(number)) for number, text in enumerate(json.loads(line))]
        if processes == 1 and extractor is None:
            extractor = Extractor()
        stream = extractor.stream(documents) if processes == 1 else Extractor(processes=processes).stream(documents)
        memory, claims, clock, cpu = [], 0, time.perf_counter(), time.process_time()
        for number, (_, triples) in enumerate(stream):
            claims += len(triples)
            if number + 1 == len(documents):
                cpu = time.process_time() - cpu
                memory = peaks([child.pid for child in active_children()] or ["self"])
        print(json.dumps([cpu, time.perf_counter() - clock, memory, claims]), flush=True)

if __name__ == "__main__":
    main()
"""


class Run(NamedTuple):
    """What some articles took: seconds of CPU (of one process) and of the clock, peak memory of each process in MB."""

    cpu: float
    clock: float
    memory: list[float]
    claims: int


def compare(texts: Sequence[str], commit: str, rounds: int, processes: int) -> None:
    """Print what a commit and this checkout take for the same articles, and the ratio of the two.

    Args:
        texts: the articles.
        commit: as git names it.
        rounds: how often each code reads them.
        processes: in how many processes each extracts; with several it is articles a second that count.

    Raises:
        subprocess.CalledProcessError: there is no such commit, or its environment cannot be made.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        _checkout(commit, Path(folder) / "code") as other,
        _child(_environment(other, Path(folder) / "before"), processes) as theirs,
        _child(_environment(ROOT, Path(folder) / "after"), processes) as ours,
    ):
        codes = {commit: theirs, "this": ours}
        for child in codes.values():
            _run(child, texts[:2])  # models loaded and warm
        runs: dict[str, list[Run]] = {name: [] for name in codes}
        for _ in range(rounds):
            for name, child in codes.items():
                run = _run(child, texts)
                runs[name].append(run)
                took = f"{run.cpu:.1f} s of CPU" if processes == 1 else f"{len(texts) / run.clock:.2f} articles/s"
                each = " + ".join(f"{process:.0f}" for process in run.memory)
                print(f"{name:10s} {took}, peak memory {each} MB, {run.claims} claims", flush=True)
    before, after = runs.values()
    pairs = list(zip(before, after, strict=True))
    memory = max(after[-1].memory) / max(before[-1].memory)
    if processes == 1:
        ratio = f"CPU {statistics.median(new.cpu / old.cpu for old, new in pairs):.2f}"
    else:
        ratio = f"articles a second {statistics.median(old.clock / new.clock for old, new in pairs):.2f}"
    print(f"this divided by {commit}: {ratio}, memory of a process {memory:.2f}")


@contextmanager
def _checkout(commit: str, folder: Path) -> Generator[Path]:
    """A commit in a folder."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def _environment(code: Path, folder: Path) -> Path:
    """The Python of an environment made for a checkout."""
    outside = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    outside["UV_PROJECT_ENVIRONMENT"] = str(folder)
    subprocess.run(["uv", "sync", "--quiet", "--no-dev"], cwd=code, env=outside, check=True)
    return folder / "bin" / "python"


@contextmanager
def _child(python: Path, processes: int) -> Generator[subprocess.Popen[str]]:
    """A process that extracts with the code of a checkout."""
    script = python.parent / "child.py"
    script.write_text(CHILD, encoding="utf-8")
    with subprocess.Popen(
        [python, script, str(processes)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        yield child


def _run(child: subprocess.Popen[str], texts: Sequence[str]) -> Run:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps(texts) + "\n")
    child.stdin.flush()
    line = child.stdout.readline()
    if not line:
        raise SystemExit("cost.py: a process that extracts has died; what it said stands above")
    return Run(*json.loads(line))
