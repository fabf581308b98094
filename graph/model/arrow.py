"""Rows as Arrow tables, with the types of the graph's model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.graph.model.rows import Row
from onrecord.graph.model.tables import columns

TYPES = {
    "STRING": pa.string(),
    "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(),
    "INT64": pa.int64(),
    "DATE": pa.date32(),
    "STRING[]": pa.list_(pa.string()),
    "INT64[]": pa.list_(pa.int64()),
}


def schema(table: str) -> Any:
    """The Arrow schema of a table of nodes or edges."""
    return pa.schema([(name, TYPES[type]) for name, type in columns(table).items()])


def values(column: Any) -> list[Any]:
    """The values of a column as Python's own: by NumPy where that can be, which is quicker than one by one."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    type = column.type
    if pa.types.is_list(type):
        lengths = pc.fill_null(pc.list_value_length(column), 0).to_numpy()
        ends = lengths.cumsum().tolist()
        inner = values(column.flatten())
        found: list[Any] = [inner[start:stop] for start, stop in zip([0, *ends[:-1]], ends, strict=False)]
        if column.null_count:
            found = [each if there else None for each, there in zip(found, values(column.is_valid()), strict=True)]
        return found
    if pa.types.is_date(type):
        days = column.dictionary_encode()
        known: list[Any] = [*days.dictionary.to_pylist(), None]
        return [known[place] for place in pc.fill_null(days.indices, len(known) - 1).to_numpy().tolist()]
    if pa.types.is_string(type) or pa.types.is_boolean(type) or (pa.types.is_primitive(type) and not column.null_count):
        return column.to_numpy(zero_copy_only=False).tolist()  # type: ignore[no-any-return]
    return column.to_pylist()  # type: ignore[no-any-return]


def frame(table: str, rows: Sequence[Row]) -> Any:
    """The rows as an Arrow table."""
    return pa.table({field.name: pa.array([row[field.name] for row in rows], field.type) for field in schema(table)})
