"""Which claims repeat which, worked out for all claims of some speakers at once (see `graph.repeats.links`).

Claims of one speaker in the same words are compared as one: as a variant, which goes by its number. Whatever is told of
a claim depends on its speaker's claims alone, so that speakers are divided into portions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.graph.bulk import scratch
from onrecord.graph.bulk.alike import Alike
from onrecord.graph.bulk.outlines import Outlines
from onrecord.graph.loading.batches import no_collecting
from onrecord.graph.model.arrow import schema
from onrecord.graph.repeats.comparison import WINDOW, Quoted, hashed, quoted, same_statement
from onrecord.graph.repeats.links import SEVERAL, STOCK, wording_hash

PAIRS_AT_ONCE: Final = 2**17
"""Pairs of claims, about, that are looked at at once."""


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


class _Variants:
    """What speakers said in the same words, once or several times.

    Attributes:
        claims: the places of claims, in the order of all (see `links.order_of`), of one variant after the other.
        starts: where the claims of each variant begin, and where the last ones end.
        shingles: how many shingles each has.
        hashes: all these shingles, those of one variant after the other.
        wordings: the hash of the words of each.
    """

    def __init__(self, claims: Any, speakers: Any) -> None:
        texts, kinds = (claims.column(name).combine_chunks().dictionary_encode() for name in ("text", "kind"))
        numbers = claims.column("speaker").to_numpy().astype(np.int64) * max(1, len(kinds.dictionary))
        numbers = (numbers + kinds.indices.to_numpy()) * max(1, len(texts.dictionary)) + texts.indices.to_numpy()
        _, first, variant = np.unique(numbers, return_index=True, return_inverse=True)
        self.claims = np.argsort(variant, kind="stable")
        self.starts = np.concatenate([[0], np.cumsum(np.bincount(variant, minlength=len(first)))])
        some = claims.take(pa.array(first)) if len(first) else claims
        self._texts = some.column("text").combine_chunks()
        self._kinds = some.column("kind").to_pylist()
        self._quoted: dict[int, Quoted] = {}
        outlines = Outlines(self._texts)
        self._alike = Alike(outlines, np.array([kind == "direct" for kind in self._kinds], bool))
        self.wordings = [*map(wording_hash, outlines.forms())]
        stems, whose = outlines.content()
        starts = np.flatnonzero(whose[1:] == whose[:-1])
        self.shingles = np.bincount(whose[starts], minlength=len(some))
        pairs = pc.binary_join_element_wise(stems.take(pa.array(starts)), stems.take(pa.array(starts + 1)), " ")
        speaker = some.column("speaker").to_numpy()
        self.hashes = _hashes(pairs.cast(pa.binary()).to_pylist(), speaker[whose[starts]], speakers)

    def __len__(self) -> int:
        return len(self._texts)

    def same(self, pairs: Any) -> Iterator[tuple[int, int]]:
        """Give those pairs of variants that are the same statement, given two columns of their numbers."""
        may_be = pairs[self._alike.may_be_same(pairs[:, 0], pairs[:, 1])]
        for one, other in may_be.tolist():
            if same_statement(self._words(one), self._words(other)):
                yield one, other

    def earliest(self, some: Iterable[int]) -> int:
        """The first claim of some variants."""
        return int(self.claims[self.starts[[*some]]].min())

    def _words(self, number: int) -> Quoted:
        if number not in self._quoted:
            self._quoted[number] = quoted(self._texts[number].as_py(), self._kinds[number])
        return self._quoted[number]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The chosen shingles of all variants: each `shingles[i]` is one of variant `variants[i]`, in the order of both."""

    shingles: Any
    variants: Any

    @classmethod
    def of(cls, variants: _Variants) -> _Chosen:
        """Choose as `comparison.shingles_of` does, for all variants at once."""
        hashes, numbers = variants.hashes, variants.shingles
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

    def lists(self, variants: _Variants, ids: Any) -> Any:
        """Give the table of shingles, each with its claims, given their ids, as they are listed (see `links`)."""
        numbers = np.diff(variants.starts)
        wordings = pa.array(variants.wordings, pa.string()).take(pa.array(np.repeat(np.arange(len(numbers)), numbers)))
        entries = pc.binary_join_element_wise(wordings, ids.take(pa.array(variants.claims)), "")
        firsts = variants.starts[:-1]
        times = numbers[self.variants]
        shingles = np.repeat(self.shingles, times)
        within = np.arange(len(shingles)) - np.repeat(np.cumsum(times) - times, times)
        claims = np.repeat(firsts[self.variants], times) + within
        places = np.empty(len(entries), "i8")
        places[pc.sort_indices(entries).to_numpy()] = np.arange(len(entries))
        claims = claims[np.lexsort((places[claims], shingles))]
        starts, _ = _runs(shingles)
        offsets = pa.array(np.append(starts, len(shingles)), pa.int32())
        listed = pa.ListArray.from_arrays(offsets, entries.take(pa.array(claims)))
        return pa.table([pa.array(shingles[starts], pa.int64()), listed], schema=schema("Shingle"))


