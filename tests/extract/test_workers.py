"""Extraction in several processes: as with one, in order; what happens when a process dies, and on Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.command_line import COMMAND, answer, environment, onrecord
from support.places import ROOT

from onrecord.extract import Document, Extractor
from onrecord.extract.errors import ExtractionError
from onrecord.extract.workers import AHEAD, extract

EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
DOCUMENTS = [Document(path.read_text(encoding="utf-8"), id=path.stem, path=str(path)) for path in EXAMPLES]


def children() -> list[int]:
    """The processes that this one has started and that still run."""
    found = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return [int(child) for child in found]


@pytest.fixture(scope="module")
def alone() -> list[tuple[Document, list[dict[str, object]]]]:
    return [(document, [one.to_dict() for one in found]) for document, found in Extractor().stream(DOCUMENTS)]


def test_two_processes_give_what_one_gives_in_the_same_order(
    alone: list[tuple[Document, list[dict[str, object]]]],
) -> None:
    together = list(extract(DOCUMENTS, 2))
    assert [(document, [one.to_dict() for one in found]) for document, found in together] == alone
    assert all(one.document is document for document, found in together for one in found)


def test_articles_are_taken_as_they_are_needed() -> None:
    taken: list[Document] = []

    def articles() -> Iterator[Document]:
        for number in range(1000):
            taken.append(Document(f"“Go {number},” said Lee Park.", id=str(number)))
            yield taken[-1]

    stream = extract(articles(), 2)
    assert next(stream)[0].id == "0"
    assert len(taken) <= 2 * AHEAD + 1
    stream.close()


def test_a_process_that_dies_is_told_with_its_article() -> None:
    before = set(children())
    stream = extract((replace(DOCUMENTS[0], id=str(number)) for number in range(1000)), 1)
    next(stream)
    (worker,) = set(children()) - before
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(ExtractionError, match=r"the process that read article \d+ ended by signal SIGKILL"):
        list(stream)


def test_what_goes_wrong_in_a_process_goes_wrong_here(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(extract(DOCUMENTS, 2, model=tmp_path))


def test_the_command_line_prints_the_same_with_several_processes() -> None:
    paths = [str(path) for path in EXAMPLES[:2]]
    assert answer("extract", *paths, "--processes", "2") == answer("extract", *paths)


def test_ctrl_c_ends_all_processes_without_a_word_of_python(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.txt").write_text(DOCUMENTS[0].text + f"\n{number}", encoding="utf-8")
    command = [*COMMAND, "extract", str(tmp_path), "--processes", "2", "--format", "jsonl"]
    run = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(None), start_new_session=True
    )
    assert run.stdout is not None
    run.stdout.readline()
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate()
    assert run.returncode == 130
    assert b"Traceback" not in errors
    for _ in range(100):
        if not _is_alive(run.pid):
            break
        time.sleep(0.1)
    assert not _is_alive(run.pid)


def test_the_first_process_too_is_deaf_to_ctrl_c(tmp_path: Path) -> None:
    script = """
import signal, sys
from multiprocessing import get_context
from onrecord.extract.workers import quiet_start

def blocked(connection):
    connection.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))

if __name__ == "__main__":
    context = get_context("spawn")
    for _ in range(2):
        ours, theirs = context.Pipe()
        process = context.Process(target=blocked, args=(theirs,))
        with quiet_start():
            process.start()
        print(ours.recv(), signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
        process.join()
"""
    path = tmp_path / "script.py"
    path.write_text(script, encoding="utf-8")
    assert subprocess.check_output([sys.executable, path], text=True).split() == ["True", "False"] * 2


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_gpu_that_is_not_there_is_no_traceback() -> None:
    run = onrecord("extract", str(EXAMPLES[0]), "--device", "cuda")
    assert run.returncode == 1
    assert "Error: --device cuda: " in run.stderr
    assert "or leave --device out." in run.stderr
