"""An embedded store is read while another process loads: as the last commit left it, whole documents only."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from support.command_line import onrecord
from support.killing import Loader, articles, check

from onrecord import graph
from onrecord.graph import lookups
from onrecord.graph.errors import StoreLocked
from onrecord.graph.stores.beside import folders
from onrecord.graph.stores.beside import snapshot as beside

FIRST, ALL, TIMES = 10, 400, 30
OFTEN = 100_000  # bytes of the log after which the engine puts it into the file

WRITE = """
import sys
sys.path.insert(0, sys.argv[2])
from support.killing import articles
from onrecord import graph
with graph.open(sys.argv[1]) as store:
    list(store.load(articles(int(sys.argv[3]))))
    print("loaded", flush=True)
    sys.stdin.read()
"""
READ = """
import sys
from onrecord import graph
with graph.open(sys.argv[1], read_only=True) as store:
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "s.lbug"
    with graph.open(str(path)) as store:
        list(store.load(articles(FIRST)))
    return path


@pytest.fixture
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which readers make their copies."""
    copies = tmp_path / "copies"
    copies.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(copies))
    monkeypatch.setenv("TMPDIR", str(copies))
    return copies


def in_use(copies: Path) -> list[Path]:
    return list(copies.glob(f"{folders.PREFIX}*"))


@contextmanager
def running(code: str, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has said that it is ready, and stays until it is let go."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        yield process
        process.communicate()


def writing(path: Path, number: int = FIRST + 3) -> AbstractContextManager[object]:
    """A process that has loaded so many articles and still has the store open."""
    return running(WRITE, path, Path(__file__).parents[2], number)


def test_each_answer_is_the_state_of_a_commit(path: Path, copies: Path, caplog: pytest.LogCaptureFixture) -> None:
    loader = Loader(str(path), ALL, set(), least_log=OFTEN)
    loading = loader.start()
    hearing = threading.Thread(target=lambda: loader.hear(loading.rest()))
    hearing.start()
    counts = []
    with caplog.at_level(logging.WARNING):
        for _ in range(TIMES):
            told = set(loader.told)
            counts.append(check(str(path), told, read_only=True))
    beside_it = hearing.is_alive()
    loading.process.kill()
    hearing.join()
    assert beside_it, f"it was done before all was asked: {counts}"
    assert counts == sorted(counts)
    assert FIRST <= counts[0] < counts[-1]
    assert caplog.messages == []
    assert in_use(copies) == []


def test_the_command_line_answers_and_searches_beside_a_writer(path: Path, copies: Path) -> None:
    with writing(path):
        run = onrecord("search", "harbour", "--limit", "1000", "--format", "jsonl", store=str(path))
        found = {document.id for document, _ in articles(FIRST + 3) if "harbour" in document.text}
        assert (run.returncode, run.stderr) == (0, "")
        assert found == {id for id in found if f'"{id}"' in run.stdout}
        assert onrecord("check", store=str(path)).returncode == 0
    assert in_use(copies) == []
    with graph.open(str(path), read_only=True) as store:
        assert lookups.info(store).documents == FIRST + 3


def test_searching_a_copy_leaves_the_index_of_the_store_alone(path: Path, copies: Path) -> None:
    with graph.open(str(path), read_only=True) as store:
        assert lookups.search(store, "harbour")
    search = Path(f"{path}.search")
    before = {file.name: file.stat().st_mtime_ns for file in search.iterdir()}
    with writing(path), graph.open(str(path), read_only=True) as store:
        assert store.unsearchable() == 0
        assert store.missing() == 0
        assert {file.name: file.stat().st_mtime_ns for file in search.iterdir()} == before


def test_what_a_killed_reader_leaves_is_swept_by_the_next(
    path: Path, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(path):
        with running(READ, path) as living, running(READ, path) as reader:
            assert len(kept := in_use(copies)) == 2
            reader.kill()
            reader.wait()
            assert len(in_use(copies)) == 2
            monkeypatch.setattr(folders, "MADE", -1.0)
            with graph.open(str(path), read_only=True):
                assert len(set(kept) & set(in_use(copies))) == 1, "the living reader's, and it alone"
            assert living.poll() is None
        assert in_use(copies) == []


def test_a_writer_that_leaves_no_moment_is_told(path: Path, copies: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "PATIENCE", 0.2)
    with writing(path):
        Path(f"{path}.wal.checkpoint").touch()
        with pytest.raises(StoreLocked, match="in use by another process"):
            graph.open(str(path), read_only=True)
        Path(f"{path}.wal.checkpoint").unlink()
    assert in_use(copies) == []


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may write anywhere")
def test_no_place_for_the_copy_is_told(path: Path, copies: Path) -> None:
    with writing(path):
        copies.chmod(0o500)
        with pytest.raises(StoreLocked, match=r"copied, which failed: Permission denied .*TMPDIR"):
            graph.open(str(path), read_only=True)
        copies.chmod(0o700)
