"""Rows as Arrow tables, with the types of the graph's model."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from typing import Any, Final

import pyarrow as pa

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


EPOCH: Final = Date(1970, 1, 1).toordinal()


def schema(table: str) -> Any:
    """The Arrow schema of a table of nodes or edges."""
    return pa.schema([(name, TYPES[type]) for name, type in columns(table).items()])


def values(column: Any) -> list[Any]:
    """The values of a column as Python's own. Days are reckoned here, since pyarrow makes each of them from a text."""
    if not pa.types.is_date(column.type):
        return column.to_pylist()  # type: ignore[no-any-return]
    days = column.cast(pa.int32()).to_pylist()
    return [None if day is None else Date.fromordinal(EPOCH + day) for day in days]


def frame(table: str, rows: Sequence[Row]) -> Any:
    """The rows as an Arrow table."""
    return pa.table({field.name: pa.array([row[field.name] for row in rows], field.type) for field in schema(table)})
