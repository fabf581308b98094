"""47 strange texts as titles, publishers, names and claims: whatever reads a form gets them back, row for row."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import networkx
import pandas
import pyarrow.parquet as pq
import pytest
from support.articles import BOTH
from support.hostile import HOSTILE, STRANGE_TEXTS, strange_articles

from onrecord import graph
from onrecord.graph import Store
from onrecord.graph.model.rows import Row
from onrecord.graph.model.tables import TALLIES
from onrecord.graph.stores import pages
from onrecord.graph.transfer.formats import Format
from onrecord.graph.transfer.formats.files import FILES
from onrecord.graph.transfer.into_files import export

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = str(tmp_path_factory.mktemp("strange") / "test.lbug")
    with graph.open(path) as store:
        assert [*store.load([*BOTH, *HOSTILE, *strange_articles()])]
    with graph.open(path, read_only=True) as store:
        yield store


@pytest.fixture(scope="module")
def tables(store: Store) -> dict[str, list[Row]]:
    """The rows of all tables, without the counts by kind and confidence, which no export has."""
    found: dict[str, list[Row]] = {table: [] for table in FILES}
    for table, portion in pages.tables(store):
        told = {name: values for name, values in portion.items() if name not in TALLIES}
        found[table] += (dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True))
    assert {*STRANGE_TEXTS} - {row["title"] for row in found["Document"]} == {"\x00NUL"}  # no store keeps a NUL
    return found


def written(store: Store, format: Format, folder: Path) -> Path:
    place = folder / f"out.{format}"
    export(store, format, place)
    return place


def told(value: Any) -> str:
    """A value as CSV has it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case list():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def test_csv(store: Store, tables: dict[str, list[Row]], tmp_path: Path) -> None:
    folder = written(store, "csv", tmp_path)
    csv.field_size_limit(1_000_000)  # characters, for the one of a hundred thousand, thrice
    for table, name in FILES.items():
        place = folder / f"{name}.csv"
        with place.open(encoding="utf-8", newline="") as file:
            read = [*csv.DictReader(file)]
        assert read == [{name: told(value) for name, value in row.items()} for row in tables[table]]
        assert len(pandas.read_csv(place, dtype=str, keep_default_na=False)) == len(read)


def test_parquet(store: Store, tables: dict[str, list[Row]], tmp_path: Path) -> None:
    folder = written(store, "parquet", tmp_path)
    for table, name in FILES.items():
        assert pq.read_table(folder / f"{name}.parquet").to_pylist() == tables[table]


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_xml(store: Store, tables: dict[str, list[Row]], tmp_path: Path, format: Format) -> None:
    place = written(store, format, tmp_path)
    read = networkx.read_graphml(place) if format == "graphml" else networkx.read_gexf(place)
    for table, name in (("Document", "title"), ("Claim", "text"), ("Entity", "name")):
        for row in tables[table]:
            node = read.nodes[f"{table}:{NOT_IN_XML.sub(chr(0xFFFD), row['id'])}"]
            if row[name]:
                assert node[name] == NOT_IN_XML.sub("\ufffd", row[name])
    assert read.number_of_edges() == len(
        {(table, row["from"], row["to"]) for table in ("SAID", "ABOUT", "FOUND_IN") for row in tables[table]}
    )


def test_lines(store: Store, tables: dict[str, list[Row]], tmp_path: Path) -> None:
    lines = [json.loads(line) for line in written(store, "jsonl", tmp_path).read_bytes().splitlines()]
    rows = {row["id"]: row for row in tables["Claim"]}
    claims = {line["claim"]["id"]: line for line in lines if line["claim"]}
    assert claims.keys() == rows.keys()
    assert all(line["claim"]["text"] == rows[id]["text"] for id, line in claims.items())
    assert {line["document"]["title"] for line in lines} == {row["title"] for row in tables["Document"]}


def test_dna(store: Store, tables: dict[str, list[Row]], tmp_path: Path) -> None:
    with closing(sqlite3.connect(written(store, "dna", tmp_path))) as file:
        texts = {text for (text,) in file.execute("SELECT Text FROM DOCUMENTS")}
    plain = str.maketrans({"\x00": "\ufffd", "\r": "\n"})  # Java's text fields know no others, and places stay
    assert texts == {row["text"].replace("\r\n", " \n").translate(plain) for row in tables["Document"]}
