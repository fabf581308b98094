"""Who everybody is, told from what all articles together tell of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.graph.bulk import mentioned, scratch
from onrecord.graph.entities import alias_index
from onrecord.graph.entities.clusters import BlockState, Clusters
from onrecord.graph.entities.evidence import NameEvidence, block_of, month, write_block
from onrecord.graph.entities.queries import ENTITY_END
from onrecord.graph.loading.batches import no_collecting
from onrecord.graph.model.arrow import frame
from onrecord.graph.model.rows import Row
from onrecord.graph.model.tally import NO_CLAIMS

Numbers = dict[str, int | dict[str, int]]
"""The place of each name's entity among the named ones, by month where that differs."""


def join(folders: Iterable[Path], target: Path) -> None:
    """Write entities, blocks and the edges STANDS_FOR of all names, and which entity each name is."""
    with no_collecting():
        _join(folders, target)


def _join(folders: Iterable[Path], target: Path) -> None:
    folders = [*folders]
    tables = {
        name: pa.concat_tables(scratch.read_table(folder / f"{name}.arrow") for folder in folders)
        for name in mentioned.TABLES
    }
    blocks: defaultdict[str, dict[str, NameEvidence]] = defaultdict(dict)
    for name, evidence in mentioned.add_up(tables).items():
        blocks[block_of(name)][name] = evidence
    clusters = Clusters({id: BlockState(block, {}) for id, block in blocks.items()})
    names = [(name, evidence) for block in blocks.values() for name, evidence in block.items()]
    rows: dict[str, Row] = {cluster.id: cluster.row for name, _ in names for cluster in clusters.all_of(name)}
    numbers = {id: number for number, id in enumerate(sorted(rows))}
    entities: Numbers = {}
    for name, evidence in names:
        found = clusters.all_of(name)
        if len(found) == 1:
            entities[name] = numbers[found[0].id]
        else:
            entities[name] = {when: numbers[clusters.of(name, when).id] for when in evidence.months}
    countries = clusters.countries(name for name, _ in names)
    stand_ins = sorted({pair for country in countries for pair in clusters.stand_ins(country)})
    tables = {
        "Entity": [rows[id] | NO_CLAIMS for id in numbers],
        "Block": [{"id": id, "names": write_block(block), "known": "{}"} for id, block in sorted(blocks.items())],
        "STANDS_FOR": [{"from": start, "to": stop} for start, stop in stand_ins],
    }
    for table, content in tables.items():
        scratch.write_table(target / f"{table}.arrow", frame(table, content))
    scratch.write_object(target / "entities.pickle", entities)


def number_ends(folder: Path, entities: Numbers, first: int) -> None:
    """Write for each edge of a shard the number of its entity.

    Args:
        entities: the numbers of named ones.
        first: that of the first of the shard's unnamed ones.
    """
    unnamed = scratch.read_table(folder / "Entity.arrow").column("id").to_pylist()
    own = {id: number for number, id in enumerate(unnamed, first)}
    months = [month(day) for day in scratch.read_table(folder / "Document.arrow").column("date").to_pylist()]
    of_claim = scratch.read_table(folder / "Claim.arrow").column("document").to_pylist()
    for table, end in ENTITY_END.items():
        edges = scratch.read_table(folder / f"{table}.arrow")
        numbers = []
        for key, id, claim in zip(*(edges.column(name).to_pylist() for name in ("key", end, "claim")), strict=True):
            number = own[id] if key is None else entities[key]
            numbers.append(number if isinstance(number, int) else number[months[of_claim[claim]]])
        scratch.write_table(folder / f"{table}.ends.arrow", pa.table({"entity": pa.array(numbers, pa.int32())}))


def index(entities: Iterable[tuple[str, Iterable[str]]]) -> dict[str, Any]:
    """Give the tables of the index of names (see `entities.alias_index`), of entities' ids and aliases."""
    names = sorted({(alias, id) for id, aliases in entities for alias in map(alias_index.key, aliases) if alias})
    aliases = sorted({alias for alias, _ in names})
    in_alias = sorted((word, alias) for alias in aliases for word in alias_index.words(alias))
    words = sorted({word for word, _ in in_alias})
    return {
        "Alias": pa.table([pa.array(aliases, pa.string())], ["id"]),
        "Word": pa.table([pa.array(words, pa.string())], ["id"]),
        "NAMES": _pairs(names),
        "IN_ALIAS": _pairs(in_alias),
    }


def _pairs(edges: list[tuple[str, str]]) -> Any:
    starts, stops = zip(*edges, strict=True) if edges else ((), ())
    return pa.table([pa.array(starts, pa.string()), pa.array(stops, pa.string())], ["from", "to"])
