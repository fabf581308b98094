"""A folder of CSV files, one for each kind of node and edge: plain, or as `neo4j-admin database import` takes them."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.graph.model.tables import ALL_NODES, EDGES, INDEX_EDGES, Columns, columns
from onrecord.graph.stores.fulltext import parted
from onrecord.graph.tabular import csv_writer
from onrecord.graph.transfer.formats.cells import PLAIN, TEXT, Texts, cells, joined, replaced, text_of, texts
from onrecord.graph.transfer.formats.files import FILES, INDEX_FILES, Portion, Portions, exported

ARRAY_DELIMITER: Final = "\x1f"
NEO4J_TYPES: Final = {
    "STRING": "string",
    "BOOLEAN": "boolean",
    "DOUBLE": "double",
    "INT64": "long",
    "DATE": "date",
    "STRING[]": "string[]",
    "INT64[]": "long[]",
}


WriteLine = Callable[[Sequence[Any]], str]  # for old imports of `Line`, which are led here


def write_csv(portions: Portions, folder: Path) -> None:
    """Lists are JSON, what is not known is empty, days are ISO 8601. An edge's ends are `from` and `to`."""
    with ExitStack() as stack:
        writers = {}
        for table, name in FILES.items():
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            writers[table] = csv_writer(file)
            writers[table].writerow(exported(table))
        for table, portion in portions:
            writers[table].writerows(cells(portion, exported(table)))


def write_neo4j_admin(portions: Portions, folder: Path) -> None:
    """Every text in quotation marks, so that an empty one is not taken for none; see `import_command`.

    With the tables of the index, if they are among the portions, so that they need not be made anew in Neo4j.
    """
    with ExitStack() as stack:
        files = {}
        for table, name in (FILES | INDEX_FILES).items():
            files[table] = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))
            files[table].write(",".join(header(table)) + "\n")
        for table, portion in portions:
            files[table].write(_lines(table, portion))


def import_command(folder: Path) -> str:
    """The command that makes a new Neo4j database of the files."""
    files = FILES | INDEX_FILES
    nodes = [f"--nodes={table}={folder / files[table]}.csv" for table in ALL_NODES]
    edges = [f"--relationships={table}={folder / files[table]}.csv" for table in EDGES | INDEX_EDGES]
    how = ["--multiline-fields=true", f"--array-delimiter=U+{ord(ARRAY_DELIMITER):04X}"]
    return shlex.join(["neo4j-admin", "database", "import", "full", "neo4j", *nodes, *edges, *how])


def header(table: str) -> list[str]:
    """Give the first line of a table's file, as `neo4j-admin database import` takes it."""
    if table in ALL_NODES:
        types = {name: NEO4J_TYPES[type] for name, type in neo4j_columns(table).items()}
        types["id"] = f"ID({table}){{id-type: {types['id']}}}"
        return [f"{name}:{type}" for name, type in types.items()]
    start, stop, properties = (EDGES | INDEX_EDGES)[table]
    ends = [f":START_ID({start})", f":END_ID({stop})"]
    return ends + [f"{name}:{NEO4J_TYPES[type]}" for name, type in properties.items()]


def neo4j_columns(table: str) -> Columns:
    """The columns of a table, as Neo4j has them."""
    return columns(table) | ({"words": "STRING"} if table == "Claim" else {})


def _lines(table: str, portion: Portion) -> str:
    if table == "Claim":
        portion = portion | {"words": [*map(parted, portion["text"])]}
    lists = {name for name, type in neo4j_columns(table).items() if type == "STRING[]"}
    portion = portion | {name: _in_one(portion[name]) for name in lists}
    types = neo4j_columns(table) | dict.fromkeys(lists, "STRING")
    line: list[Texts | str] = []
    for column in texts(portion, types, _quoted, PLAIN, NUMBERS).values():
        line += [column, ","]
    return text_of(joined(*line[:-1], "\n", nulls="skip"))


def _quoted(column: Texts) -> Texts:
    return joined('"', replaced(column, {'"': '""'}), '"')


def _in_one(values: Sequence[list[str] | None]) -> Texts:
    """Lists of texts, each as one text."""
    lists = pa.array(values, pa.large_list(TEXT))
    parts = replaced(lists.values, {ARRAY_DELIMITER: " "})
    parted = pa.LargeListArray.from_arrays(lists.offsets, parts, mask=lists.is_null())
    return pc.binary_join(parted, pa.scalar(ARRAY_DELIMITER, TEXT))


NUMBERS: Final = f'"1{ARRAY_DELIMITER}2"'
"""How `neo4j-admin` reads values: every text in quotation marks, and so every list."""
