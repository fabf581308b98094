"""A folder of Parquet files, one for each kind of node and edge, with the types of the graph's model."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.graph.model.arrow import schema
from onrecord.graph.transfer.formats.files import FILES, Portions, exported


def write_parquet(portions: Portions, folder: Path) -> None:
    """A row group a portion. An edge's ends are `from` and `to`."""
    schemas = {table: pa.schema([schema(table).field(name) for name in exported(table)]) for table in FILES}
    with ExitStack() as stack:
        writers = {
            table: stack.enter_context(pq.ParquetWriter(folder / f"{name}.parquet", schemas[table], compression="zstd"))
            for table, name in FILES.items()
        }
        for table, portion in portions:
            writers[table].write_table(pa.table(portion, schemas[table]))
