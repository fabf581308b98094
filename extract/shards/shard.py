"""One shard as a file, written beside its place and renamed: what is there is whole, and says what it was made of."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.extract.document import Document
from onrecord.extract.errors import InputError
from onrecord.extract.reading.item import Remark, Skipped
from onrecord.extract.shards.table import SCHEMA, Extracted, articles_in, table
from onrecord.extract.triple import Triple

SUFFIX: Final = ".parquet"
KEY: Final = b"onrecord"
ROWS_A_BATCH: Final = 100


@dataclass(frozen=True, slots=True)
class Label:
    """What a shard says of itself.

    Attributes:
        made_of: stands for the files that it was made of, and for the settings (see `plan.Work.fingerprint`).
        is_last: whether it has the last articles of its piece of work.
        articles, claims, undated: how many it has.
        remarks: what there was to say of the files, each with its path, the reason, and whether it was skipped.
    """

    made_of: str
    is_last: bool
    articles: int
    claims: int
    undated: int
    remarks: tuple[tuple[str, str, bool], ...] = ()

    def said(self) -> Iterator[Remark]:
        """Give the remarks as reading made them."""
        for path, reason, is_skipped in self.remarks:
            yield (Skipped if is_skipped else Remark)(path, reason)


def write(path: Path, made_of: str, is_last: bool, articles: Sequence[Extracted], remarks: Iterable[Remark]) -> Label:
    """Write a shard. Another process may write the same one meanwhile: whichever is done first, it is the same."""
    label = Label(
        made_of,
        is_last,
        len(articles),
        sum(len(triples) for _, triples in articles),
        sum(document.date is None for document, _ in articles),
        tuple((remark.path, remark.reason, isinstance(remark, Skipped)) for remark in remarks),
    )
    content = table(articles).replace_schema_metadata({KEY: json.dumps(asdict(label), ensure_ascii=False).encode()})
    # Processes of two machines may have the same number.
    part = path.with_name(f".{path.name}.{uuid4().hex}.part")
    pq.write_table(content, part, compression="zstd")
    with part.open("rb") as file:
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):  # the other process has taken it away below
        os.replace(part, path)
    for left in path.parent.glob(f".{path.name}.*.part"):  # by processes that were killed
        left.unlink(missing_ok=True)
    return label


def label(path: Path) -> Label | None:
    """Read what a shard says of itself; None if there is none, or another file in its place."""
    try:
        metadata = pq.read_schema(path).metadata or {}
        fields: dict[str, Any] = json.loads(metadata[KEY])
        return Label(**{**fields, "remarks": tuple(map(tuple, fields["remarks"]))})
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError):
        return None


def shards_in(folder: Path) -> list[Path]:
    """List the shards in a folder, in the order of their names.

    Raises:
        InputError: there are none.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder {folder}. Make shards with: onrecord extract ARTICLES --output {folder}")
    found = sorted(path for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith("."))
    if not found:
        raise InputError(
            f"{folder} has no shards (files in {SUFFIX}). Make some with: onrecord extract ARTICLES --output {folder}"
        )
    return found


def read(path: Path) -> Iterator[tuple[Document, list[Triple]]]:
    """Read the articles of a shard, some rows at a time.

    Raises:
        InputError: the file is no shard, or is damaged.
    """
    with _opened(path) as file:
        for batch in file.iter_batches(ROWS_A_BATCH, columns=SCHEMA.names):
            yield from articles_in(batch.cast(SCHEMA))


def read_table(path: Path, columns: Sequence[str] = SCHEMA.names) -> Any:
    """Read a shard, or some of its columns, as a table, all at once.

    Raises:
        InputError: the file is no shard, or is damaged.
    """
    with _opened(path) as file:
        schema = pa.schema([SCHEMA.field(name) for name in columns])
        return file.read(columns=schema.names, use_threads=False).cast(schema)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        with pq.ParquetFile(path) as file:
            if missing := [name for name in SCHEMA.names if name not in file.schema_arrow.names]:
                raise InputError(f"{path} is no shard of onrecord extract --output: it has no column {missing[0]}.")
            yield file
    except (pa.ArrowException, OSError) as error:
        reason = str(error).partition("\n")[0]
        raise InputError(f"{path} cannot be read as a shard ({reason}). Remove it, and extract again.") from None
