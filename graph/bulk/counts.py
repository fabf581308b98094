"""The claims by each entity and about it, counted for all entities at once (see `loading.counts`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.graph.bulk import scratch
from onrecord.graph.model.tables import COUNTS, TALLIES
from onrecord.graph.model.tally import BITS, COUNTED, KINDS, ROLES, SURE

Counts = dict[str, Any]
"""The columns of all entities that hold counts, by their names."""


def count(folders: Sequence[Path], statements: Any, entities: int) -> Counts:
    """Count claims, statements and documents by each entity and about it.

    Args:
        folders: the shards' tables.
        statements: for each claim of the shards, in turn, the place of the one that it repeats, its own if none.
        entities: how many there are.
    """
    parts: dict[str, list[Any]] = {role: [] for role in ROLES}
    claims = documents = 0
    of_claim, bits = [], []
    for folder in folders:
        table = scratch.read_table(folder / "Claim.arrow")
        of_claim.append(table.column("document").to_numpy().astype(np.int64) + documents)
        bits.append(_bits(table))
        for role, edge in (("by", "SAID"), ("about", "ABOUT")):
            edges = scratch.read_table(folder / f"{edge}.arrow")
            ends = scratch.read_table(folder / f"{edge}.ends.arrow").column("entity").to_numpy()
            claim = edges.column("claim").to_numpy().astype(np.int64) + claims
            if role == "about":
                meant = np.asarray(pc.equal(edges.column("role"), "about").to_numpy(zero_copy_only=False), dtype=bool)
                ends, claim = ends[meant], claim[meant]
            parts[role].append((ends.astype(np.int64), claim))
        claims += table.num_rows
        documents += scratch.read_table(folder / "Document.arrow").num_rows
    document_of, bits_of = (np.concatenate([*each, np.zeros(0, np.int64)]) for each in (of_claim, bits))
    found: Counts = {}
    for role, some in parts.items():
        ends, claim = (
            np.concatenate([*each, np.zeros(0, np.int64)]) for each in (zip(*some, strict=True) if some else ((), ()))
        )
        tallies = np.zeros((entities, len(COUNTED), BITS), np.int64)
        for what, ids in enumerate((claim, statements[claim], document_of[claim])):
            _add(tallies[:, what], ends, ids, bits_of[claim])
            found[f"{COUNTED[what]}_{role}"] = pa.array(tallies[:, what, 0])
        offsets = np.arange(entities + 1, dtype=np.int32) * (len(COUNTED) * BITS)
        found[f"tally_{role}"] = pa.ListArray.from_arrays(pa.array(offsets), pa.array(tallies.reshape(-1)))
    return {name: found[name] for name in (*COUNTS, *TALLIES)}


def _bits(claims: Any) -> Any:
    """The bits of claims (see `tally.bits`)."""
    kinds = pc.index_in(claims.column("kind"), pa.array(KINDS)).to_numpy()
    sure = np.searchsorted(SURE, pc.fill_null(claims.column("confidence"), -1.0).to_numpy(), side="right")
    of_kind = np.where(np.isnan(kinds), 0, 2 << np.nan_to_num(kinds).astype(np.int64))
    return 1 | of_kind | ((1 << sure) - 1) << (1 + len(KINDS))


def _add(tallies: Any, ends: Any, ids: Any, bits: Any) -> None:
    """Count the different ids of each entity, for each bit those that have it.

    Args:
        tallies: the numbers of each entity.
        ends, ids, bits: for each part in a claim the number of the entity, what is counted, and the claim's bits.
    """
    if not len(ends):
        return
    both = ends * (int(ids.max()) + 1) + ids
    order = np.argsort(both, kind="stable")
    both = both[order]
    first = np.flatnonzero(np.concatenate([[True], both[1:] != both[:-1]]))
    of_id = np.bitwise_or.reduceat(bits[order], first)
    who = ends[order][first]
    for bit in range(BITS):
        tallies[:, bit] = np.bincount(who[(of_id >> bit & 1).astype(bool)], minlength=len(tallies))
