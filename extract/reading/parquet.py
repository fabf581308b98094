"""Parquet: an article a row, read a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.extract.reading.columns import ColumnError, Columns
from onrecord.extract.reading.item import Item, Skipped, first_line
from onrecord.extract.reading.plain import decode
from onrecord.extract.reading.record import article

_ROWS = 64


def documents(stream: BinaryIO, path: str, columns: Columns) -> Iterator[Item]:
    """The articles of a Parquet file; a row that is none is skipped by its number, the rest is read."""
    import pyarrow
    import pyarrow.parquet

    try:
        file = pyarrow.parquet.ParquetFile(stream)
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        yield Skipped(path, f"it is no Parquet file, or a damaged one ({first_line(error)})")
        return
    names = file.schema_arrow.names
    try:
        fields = columns.of(names)
    except ColumnError as error:
        yield Skipped(path, str(error))
        return
    number = 0
    try:
        for batch in file.iter_batches(_ROWS, columns=[names[at] for at in fields.values()]):
            values = [_values(batch.column(names[at])) for at in fields.values()]
            for row in zip(*values, strict=True):
                number += 1
                yield from article(dict(zip(fields, row, strict=True)), path, f"row {number}: ")
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        yield Skipped(path, f"after row {number} it is damaged ({first_line(error)}): the rest is not read")
        return
    if not number:
        yield Skipped(path, "it has no rows")


def _values(column: Any) -> list[Any]:
    """The cells as Python values: times to the second, bytes as the text that they are.

    Text is taken as bytes as well, since nobody has seen to it that it is UTF-8.
    """
    import pyarrow

    if pyarrow.types.is_string(column.type) or pyarrow.types.is_large_string(column.type):
        column = column.cast(pyarrow.large_binary())
    if pyarrow.types.is_timestamp(column.type):  # Python's own have no nanoseconds
        column = column.cast(pyarrow.timestamp("s", column.type.tz), safe=False)
    return [decode(value) if isinstance(value, bytes) else value for value in column.to_pylist()]
