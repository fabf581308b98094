"""Whatever a file holds: documents come out of it, or a sentence that says why not. Many more: bench/reliability."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import pytest
from support.faults import documents_of
from support.odd_files import MADE, RSS, STORY, odd_file, parquet, saved_page

from onrecord.extract import Document
from onrecord.extract.reading import Remark, read


@pytest.mark.parametrize("kind", MADE)
def test_a_whole_file_is_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"whole{kind}"
    path.write_bytes(MADE[kind][1]())
    assert documents_of(path) > 0


def test_odd_files_give_documents_or_a_reason(tmp_path: Path) -> None:
    dice = random.Random(14)
    documents = 0
    for _ in range(1_500):
        odd = odd_file(dice)
        path = tmp_path / odd.name
        path.write_bytes(odd.content)
        documents += documents_of(path)
    assert documents > 500


def items(path: Path, content: bytes) -> tuple[list[str], list[str]]:
    """The texts and the reasons that come out of a file."""
    path.write_bytes(content)
    found = list(read([path]))
    return (
        [item.text for item in found if isinstance(item, Document)],
        [item.reason for item in found if isinstance(item, Remark)],
    )


@pytest.mark.parametrize("reference", [b"&#xd800;", b"&#55296", b"&#99999999;", b"&#x110000;", b"&#" + b"9" * 5000])
def test_a_reference_to_no_character_costs_itself_alone(tmp_path: Path, reference: bytes) -> None:
    broken = RSS.encode().replace(b"The Post", b"The Post & " + reference)
    texts, reasons = items(tmp_path / "feed.rss", broken)
    assert (texts, reasons) == ([STORY], [])


@pytest.mark.parametrize(
    "line", [b"From: <(\r\n", b'From: "" (a) <\r\n', b"Date: Tue, 05 Mar 99999999999 23:30 -0500\r\n"]
)
def test_a_header_that_the_parser_fails_on_costs_itself_alone(tmp_path: Path, line: bytes) -> None:
    texts, _ = items(tmp_path / "a.eml", line + b"Message-ID: <1@p.example>\r\n\r\nAna Ruiz said no.\r\n")
    assert [text.strip() for text in texts] == ["Ana Ruiz said no."]


def test_text_of_parquet_that_is_not_utf_8_is_read(tmp_path: Path) -> None:
    texts, reasons = items(tmp_path / "a.parquet", parquet().replace("“The".encode(), b"\x93The\x94 "))
    assert [text.endswith("She accused Norsk Havn of greed.") for text in texts] == [True, True]
    assert reasons == []


def test_a_gz_file_of_any_name_that_is_damaged_is_said_to_be(tmp_path: Path) -> None:
    texts, [reason] = items(tmp_path / "a", gzip.compress(STORY.encode())[:10] + b"\xff" * 20)
    assert texts == []
    assert reason.startswith("it is damaged or ends early")


def test_a_table_of_very_many_columns_is_refused_in_a_line(tmp_path: Path) -> None:
    texts, [reason] = items(tmp_path / "a.csv", ",".join(f"column {n}" for n in range(999)).encode() + b"\n1\n")
    assert texts == []
    assert "column 19 and 979 more" in reason


def test_no_field_of_a_saved_page_has_a_nul(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    path.write_bytes(saved_page().replace(b"https://p.example/1", b"https://p.example/\0"))
    assert documents_of(path) == 1
