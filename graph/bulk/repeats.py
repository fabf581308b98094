"""Which claims repeat which, worked out for all claims of some speakers at once (see `graph.repeats.links`).

Claims of one speaker in the same words are compared as one: as a variant, which goes by its number. Whatever is told of
a claim depends on its speaker's claims alone, so that speakers are divided into portions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.graph.bulk import scratch
from onrecord.graph.loading.batches import no_collecting
from onrecord.graph.model.arrow import schema
from onrecord.graph.repeats.comparison import WINDOW, Quoted, hashed, may_be_same, quoted, same_statement
from onrecord.graph.repeats.links import SEVERAL, STOCK, wording_hash
from onrecord.graph.repeats.wording import outline

UNDATED: Final = (Date.max - Date(1970, 1, 1)).days

Order = tuple[int, str, int, str]
"""A claim's place in the order of all (see `links.order_of`), its day as the number of days since 1970."""


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
    """

    def __init__(self, speaker: str, text: str, kind: str) -> None:
        self.text, self.kind = text, kind
        self.outline = outline(text)
        self.wording = wording_hash(self.outline.forms)
        self.hashes = hashed(speaker, self.outline.content)
        self.orders: list[Order] = []

    @cached_property
    def quoted(self) -> Quoted:
        return quoted(self.text, self.kind)

    def is_same(self, other: _Variant) -> bool:
        both_direct = self.kind == other.kind == "direct"
        may_be = may_be_same(self.outline, other.outline, both_direct=both_direct)
        return may_be and same_statement(self.quoted, other.quoted)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The chosen shingles of all variants: each `shingles[i]` is one of variant `variants[i]`, in the order of both."""

    shingles: Any
    variants: Any

    @classmethod
    def of(cls, variants: Sequence[_Variant]) -> _Chosen:
        """Choose as `comparison.shingles_of` does, for all variants at once."""
        hashes = np.frombuffer(b"".join(each for variant in variants for each in variant.hashes), ">i8").astype("i8")
        numbers = np.array([len(variant.hashes) for variant in variants], "i8")
        some = np.flatnonzero(numbers)
        stops = np.cumsum(numbers)
        starts = (stops - numbers)[some]
        owners = np.repeat(np.arange(len(variants)), numbers)
        whole = np.flatnonzero(np.arange(len(hashes)) + WINDOW <= stops[owners])
        least = hashes[whole]
        for further in range(1, WINDOW):
            least = np.minimum(least, hashes[whole + further])
        short = numbers[some] < WINDOW
        least_of_all = np.minimum.reduceat(hashes, starts) if len(some) else hashes
        found = np.concatenate([hashes[starts], hashes[stops[some] - 1], least, least_of_all[short]])
        whose = np.concatenate([some, some, owners[whole], some[short]])
        order = np.lexsort((whose, found))
        found, whose = found[order], whose[order]
        new = np.ones(len(found), bool)
        new[1:] = (found[1:] != found[:-1]) | (whose[1:] != whose[:-1])
        return cls(found[new], whose[new])

    def shared(self) -> Iterator[list[int]]:
        """Give for each shingle that several variants have these variants."""
        starts, stops = _runs(self.shingles)
        several = np.flatnonzero(stops - starts > 1)
        for start, stop in zip(starts[several].tolist(), stops[several].tolist(), strict=True):
            yield self.variants[start:stop].tolist()

    def lists(self, variants: Sequence[_Variant]) -> Any:
        """Give the table of shingles, each with its claims as they are listed (see `links`)."""
        entries = pa.array([each.wording + order[-1] for each in variants for order in each.orders], pa.string())
        numbers = np.array([len(variant.orders) for variant in variants], "i8")
        firsts = np.cumsum(numbers) - numbers
        times = numbers[self.variants]
        shingles = np.repeat(self.shingles, times)
        within = np.arange(len(shingles)) - np.repeat(np.cumsum(times) - times, times)
        claims = np.repeat(firsts[self.variants], times) + within
        places = np.empty(len(entries), "i8")
        places[pc.sort_indices(entries).to_numpy()] = np.arange(len(entries))
        claims = claims[np.lexsort((places[claims], shingles))]
        starts, _ = _runs(shingles)
        offsets = pa.array([*starts.tolist(), len(shingles)], pa.int32())
        listed = pa.ListArray.from_arrays(offsets, entries.take(pa.array(claims)))
        return pa.table([pa.array(shingles[starts], pa.int64()), listed], schema=schema("Shingle"))


