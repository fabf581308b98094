"""Reading tables: CSV and TSV as programs write them, Parquet, and broken ones of each."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from onrecord.extract import Document
from onrecord.extract.reading import Remark, Skipped, read

NAMES = ["No.", "Headline", "Body", "Published", "Link", "Source"]
ROWS: list[list[Any]] = [
    [
        1,
        "Bridge, again",
        '“It stays,” Ana Ruiz said.\n\nTom Hale said: "No, it won\'t."',
        "2024-03-05",
        "https://hp.example/1",
        "Post",
    ],
    [2, "Second", "Nothing; was\tsaid | by anyone.", "March 6, 2024", "https://hp.example/2", "Post"],
]


def written(path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8", **form: Any) -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, **form).writerows(rows)
    return path


def documents(*paths: Path, **columns: str) -> list[Document]:
    """The documents, where there is nothing to remark."""
    items = list(read(paths, columns=columns))
    assert not [item for item in items if isinstance(item, Remark)]
    return [item for item in items if isinstance(item, Document)]


def reasons(path: Path, **columns: str) -> list[str]:
    """Why all of it was skipped."""
    items = list(read([path], columns=columns))
    assert not [item for item in items if isinstance(item, Document)]
    return [item.reason for item in items if isinstance(item, Skipped)]


# CSV and TSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_by_their_names_whatever_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = written(tmp_path / "articles.csv", [NAMES, *ROWS], encoding, delimiter=delimiter)
    first, second = documents(path)
    assert first == Document(
        ROWS[0][2],
        title="Bridge, again",
        date=date(2024, 3, 5),
        url="https://hp.example/1",
        publisher="Post",
        path=str(path),
    )
    assert (second.text, second.date) == (ROWS[1][2], date(2024, 3, 6))


def test_a_letter_far_down_tells_the_encoding(tmp_path: Path) -> None:
    rows = [["text"], *[["word " * 50]] * 6000, ["“It stays,” Zoë said."]]
    path = written(tmp_path / "articles.csv", rows, "cp1252")
    assert documents(path)[-1].text == "“It stays,” Zoë said."


def test_a_separator_line_of_excel(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_text("sep=;\r\ntext;title\r\nIt stays, she said.;Bridge\r\n")
    [document] = documents(path)
    assert (document.text, document.title) == ("It stays, she said.", "Bridge")


def test_quotation_marks_in_tsv_without_quoting_are_text(tmp_path: Path) -> None:
    path = tmp_path / "articles.tsv"
    path.write_text('id\ttext\n7\t"It stays," Ana Ruiz said. "Soon."\n8\t"No.\n')
    assert [(one.id, one.text) for one in documents(path)] == [
        ("7", '"It stays," Ana Ruiz said. "Soon."'),
        ("8", '"No.'),
    ]


def test_a_column_that_is_said(tmp_path: Path) -> None:
    path = written(tmp_path / "articles.csv", [["Was gesagt wurde", "Text"], ["It stays, she said.", "7"]])
    [document] = documents(path, text="was gesagt wurde", title="Text")
    assert (document.text, document.title) == ("It stays, she said.", "7")


def test_a_column_that_is_not_there_is_an_error_that_lists_them(tmp_path: Path) -> None:
    path = written(tmp_path / "articles.csv", [["Nr", "Meldung"], ["1", "It stays, she said."]])
    assert reasons(path) == [
        "it has no column for the text (text, body, content, article): its columns are Nr, Meldung. "
        "Say which one it is: --column text=NAME"
    ]
    assert reasons(path, text="Body") == ["it has no column “Body”: its columns are Nr, Meldung"]


def test_a_broken_row_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_text(
        "text,date\nOne.,2024-03-05\n"
        'He said, she said.,2024-03-05\n"a" b,2024-03-05\n,2024-03-05\nSix.,01/04/2024\n"open'
    )
    items = list(read([path]))
    assert [item.text for item in items if isinstance(item, Document)] == ["One.", "Six."]
    assert [item.reason for item in items if isinstance(item, Skipped)] == [
        "row 3: it has 3 cells and not 2, as the first row",
        "row 4: its quotation marks are not as in CSV (',' expected after '\"')",
        "row 5: it is empty",
        "row 7: its quotation marks are not as in CSV (unexpected end of data)",
    ]
    assert [item.reason for item in items if isinstance(item, Remark) and not isinstance(item, Skipped)] == [
        "row 6: the date '01/04/2024' is not one like 2026-03-01: read without its date"
    ]


def test_a_quotation_mark_that_is_never_closed_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "articles.csv"
    path.write_text('text\nOne.\n"Two.\n' + "word\n" * 400_000)
    document, skipped = read([path])
    assert isinstance(document, Document)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith("row 3: it is too long, or a quotation mark is not closed")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "it is empty"), (b"text,title\n", "it has no rows"), (bytes(range(256)), "it is binary")],
)
def test_a_table_without_articles(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "articles.csv"
    path.write_bytes(content)
    [found] = reasons(path)
    assert found.startswith(reason)


@pytest.mark.parametrize("name", ["articles.export", "-"])
@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (b"id,Body,Headline\n1,It stays.,Bridge\n", ["It stays."]),
        (b"id;Body;Headline\n1;It stays.;Bridge\n", ["It stays."]),
        (b"nr,when,meldung\n1,2024,It stays.\n2,2024,It goes.\n3,2024,So.\n", []),
        (b"The mayor, the council and the union met.\n\nNobody, they said, won.\n", None),
        (b"London, Monday, 5 March\n\nThe mayor, who spoke, said no.\n\nThe council, too, said no.\n", None),
    ],
)
def test_a_table_of_another_name_is_never_read_as_one_article(
    tmp_path: Path, name: str, content: bytes, texts: list[str] | None
) -> None:
    path = tmp_path / "articles.export"
    path.write_bytes(content)
    program = (
        "import sys; from onrecord.extract.reading import Remark, read; "
        "print(repr([x.text for x in read([sys.argv[1]]) if not isinstance(x, Remark)]))"
    )
    arguments = [sys.executable, "-c", program, "-" if name == "-" else str(path)]
    run = subprocess.run(arguments, input=content, capture_output=True, check=True)
    assert run.stdout.decode().strip() == repr([content.decode()] if texts is None else texts)


def test_tables_in_a_folder_are_read(tmp_path: Path) -> None:
    written(tmp_path / "a.csv", [NAMES, *ROWS])
    written(tmp_path / "b.tsv", [NAMES, *ROWS], delimiter="\t")
    assert [document.title for document in documents(tmp_path)] == ["Bridge, again", "Second"] * 2


# Parquet


def table(path: Path, **columns: Any) -> Path:
    pyarrow.parquet.write_table(pyarrow.table(columns), path, row_group_size=50)
    return path


def test_parquet_with_times_bytes_and_categories(tmp_path: Path) -> None:
    path = table(
        tmp_path / "articles.parquet",
        Body=pyarrow.array([b"It stays, she said.", "Zoë left.".encode()]),
        published=pyarrow.array([1709637072123456789, None], pyarrow.timestamp("ns", "UTC")),
        source=pyarrow.array(["Post", "Post"]).dictionary_encode(),
        id=pyarrow.array([7, 8]),
        links=pyarrow.array([["a"], []]),
    )
    first, second = documents(path)
    assert first == Document("It stays, she said.", id="7", date=date(2024, 3, 5), publisher="Post", path=str(path))
    assert (second.text, second.date) == ("Zoë left.", None)


def test_many_rows_of_parquet_come_in_order(tmp_path: Path) -> None:
    texts = [f"Article {number}, she said." for number in range(1000)]
    days = [datetime(2024, 3, 5, tzinfo=UTC)] * len(texts)
    assert [one.text for one in documents(table(tmp_path / "a.parquet", text=texts, date=days))] == texts


def test_parquet_without_a_text_column(tmp_path: Path) -> None:
    [reason] = reasons(table(tmp_path / "a.parquet", meldung=["One."], nr=[1]))
    assert "its columns are meldung, nr" in reason


def test_a_broken_parquet_file(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", text=[f"Article {number}." * 50 for number in range(500)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    [reason] = reasons(path)
    assert reason.startswith("it is no Parquet file, or a damaged one")
    path.write_bytes(whole[:2000] + bytes(2000) + whole[4000:])
    items = list(read([path]))
    assert isinstance(items[-1], Skipped)
    assert "it is damaged" in items[-1].reason


# JSON


def test_a_field_of_a_json_record_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"body": "It stays, she said.", "text": "teaser"}\n')
    [document] = documents(path, text="body")
    assert document.text == "It stays, she said."
