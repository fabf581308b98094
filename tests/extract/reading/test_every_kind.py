"""Every kind of file: whole, packed by gzip and by zip, and cut off in the middle."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from support.odd_files import MADE

from onrecord.extract import Document
from onrecord.extract.reading import read

CUT: dict[str, str | None] = {
    ".txt": None,  # half a text is a text
    ".md": None,
    ".jsonl": "line 1: it is not valid JSON",
    ".json": "it is not valid JSON",
    ".feed.json": "it is not valid JSON",
    ".csv": "row 2: its quotation marks are not as in CSV",
    ".tsv": "row 2: its quotation marks are not as in CSV",
    ".html": None,
    ".rss": "the feed ends early: what is whole of it has been read",
    ".atom": "the feed ends early: what is whole of it has been read",
    ".eml": None,
    ".mhtml": "no article was found in the page",
    ".docx": "it is no Word file, or a damaged one",
    ".pdf": "it is no PDF, or a damaged one",
    ".warc": "it ends early: what is whole of its 1 answers has been read",
    ".parquet": "it is no Parquet file, or a damaged one",
    ".zip": "it is no zip file, or a damaged one",
    ".txt.gz": "it is damaged or ends early, and what follows is not read",
}
"""What is said of each kind when its second half is missing; None where an article is left."""


def read_file(path: Path, content: bytes) -> tuple[list[str], list[str]]:
    """The texts of a file's articles, and what is said of it."""
    path.write_bytes(content)
    items = [*read([path])]
    texts = [item.text for item in items if isinstance(item, Document)]
    return texts, [item.reason for item in items if not isinstance(item, Document)]


@pytest.mark.parametrize("kind", MADE)
def test_it_is_read_whole_and_packed(kind: str, tmp_path: Path) -> None:
    content = MADE[kind][1]()
    texts, said = read_file(tmp_path / f"whole{kind}", content)
    assert texts
    assert all("Ana Ruiz, the mayor, said on Monday" in " ".join(text.split()) for text in texts)
    assert [reason.partition(":")[0] for reason in said] == (["what is attached is not read"] if kind == ".eml" else [])
    assert read_file(tmp_path / f"packed{kind}.gz", gzip.compress(content)) == (texts, said)
    archive = tmp_path / "packed.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr(f"inside{kind}", content)
    assert read_file(archive, archive.read_bytes()) == (texts, said)


@pytest.mark.parametrize("kind", MADE)
def test_a_half_is_read_or_said(kind: str, tmp_path: Path) -> None:
    content = MADE[kind][1]()
    texts, said = read_file(tmp_path / f"half{kind}", content[: len(content) // 2])
    if (expected := CUT[kind]) is None:
        assert len(texts) == 1
    else:
        assert said
        assert said[0].startswith(expected)
        assert not texts