def _runs(values: Any) -> tuple[Any, Any]:
    """Where each run of equal values begins and where it ends."""
    starts = np.flatnonzero(np.append(np.ones(min(1, len(values)), bool), values[1:] != values[:-1]))
    return starts, np.append(starts[1:], len(values))[: len(starts)]


def link(task: Portion) -> None:
    """Write which claims of some speakers repeat which, and their shingles, unless that is there."""
    links, lists = (task.folder / f"{name}-{task.number:05}.arrow" for name in ("links", "Shingle"))
    if not scratch.missing([links, lists]):
        return
    with no_collecting():
        shingles, repeated = _linked(task)
        scratch.write_table(lists, shingles)
        scratch.write_table(links, repeated)


def _linked(task: Portion) -> tuple[Any, Any]:
    """The tables of shingles and of repeats."""
    variants = _variants(_spoken(task))
    chosen = _Chosen.of(variants)
    same: dict[int, list[int]] = {}
    for one, other in _near(variants, chosen.shared()):
        if variants[one].is_same(variants[other]):
            same.setdefault(one, []).append(other)
            same.setdefault(other, []).append(one)
    repeated = [(order[-1], first[-1]) for order, first in _links(variants, same)]
    pairs = zip(*repeated, strict=True) if repeated else ((), ())
    return chosen.lists(variants), pa.table([pa.array(ids, pa.string()) for ids in pairs], ["id", "statement"])


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
        days = pc.fill_null(rows.column("date").cast(pa.int32()), UNDATED)
        columns = (documents, *(rows.column(name) for name in ("id", "text", "kind", "start")), days)
        said = zip(numbers[mine].tolist(), *map(_values, columns), strict=True)
        for speaker, document, id, text, kind, start, day in said:
            yield speakers[speaker], text, kind, (day, document, start, id)


def _values(column: Any) -> list[Any]:
    """The values of a column without nulls as Python's own, quicker than one by one."""
    return column.to_numpy().tolist()  # type: ignore[no-any-return]


def _variants(spoken: Iterable[tuple[str, str, str, Order]]) -> list[_Variant]:
    variants: dict[tuple[str, str, str], _Variant] = {}
    for speaker, text, kind, order in spoken:
        variant = variants.get((speaker, kind, text))
        if variant is None:
            variant = variants[speaker, kind, text] = _Variant(speaker, text, kind)
        variant.orders.append(order)
    return [*variants.values()]


def _near(variants: Sequence[_Variant], shared: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    """Each two variants that are worth comparing, once, given those that share a shingle."""
    seen: set[tuple[int, int]] = set()
    stock: dict[int, list[list[int]]] = {}
    for sharing in shared:
        groups = [sharing]
        if len(sharing) > STOCK:
            by_wording: dict[str, list[int]] = {}
            for number in sharing:
                by_wording.setdefault(variants[number].wording, []).append(number)
            if len(by_wording) > STOCK:
                groups = [*by_wording.values()]
                for number in sharing:
                    stock.setdefault(number, []).append(sharing)
        for pair in (pair for group in groups for pair in combinations(group, 2)):
            if pair not in seen:
                seen.add(pair)
                yield pair
    several = {number for number, phrases in stock.items() if len(phrases) >= SEVERAL}
    for number in several:
        times = Counter(other for sharing in stock[number] for other in sharing if other > number and other in several)
        for other, phrases in times.items():
            if phrases >= SEVERAL and (number, other) not in seen:
                yield number, other


def _links(variants: Sequence[_Variant], same: dict[int, list[int]]) -> Iterator[tuple[Order, Order]]:
    """Each claim that repeats another, with the earliest of those that are the same statement."""
    for number, variant in enumerate(variants):
        others = same.get(number, [])
        if len(variant.orders) > 1 and variant.hashes and variant.is_same(variant):
            others = [*others, number]
        if others:
            earliest = min(order for other in others for order in variants[other].orders)
            yield from ((order, earliest) for order in variant.orders if earliest < order)
