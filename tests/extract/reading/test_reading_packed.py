"""Reading gz and zip files: by the names of what is in them, damaged ones as far as they go, and no bombs."""

from __future__ import annotations

import gzip
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from onrecord.extract import Document
from onrecord.extract.reading import Remark, Skipped, read
from onrecord.extract.reading.archives import FREE_BYTES

LINES = "".join(f'{{"id": "a{number}", "text": "“It stays,” said speaker {number}."}}\n' for number in range(5000))


def packed(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


def texts(path: Path) -> list[str]:
    """The texts, where there is nothing to remark."""
    items = list(read([path]))
    assert not [item for item in items if isinstance(item, Remark)]
    return [item.text for item in items if isinstance(item, Document)]


def last_reason(path: Path) -> str:
    [*_, item] = read([path])
    assert isinstance(item, Skipped)
    return item.reason


def test_a_gz_file_is_read_by_the_name_inside(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl.gz"
    path.write_bytes(gzip.compress(LINES.encode()))
    documents = [item for item in read([tmp_path]) if isinstance(item, Document)]
    assert len(documents) == 5000
    assert documents[7].id == "a7"
    assert documents[7].path == str(path)


@pytest.mark.parametrize("name", ["table", "table.gz", "table.csv.gz"])
def test_a_gz_file_of_any_name_is_told_by_what_is_in_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"text,title\nIt stays.,Bridge\n"))
    assert texts(path) == ["It stays."]


def test_a_gz_file_of_another_kind_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.png.gz").write_bytes(gzip.compress(b"\x89PNG"))
    document, skipped = read([tmp_path])
    assert isinstance(document, Document)
    assert skipped == Skipped(str(tmp_path), "files of other kinds passed over: 1 .gz")


def test_a_gz_file_that_ends_early_gives_what_was_whole(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl.gz"
    whole = gzip.compress(LINES.encode())
    path.write_bytes(whole[: len(whole) // 2])
    documents = [item for item in read([path]) if isinstance(item, Document)]
    assert 1000 < len(documents) < 4000
    assert last_reason(path).startswith("it is damaged or ends early")


def test_a_zip_file_gives_its_files_in_order_with_their_paths(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.zip",
        b_txt="Two.",
        a__c_txt="One.",
        MACOSX_txt="Not hidden.",
        table_csv="text,title\nThree.,T\n",
        picture_png="PNG",
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/._b.txt", "hidden")
    *documents, skipped = read([path])
    assert [item.text for item in documents if isinstance(item, Document)] == ["Not hidden.", "One.", "Two.", "Three."]
    assert documents[1].path == f"{path}/a/c.txt"
    assert skipped == Skipped(str(path), "files of other kinds passed over: 1 .png")


def test_a_packed_file_in_a_zip_file_is_read_but_not_one_packed_many_times(tmp_path: Path) -> None:
    (tmp_path / "lines.jsonl.gz").write_bytes(gzip.compress(b'{"text": "One."}\n'))
    for inner, outer in [("lines.jsonl.gz", "1.zip"), ("1.zip", "2.zip")]:
        with zipfile.ZipFile(tmp_path / outer, "w") as archive:
            archive.write(tmp_path / inner, inner)
    assert texts(tmp_path / "1.zip") == ["One."]
    assert last_reason(tmp_path / "2.zip").startswith("it is packed too many times")


def test_a_zip_file_on_standard_input(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", a_txt="One.")
    program = "from onrecord.extract.reading import read; print([item.text for item in read(['-'])])"
    run = subprocess.run([sys.executable, "-c", program], input=path.read_bytes(), capture_output=True, check=True)
    assert run.stdout.decode().strip() == "['One.']"


def test_a_damaged_member_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "One is damaged.")
        archive.writestr("b.txt", "Two.")
    path.write_bytes(path.read_bytes().replace(b"One is", b"One iz"))
    skipped, document = read([path])
    assert isinstance(skipped, Skipped)
    assert skipped.path == f"{path}/a.txt"
    assert isinstance(document, Document)


@pytest.mark.parametrize("content", [b"PK\x03\x04 no more", b"", bytes(1000)])
def test_a_zip_file_that_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    assert last_reason(path).startswith("it is no zip file, or a damaged one")


def test_a_zip_file_without_articles(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", a_png="PNG")
    assert last_reason(path).endswith("(it has 1 .png)")


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    line = b'{"text": "One."}' + b" " * 100_000 + b"\n"
    bomb = line * (2 * FREE_BYTES // len(line))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(bomb))
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("b.jsonl", bomb)
    for name in ("a.jsonl.gz", "b.zip"):
        assert "over 200 times larger" in last_reason(tmp_path / name)
