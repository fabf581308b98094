"""The rows that the articles of a shard bring, before it is known who anybody is."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.extract.document import FINGERPRINT
from onrecord.extract.shards import shard
from onrecord.graph.bulk import scratch
from onrecord.graph.entities.evidence import Mention, NameEvidence, add_article, unit_key
from onrecord.graph.entities.queries import ENTITY_END
from onrecord.graph.loading.batches import no_collecting
from onrecord.graph.model.arrow import schema
from onrecord.graph.model.rows import ArticleRows, Row, key, rows_of

PLACE: Final = pa.int32()
"""The place of a claim in its shard's table of claims, and of a document in that of documents."""

SPANS: Final = pa.list_(pa.int64())

EXTRA: Final = {
    "Claim": [("document", PLACE)],
    **{table: [("claim", PLACE), ("key", pa.string())] for table in ENTITY_END},
}
"""Columns that a build needs and a store has not: `key` is an edge's name (see `evidence.unit_key`), null where it is
the source of one article that has no name."""

TABLES: Final = ("Document", "Claim", "Entity", *ENTITY_END, "REPORTS")


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
    columns = pq.read_table(path, columns=["id", "path"])
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
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    names: dict[str, NameEvidence] = {}
    for number, (document, triples) in enumerate(shard.read(task.path)):
        if number not in task.left_out:
            _add(rows, names, rows_of(document, triples))
    for table in TABLES:
        scratch.write_table(folder / f"{table}.arrow", _frame(table, rows[table]))
    # Counters take ten times as long to be read as dictionaries do.
    plain = {name: [dict(counter) for counter in evidence.counters()] for name, evidence in names.items()}
    scratch.write_object(folder / "names.pickle", plain)


def _add(rows: dict[str, list[Row]], names: dict[str, NameEvidence], article: ArticleRows) -> None:
    place, first = len(rows["Document"]), len(rows["Claim"])
    rows["Document"].append(article.document)
    claims = {}
    for number, claim in enumerate(article.claims, first):
        claim["document"] = place
        claims[claim["id"]] = number
    rows["Claim"] += article.claims
    rows["Entity"] += (who.row(id) for id, who in article.entities.items() if not who.named)
    rows["REPORTS"] += article.reports
    mentions = []
    for table, end in ENTITY_END.items():
        other = "from" if end == "to" else "to"
        for edge in article.edges(table):
            edge["claim"] = claims[edge[other]]
            edge["key"] = None
            if article.entities[edge[end]].named:
                edge["key"] = unit_key(edge["name"], edge["type"], article.id)
                mentions.append(Mention(edge["name"], edge["type"], edge["mention"]))
            rows[table].append(edge)
    add_article(names, article.id, article.document["date"], mentions)


def _frame(table: str, rows: Sequence[Row]) -> Any:
    fields = [*schema(table), *(pa.field(*extra) for extra in EXTRA.get(table, ()))]
    columns = {field.name: _column([*map(itemgetter(field.name), rows)], field.type) for field in fields}
    return pa.table(columns)


def _column(values: list[Any], type: Any) -> Any:
    """Values as a column; lists of numbers, of which there is none that is null, in a third of the usual time."""
    if type != SPANS:
        return pa.array(values, type)
    offsets = np.zeros(len(values) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, values), np.int32, len(values)), out=offsets[1:])
    numbers = np.fromiter(chain.from_iterable(values), np.int64, int(offsets[-1]))
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(numbers))
