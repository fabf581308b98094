"""What stands for all rows of each article, for all articles of a shard at once: the digests that `rows_of` takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.extract.shards.table import lists
from onrecord.graph.model.rows import IN_DIGEST, Row, described, hashed
from onrecord.graph.model.tables import NODES

ESCAPED: Final = r"[^ !#-\[\]-~]"
"""What JSON writes otherwise than it is."""


def digests(documents: Sequence[Row], tables: dict[str, Any], reports: Iterable[tuple[int, Row]]) -> list[str]:
    """Give the digest of each document.

    Args:
        documents: their rows.
        tables: those of claims and edges (see `claims.Claims`), in the order of the documents.
        reports: the edges REPORTS, each with the place of its document.
    """
    claims = tables["Claim"]
    of_claim = claims.column("document").to_numpy()
    days = pa.array([json.dumps(row["date"], default=str) for row in documents], pa.string())
    names = [name for name in NODES["Claim"] if name != "corrected"]
    columns = {name: _json(claims.column(name)) for name in names if name != "date"}
    columns["date"] = days.take(claims.column("document").combine_chunks())
    parts = [pa.array([json.dumps(described(row), default=str) for row in documents], pa.string())]
    parts.append(_of_each(_objects({name: columns[name] for name in names}), of_claim, len(documents)))
    for table in ("SAID", "ABOUT", "TOLD"):
        edges = tables[table]
        objects = _objects({name: _json(edges.column(name)) for name in IN_DIGEST[table]})
        parts.append(_of_each(objects, of_claim[edges.column("claim").to_numpy()], len(documents)))
    told: list[list[Row]] = [[] for _ in documents]
    for document, edge in reports:
        told[document].append(edge)
    parts.append(pa.array([*map(json.dumps, told)], pa.string()))
    texts = pc.binary_join_element_wise("[", *_between(parts, ", "), "]", "")
    return [hashed(text) for text in texts.to_pylist()]


def _objects(columns: dict[str, Any]) -> Any:
    """An object of each row, given the values as JSON."""
    parts = [part for name, column in columns.items() for part in (f', "{name}": ', column)]
    return pc.binary_join_element_wise("{" + parts[0].removeprefix(", "), *parts[1:], "}", "")


def _of_each(objects: Any, document: Any, documents: int) -> Any:
    """The list of the objects of each document."""
    ends = np.cumsum(np.bincount(document, minlength=documents))
    return _list(np.concatenate([[0], ends]), objects)


def _list(offsets: Any, values: Any) -> Any:
    listed = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values)
    return pc.binary_join_element_wise("[", pc.binary_join(listed, ", "), "]", "")


def _json(column: Any) -> Any:
    """Each value of a column as JSON."""
    column = column.combine_chunks()
    if pa.types.is_list(column.type):
        numbers, values = lists(column)
        return _list(np.concatenate([[0], np.cumsum(numbers)]), values.cast(pa.string()))
    if pa.types.is_string(column.type):
        return pc.fill_null(_quoted(column), "null")
    if pa.types.is_floating(column.type):
        found = column.dictionary_encode()
        return pc.fill_null(
            pa.array([*map(repr, found.dictionary.to_pylist())], pa.string()).take(found.indices), "null"
        )
    return column.cast(pa.string())


def _quoted(texts: Any) -> Any:
    quoted = pc.binary_join_element_wise('"', texts, '"', "")
    is_escaped = pc.fill_null(pc.match_substring_regex(texts, ESCAPED), False)
    escaped = pa.array([*map(json.dumps, texts.filter(is_escaped).to_pylist())], pa.string())
    return pc.replace_with_mask(quoted, is_escaped, escaped) if len(escaped) else quoted


def _between(parts: Sequence[Any], mark: str) -> list[Any]:
    """The parts with a mark between each two."""
    return [each for part in parts for each in (mark, part)][1:]
