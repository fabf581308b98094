"""The claims by each entity and about it, counted for all entities at once (see `loading.counts`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.graph.bulk import scratch
from onrecord.graph.model.tables import COUNTS

Counts = dict[str, Any]
"""The numbers of all entities, by the name of the count."""


def count(folders: Sequence[Path], statements: Any, entities: int) -> Counts:
    """Count claims, statements and documents by each entity and about it.

    Args:
        folders: the shards' tables.
        statements: for each claim of the shards, in turn, the place of the one that it repeats, its own if none.
        entities: how many there are.
    """
    parts: dict[str, list[Any]] = {"by": [], "about": []}
    claims = documents = 0
    of_claim = []
    for folder in folders:
        own = scratch.read_table(folder / "Claim.arrow").column("document").to_numpy()
        of_claim.append(own.astype(np.int64) + documents)
        for role, table in (("by", "SAID"), ("about", "ABOUT")):
            edges = scratch.read_table(folder / f"{table}.arrow")
            ends = scratch.read_table(folder / f"{table}.ends.arrow").column("entity").to_numpy()
            claim = edges.column("claim").to_numpy().astype(np.int64) + claims
            if role == "about":
                meant = np.asarray(pc.equal(edges.column("role"), "about").to_numpy(zero_copy_only=False), dtype=bool)
                ends, claim = ends[meant], claim[meant]
            parts[role].append((ends.astype(np.int64), claim))
        claims += len(own)
        documents += scratch.read_table(folder / "Document.arrow").num_rows
    document_of = np.concatenate([*of_claim, np.zeros(0, np.int64)])
    found: Counts = {}
    for role, some in parts.items():
        ends = np.concatenate([each for each, _ in some] or [np.zeros(0, np.int64)])
        claim = np.concatenate([each for _, each in some] or [np.zeros(0, np.int64)])
        for what, ids in (("claims", claim), ("statements", statements[claim]), ("documents", document_of[claim])):
            distinct = np.unique(ends * (max(claims, documents) + 1) + ids) // (max(claims, documents) + 1)
            found[f"{what}_{role}"] = np.bincount(distinct, minlength=entities)
    return {name: pa.array(found[name], pa.int64()) for name in COUNTS}