def _runs(values: Any) -> tuple[Any, Any]:
    """Where each run of equal values begins and where it ends."""
    starts = np.flatnonzero(np.append(np.ones(min(1, len(values)), bool), values[1:] != values[:-1]))
    return starts, np.append(starts[1:], len(values))[: len(starts)]


def _hashes(pairs: list[bytes], speakers: Any, ids: Any) -> Any:
    """The shingles of pairs of words, given the numbers of their speakers, one after the other, and the ids of all."""
    starts, stops = _runs(speakers)
    whose = ids.take(pa.array(speakers[starts])).to_pylist()
    runs = zip(whose, starts.tolist(), stops.tolist(), strict=True)
    each = (hashed(id, pairs[start:stop]) for id, start, stop in runs)
    return np.frombuffer(b"".join(chain.from_iterable(each)), ">i8").astype("i8")


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
    speakers = scratch.read_table(task.folder / "Entity.arrow").column("id")
    claims = _spoken(task, len(speakers))
    ids = claims.column("id").combine_chunks()
    variants = _Variants(claims, speakers)
    chosen = _Chosen.of(variants)
    same: dict[int, list[int]] = {}
    near = _near(variants.wordings, chosen.shared())
    while some := [*islice(near, PAIRS_AT_ONCE)]:
        for one, other in variants.same(np.array(some)):
            same.setdefault(one, []).append(other)
            same.setdefault(other, []).append(one)
    repeated = np.array([*_links(variants, same)], np.int64).reshape(-1, 2)
    pairs = [ids.take(pa.array(repeated[:, side])) for side in (0, 1)]
    return chosen.lists(variants, ids), pa.table(pairs, ["id", "statement"])


def _spoken(task: Portion, speakers: int) -> Any:
    """The claims of the portion's speakers, in the order of all: the speaker's number, id, text, and kind."""
    found = []
    for folder in task.folders:
        numbers = scratch.read_table(folder / "SAID.ends.arrow").column("entity").to_numpy()
        mine = np.flatnonzero((numbers < speakers) & (numbers % task.of == task.number))
        claims = scratch.read_table(folder / "SAID.arrow").column("claim").take(pa.array(mine))
        rows = scratch.read_table(folder / "Claim.arrow").select(["id", "text", "kind", "start", "date", "document"])
        rows = rows.take(claims)
        documents = scratch.read_table(folder / "Document.arrow").column("id").take(rows.column("document"))
        columns = [rows.column(name) for name in ("id", "text", "kind", "start", "date")]
        names = ["speaker", "in", "id", "text", "kind", "start", "date"]
        found.append(pa.table([pa.array(numbers[mine]), documents, *columns], names))
    claims = pa.concat_tables(found)
    order = [(name, "ascending") for name in ("date", "in", "start", "id")]  # which puts those without a date last
    return claims.take(pc.sort_indices(claims, order)).combine_chunks()


def _near(wordings: Sequence[str], shared: Iterable[list[int]]) -> Iterator[tuple[int, int]]:
    """Each two variants that are worth comparing, once, given the hashes of their words, and who share a shingle."""
    seen: set[tuple[int, int]] = set()
    stock: dict[int, list[list[int]]] = {}
    for sharing in shared:
        groups = [sharing]
        if len(sharing) > STOCK:
            by_wording: dict[str, list[int]] = {}
            for number in sharing:
                by_wording.setdefault(wordings[number], []).append(number)
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


def _links(variants: _Variants, same: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
    """Each claim that repeats another, with the earliest of those that are the same statement."""
    several = np.flatnonzero((np.diff(variants.starts) > 1) & (variants.shingles > 0))
    for number, _ in variants.same(np.stack([several, several], axis=1)):
        same.setdefault(number, []).append(number)
    for number, others in same.items():
        earliest = variants.earliest(others)
        for claim in variants.claims[variants.starts[number] : variants.starts[number + 1]].tolist():
            if earliest < claim:
                yield claim, earliest
