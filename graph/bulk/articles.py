"""The rows that the articles of a shard bring, before it is known who anybody is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from onrecord.extract.document import FINGERPRINT
from onrecord.extract.shards import shard
from onrecord.extract.shards.table import documents_in
from onrecord.graph.bulk import mentioned, scratch
from onrecord.graph.bulk.claims import Claims
from onrecord.graph.bulk.digests import digests
from onrecord.graph.entities.queries import ENTITY_END
from onrecord.graph.loading.batches import no_collecting
from onrecord.graph.model.arrow import frame
from onrecord.graph.model.rows import document_row, key


@dataclass(frozen=True, slots=True)
class Shard:
    """One shard to be read.

    Attributes:
        path: where it is.
        folder: where its tables go.
        left_out: the numbers of its articles of which a later shard has another version.
    """

    path: Path
    folder: Path
    left_out: frozenset[int]


def versions(paths: Sequence[Path]) -> list[frozenset[int]]:
    """Tell for each shard which of its articles do not count, since the same article, or another of its file, follows.

    Of several versions of an article that which comes last counts, as it does in loading.
    """
    last: dict[str, tuple[int, int]] = {}
    of_path: dict[str, tuple[int, set[str]]] = {}
    before: str | None = None
    run = 0
    places = []
    for number, path in enumerate(paths):
        for row, (id, file) in enumerate(_ids(path)):
            last[id] = (number, row)
            if file != before or file is None:
                before, run = file, run + 1
            if file is not None:
                if of_path.get(file, (None,))[0] != run:
                    of_path[file] = (run, set())
                of_path[file][1].add(id)
            places.append((number, row, id, file))
    left_out: list[set[int]] = [set() for _ in paths]
    for number, row, id, file in places:
        is_former = file is not None and id.startswith(FINGERPRINT) and id not in of_path[file][1]
        if last[id] != (number, row) or is_former:
            left_out[number].add(row)
    return [frozenset(rows) for rows in left_out]


def _ids(path: Path) -> Iterator[tuple[str, str | None]]:
    columns = shard.read_table(path, ["id", "path"])
    for id, file in zip(columns.column("id").to_pylist(), columns.column("path").to_pylist(), strict=True):
        yield key(id), key(os.path.abspath(file)) if file else None


def make_tables(task: Shard) -> None:
    """Write the tables of a shard, and what its articles tell of names, unless they are there."""
    if task.folder.exists():
        return
    part = task.folder.with_name(task.folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    with no_collecting():
        _write(task, part)
    part.rename(task.folder)


def _write(task: Shard, folder: Path) -> None:
    articles = shard.read_table(task.path)
    if task.left_out:
        articles = articles.filter(pa.array([row not in task.left_out for row in range(articles.num_rows)], pa.bool_()))
    documents = [document_row(each, key(each.id)) for each in documents_in(articles)]
    claims = Claims(articles.column("claims").combine_chunks(), documents)
    for document, digest in zip(documents, digests(documents, claims.tables, claims.reports), strict=True):
        document["digest"] = digest
    tables = claims.tables | {
        "Document": frame("Document", documents),
        "Entity": frame("Entity", [who.row(id) for id, who in claims.unnamed.items()]),
        "REPORTS": frame("REPORTS", [edge for _, edge in claims.reports]),
    }
    of_claim = tables["Claim"].column("document").to_numpy()
    evidence = mentioned.count((tables[table] for table in ENTITY_END), tables["Document"], of_claim)
    for table, content in (tables | evidence).items():
        scratch.write_table(folder / f"{table}.arrow", content)
