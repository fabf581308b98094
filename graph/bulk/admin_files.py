"""The tables of a graph as files for `neo4j-admin database import`, a column at a time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from onrecord.graph.model.tables import ALL_NODES
from onrecord.graph.stores.fulltext import parted
from onrecord.graph.transfer.formats.csv_files import ARRAY_DELIMITER, header, neo4j_columns
from onrecord.graph.transfer.formats.files import FILES, INDEX_FILES

ROWS_AT_ONCE: Final = 50_000


def write(tables: Iterable[tuple[str, Any]], folder: Path) -> None:
    """Write a file for each table of the model, those that have no rows with a header alone."""
    for table, name in (FILES | INDEX_FILES).items():
        (folder / f"{name}.csv").write_text(",".join(header(table)) + "\n", "utf-8")
    options = csv.WriteOptions(include_header=False, quoting_style="all_valid")
    for table, content in tables:
        with (folder / f"{(FILES | INDEX_FILES)[table]}.csv").open("ab") as file:
            for start in range(0, content.num_rows, ROWS_AT_ONCE):
                csv.write_csv(_plain(table, content.slice(start, ROWS_AT_ONCE)), file, options)


def _plain(table: str, content: Any) -> Any:
    """The rows with lists as texts, and with what Neo4j alone has."""
    names = list(neo4j_columns(table)) if table in ALL_NODES else content.column_names
    columns = {name: _written(content.column(name)) for name in names if name != "words"}
    if "words" in names:
        columns["words"] = pa.array(map(parted, content.column("text").to_pylist()), pa.string())
    return pa.table({name: columns[name] for name in names})


def _written(column: Any) -> Any:
    if not pa.types.is_list(column.type):
        return column
    texts = pc.replace_substring(column.combine_chunks().flatten().cast(pa.string()), ARRAY_DELIMITER, " ")
    lists = column.combine_chunks()
    return pc.binary_join(pa.ListArray.from_arrays(_offsets(lists), texts), ARRAY_DELIMITER)


def _offsets(lists: Any) -> Any:
    """Where each list begins among the values of all, and where the last one ends; null for lists that are null."""
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    ends = pc.cumulative_sum(lengths)
    starts = pa.concat_arrays([pa.array([0], pa.int32()), ends.cast(pa.int32())])
    if not lists.null_count:
        return starts
    there = pa.concat_arrays([lists.is_valid(), pa.array([True])])
    return pc.if_else(there, starts, None)
