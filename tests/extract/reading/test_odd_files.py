"""Folders that hold what is no file, or may not be read; streams that never end."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from onrecord import graph
from onrecord.extract import Document
from onrecord.extract.reading import Skipped, files, read

STORY = "“The bridge stays,” Ana Ruiz said."


def texts(*paths: Path) -> list[str]:
    return [Path(str(item.path)).name for item in read(paths) if isinstance(item, Document)]


def skipped(*paths: Path) -> dict[str, str]:
    return {item.path: item.reason for item in read(paths) if isinstance(item, Skipped)}


def test_pipes_and_devices_in_a_folder_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.jsonl").symlink_to("/dev/zero")
    (tmp_path / "d.txt").write_text(STORY + "!")
    assert texts(tmp_path) == ["a.txt", "d.txt"]
    found = skipped(tmp_path)
    assert set(found) == {str(tmp_path / "b.txt"), str(tmp_path / "c.jsonl")}
    assert all(reason.startswith("it is a pipe or a device") for reason in found.values())


def test_a_device_that_is_named_is_not_read() -> None:
    assert "it is a pipe or a device" in skipped(Path("/dev/zero"))["/dev/zero"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_entered_costs_itself_alone(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.txt").write_text(STORY + name)
    (tmp_path / "top.txt").write_text(STORY)
    (tmp_path / "b").chmod(0o444)
    assert texts(tmp_path) == ["a.txt", "c.txt", "top.txt"]
    assert skipped(tmp_path) == {str(tmp_path / "b" / "b.txt"): "it may not be read: check its permissions"}


def test_a_link_that_leads_nowhere_or_in_a_circle_costs_itself_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "b.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "top.txt").write_text(STORY)
    assert texts(tmp_path) == ["top.txt"]
    assert set(skipped(tmp_path)) == {str(tmp_path / "a.txt"), str(tmp_path / "b.txt")}


def test_folders_may_be_deep(tmp_path: Path) -> None:
    folders = [tmp_path]
    for _ in range(1_200):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    article = folders[-1] / "a.txt"
    article.write_text(STORY)
    assert texts(tmp_path) == ["a.txt"]
    article.unlink()
    for folder in reversed(folders[1:]):  # pytest's own way of doing it is recursive
        folder.rmdir()


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["sh", "-c", f"printf %s '{STORY}' > {tmp_path / 'pipe'}"]):
        assert texts(tmp_path / "pipe") == ["pipe"]


def test_a_stream_without_end_is_too_long(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["sh", "-c", f"exec yes > {tmp_path / 'pipe'}"], stderr=subprocess.DEVNULL):
        assert "too long for one article" in skipped(tmp_path / "pipe")[str(tmp_path / "pipe")]


@pytest.mark.parametrize("before", ["", "\n \n", "\ufeff"], ids=["at once", "empty lines", "mark"])
def test_json_lines_out_of_a_pipe_without_end_are_read_as_they_come(tmp_path: Path, before: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    line = f'{{"text": "{STORY + " " * 70_000}x"}}'  # longer than what tells the kind of a file
    endless = f"printf %s '{before}' > head; (cat head; exec yes < /dev/null \"$(cat line)\") > pipe"
    (tmp_path / "line").write_text(line)
    with subprocess.Popen(["sh", "-c", endless], stderr=subprocess.DEVNULL, cwd=tmp_path):
        items = read([tmp_path / "pipe"])
        found = [next(items) for _ in range(300)]
        items.close()  # type: ignore[attr-defined]
    assert all(isinstance(item, Document) and item.text.startswith(STORY) for item in found)


def test_a_json_value_out_of_a_pipe_is_read_whole(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    value = json.dumps([{"id": f"a{n}", "text": STORY + " " * 9_000} for n in range(30)], indent=2)
    (tmp_path / "value").write_text(value)
    with subprocess.Popen(["sh", "-c", "cat value > pipe"], cwd=tmp_path):
        found = [item.id for item in read([tmp_path / "pipe"]) if isinstance(item, Document)]
    assert found == [f"a{n}" for n in range(30)]


def test_what_has_to_be_copied_out_of_a_pipe_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_MOST_COPIED", 3_000_000)
    os.mkfifo(tmp_path / "pipe")
    rows = "(echo title,text; exec yes 'Bridge,It stays.') > pipe"
    with subprocess.Popen(["sh", "-c", rows], stderr=subprocess.DEVNULL, cwd=tmp_path):
        assert "give it as a file" in skipped(tmp_path / "pipe")[str(tmp_path / "pipe")]


def test_a_store_among_articles_is_passed_over_with_what_belongs_to_it(tmp_path: Path) -> None:
    for name in ("news.txt", "news.search.txt", "other.search/inside.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(STORY + name)
    with graph.open(str(tmp_path / "news")) as store:
        list(store.load([(Document(STORY, "a"), [])]))
        assert skipped(tmp_path) == {}  # while it is open, too
    assert texts(tmp_path) == ["news.search.txt", "news.txt", "inside.txt"]
    (tmp_path / "news.search").mkdir(exist_ok=True)
    (tmp_path / "news.search" / "meta.json").write_text("{}")
    assert skipped(tmp_path) == {}


def test_a_store_that_is_named_is_said_to_be_one(tmp_path: Path) -> None:
    with graph.open(str(tmp_path / "news.lbug")) as store:
        list(store.load([(Document(STORY, "a"), [])]))
    contents = tmp_path / "news.lbug.contents"
    assert contents.exists()
    found = skipped(tmp_path / "news.lbug", contents)
    assert found == {
        str(tmp_path / "news.lbug"): "it is an onrecord store, not an article: --store news.lbug asks it",
        str(contents): "it belongs to the onrecord store news.lbug, not an article: --store news.lbug asks it",
    }
