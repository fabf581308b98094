"""Which claims repeat which, worked out for all claims of some speakers at once (see `graph.repeats.links`).

Claims of one speaker in the same words are compared as one. Whatever is told of a claim depends on its speaker's claims
alone, so that speakers are divided into portions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa

from onrecord.graph.bulk import scratch
from onrecord.graph.loading.batches import no_collecting
from onrecord.graph.model.arrow import schema
from onrecord.graph.repeats.comparison import Quoted, may_be_same, quoted, same_statement, shingles_of
from onrecord.graph.repeats.links import SEVERAL, STOCK, Order, order_of, wording_hash
from onrecord.graph.repeats.wording import outline

SPOKEN: Final = ("id", "text", "kind", "start", "date")


@dataclass(frozen=True, slots=True)
class Portion:
    """Speakers to be worked out.

    Attributes:
        number, of: which portion, of how many.
        folders: the shards' tables.
        folder: the tables of all names, and where what is found goes.
    """

    number: int
    of: int
    folders: tuple[Path, ...]
    folder: Path


class _Variant:
    """What a speaker said in the same words, once or several times.

    Attributes:
        orders: the claims' places in the order of all.
        same: the variants that are the same statement.
    """

    def __init__(self, speaker: str, text: str, kind: str) -> None:
        self.text, self.kind = text, kind
        self.outline = outline(text)
        self.wording = wording_hash(self.outline.forms)
        self.shingles = shingles_of(speaker, self.outline.content)
        self.orders: list[Order] = []
        self.same: list[_Variant] = []

    @cached_property
    def quoted(self) -> Quoted:
        return quoted(self.text, self.kind)

    @property
    def entries(self) -> list[str]:
        """Its claims as a shingle lists them."""
        return [self.wording + order[-1] for order in self.orders]

    @property
    def earliest(self) -> Order:
        return min(order for variant in self.same for order in variant.orders)

    def is_same(self, other: _Variant) -> bool:
        both_direct = self.kind == other.kind == "direct"
        may_be = may_be_same(self.outline, other.outline, both_direct=both_direct)
        return may_be and same_statement(self.quoted, other.quoted)


def link(task: Portion) -> None:
    """Write which claims of some speakers repeat which, and their shingles, unless that is there."""
    links, lists = (task.folder / f"{name}-{task.number:05}.arrow" for name in ("links", "Shingle"))
    if not scratch.missing([links, lists]):
        return
    with no_collecting():
        variants = _variants(_spoken(task))
        index: dict[int, list[_Variant]] = {}
        for variant in variants:
            for shingle in variant.shingles:
                index.setdefault(shingle, []).append(variant)
        for one, other in _near(variants, index):
            if one.is_same(other):
                one.same.append(other)
                other.same.append(one)
        repeated = [(order[-1], first[-1]) for order, first in _links(variants)]
        entries: list[str] = []
        offsets = [0]
        for sharing in index.values():
            found = [entry for variant in sharing for entry in variant.entries]
            entries += sorted(found) if len(found) > 1 else found
            offsets.append(len(entries))
    pairs = zip(*repeated, strict=True) if repeated else ((), ())
    listed = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(entries, pa.string()))
    scratch.write_table(lists, pa.table([pa.array([*index], pa.int64()), listed], schema=schema("Shingle")))
    scratch.write_table(links, pa.table([pa.array(ids, pa.string()) for ids in pairs], ["id", "statement"]))


def _spoken(task: Portion) -> Iterator[tuple[str, str, str, Order]]:
    """The claims of the portion's speakers: the speaker's id, text, kind, place in the order of all."""
    speakers = scratch.read_table(task.folder / "Entity.arrow").column("id").to_pylist()
    for folder in task.folders:
        numbers = scratch.read_table(folder / "SAID.ends.arrow").column("entity").to_numpy()
        mine = np.flatnonzero((numbers < len(speakers)) & (numbers % task.of == task.number))
        if not len(mine):
            continue
        claims = scratch.read_table(folder / "SAID.arrow").column("claim").take(pa.array(mine))
        rows = scratch.read_table(folder / "Claim.arrow").take(claims)
        documents = scratch.read_table(folder / "Document.arrow").column("id").take(rows.column("document"))
        found = (rows.column(name).to_pylist() for name in SPOKEN)
        said = zip(numbers[mine].tolist(), documents.to_pylist(), *found, strict=True)
        for speaker, document, id, text, kind, start, day in said:
            yield speakers[speaker], text, kind, order_of(day, document, start, id)


def _variants(spoken: Iterable[tuple[str, str, str, Order]]) -> list[_Variant]:
    variants: dict[tuple[str, str, str], _Variant] = {}
    for speaker, text, kind, order in spoken:
        variant = variants.get((speaker, kind, text))
        if variant is None:
            variant = variants[speaker, kind, text] = _Variant(speaker, text, kind)
        variant.orders.append(order)
    return [*variants.values()]


def _near(variants: list[_Variant], index: dict[int, list[_Variant]]) -> Iterator[tuple[_Variant, _Variant]]:
    """Each two variants that are worth comparing, once."""
    seen: set[tuple[int, int]] = set()
    stock: dict[int, list[_Variant]] = {}
    number = {id(variant): place for place, variant in enumerate(variants)}

    def new(one: _Variant, other: _Variant) -> bool:
        pair = tuple(sorted((number[id(one)], number[id(other)])))
        if pair in seen:
            return False
        seen.add(pair)  # type: ignore[arg-type]
        return True

    for shingle, sharing in index.items():
        if len(sharing) > STOCK and len({variant.wording for variant in sharing}) > STOCK:
            stock[shingle] = sharing
            by_wording: dict[str, list[_Variant]] = {}
            for variant in sharing:
                by_wording.setdefault(variant.wording, []).append(variant)
            groups: Iterable[list[_Variant]] = by_wording.values()
        else:
            groups = [sharing]
        yield from (pair for group in groups for pair in combinations(group, 2) if new(*pair))
    several = {id(v): v for sharing in stock.values() for v in sharing if len(v.shingles & stock.keys()) >= SEVERAL}
    for variant in several.values():
        shared = Counter(
            id(other) for shingle in variant.shingles & stock.keys() for other in stock[shingle] if id(other) in several
        )
        for other, times in shared.items():
            if times >= SEVERAL and other != id(variant) and new(variant, several[other]):
                yield variant, several[other]


def _links(variants: Iterable[_Variant]) -> Iterator[tuple[Order, Order]]:
    """Each claim that repeats another, with the earliest of those that are the same statement."""
    for variant in variants:
        if len(variant.orders) > 1 and variant.shingles and variant.is_same(variant):
            variant.same.append(variant)
        if variant.same:
            earliest = variant.earliest
            yield from ((order, earliest) for order in variant.orders if earliest < order)
