"""The claims of a shard and who they are by, about and told to, a column at a time: the rows that `rows_of` makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.extract.lexicon import countries
from onrecord.extract.shards.table import lists
from onrecord.graph.entities.person_names import name_key
from onrecord.graph.entities.queries import CLAIM_END, ENTITY_END
from onrecord.graph.model.arrow import schema
from onrecord.graph.model.rows import LIKE_COUNTRIES, LONGEST_ID, Named, Row, entity_id, key, known_by

PLACE: Final = pa.int32()
"""The place of a claim in its shard's table of claims, and of a document in that of documents."""

SPANS: Final = pa.list_(pa.int64())

EXTRA: Final = {
    "Claim": [("document", PLACE)],
    **{table: [("claim", PLACE), ("key", pa.string())] for table in ENTITY_END},
}
"""Columns that a build needs and a store has not: `key` is an edge's name (see `evidence.unit_key`), null where it is
the source of one article that has no name."""

_name_key: Final = lru_cache(maxsize=2**16)(name_key)


@dataclass(frozen=True, slots=True)
class _Mentions:
    """The speakers, targets or addressees of claims, in their order.

    Attributes:
        claim: the place of the claim of each, among all.
        position: which one of its claim's each is, from 0.
        named: whether the article names each; None of targets, of whom it is not told.
        role: what each target is to the claim; None of all others.
    """

    claim: Any
    position: Any
    name: Any
    type: Any
    text: Any
    spans: Any
    named: Any = None
    role: Any = None

    def taken(self, places: Any) -> _Mentions:
        """Those at some places alone."""
        columns = (self.name, self.type, self.text, self.spans, self.named, self.role)
        return _Mentions(
            self.claim[places],
            self.position[places],
            *(each if each is None else each.take(pa.array(places)) for each in columns),
        )


class Claims:
    """The rows of claims and of their edges.

    Args:
        column: the column `claims` of a shard, of the articles that count.
        documents: the rows of these articles.
    """

    def __init__(self, column: Any, documents: Sequence[Row]) -> None:
        numbers, claims = lists(column)
        part = {field.name: values for field, values in zip(claims.type, claims.flatten(), strict=True)}
        self._documents = documents
        self._document = np.repeat(np.arange(len(documents)), numbers)
        self._ids = _keys(part["id"])
        self._kept = _first(self._document, _codes(self._ids))
        self._place = np.full(len(self._ids), -1)
        self._place[self._kept] = np.arange(len(self._kept))
        mentions = {
            "SAID": _speakers(part["speaker"]),
            "ABOUT": _listed(part["targets"]),
            "TOLD": _listed(part["addressees"]),
        }
        self.tables: dict[str, Any] = {"Claim": self._claims(part)}
        self._add_edges(mentions)
        self.reports = self._reports(part["reports"])

    def _claims(self, part: dict[str, Any]) -> Any:
        kept = pa.array(self._kept)
        part = {name: column.take(kept) for name, column in part.items() if name not in ("speaker", "targets")}
        ids = self._ids.take(kept)
        documents = pa.array(self._document[self._kept], PLACE)
        cue, cue_spans = part["cue"].flatten()
        numbers, offsets = lists(part["spans"])
        some = numbers > 0
        starts = np.zeros(len(numbers), np.int64)
        starts[some] = offsets.to_numpy()[(np.cumsum(numbers) - numbers)[some]]
        columns = {
            "id": ids,
            "text": part["text"],
            "kind": part["kind"],
            "spans": _spans(part["spans"]),
            "start": starts,
            "date": pa.array([each["date"] for each in self._documents], pa.date32()).take(documents),
            "cue": cue,
            "cue_spans": _spans(cue_spans),
            "confidence": part["confidence"],
            "statement": ids,
            "act": part["act"],
            "corrected": pa.nulls(len(ids), pa.string()),
            "document": documents,
        }
        return framed("Claim", columns)

    def _add_edges(self, mentions: dict[str, _Mentions]) -> None:
        """Make the tables of edges, and `unnamed`: the rows of sources that are of one article."""
        names = pa.concat_arrays([some.name for some in mentions.values()])
        types = pa.concat_arrays([some.type for some in mentions.values()])
        pairs, pair_of = _distinct(names, types)
        keys, ids = zip(*(known_by(type, name) for name, type in pairs), strict=True) if pairs else ((), ())
        numbers = {id: number for number, id in enumerate(dict.fromkeys(ids))}
        who_of_pair = np.array([numbers[id] for id in ids], np.int64)
        looks = {who: (type, key) for who, (_, type), key in zip(who_of_pair.tolist(), pairs, keys, strict=True)}
        who = who_of_pair[pair_of]
        claim = np.concatenate([some.claim for some in mentions.values()])
        in_article = self._document[claim] * len(numbers) + who
        is_unnamed = np.isin(in_article, self._unnamed(mentions, who, in_article, looks))
        known, names_of = pa.array([*numbers], pa.string()), pa.array([_name_key(*pair) for pair in pairs], pa.string())
        self.unnamed: dict[str, Named] = {}
        first = 0
        for table, some in mentions.items():
            here = slice(first, first := first + len(some.claim))
            self.tables[table] = self._edges(
                table, some, who[here], is_unnamed[here], known, names_of.take(pa.array(pair_of[here]))
            )

    def _unnamed(
        self, mentions: dict[str, _Mentions], who: Any, in_article: Any, looks: dict[int, tuple[str, str]]
    ) -> Any:
        """The sources that an article has no name for, each with its article (see `rows_of`)."""
        is_named = np.ones(len(who), bool)
        first = 0
        for some in mentions.values():
            stop = first + len(some.claim)
            if some.named is not None:
                is_named[first:stop] = some.named.to_numpy(zero_copy_only=False)
            first = stop
        unnamed = np.flatnonzero(~is_named)
        of_countries = {
            one
            for one in np.unique(who[unnamed]).tolist()
            if looks[one][0] in LIKE_COUNTRIES and countries.country_of(looks[one][1]) is not None
        }
        return in_article[unnamed[~np.isin(who[unnamed], [*of_countries])]]

    def _edges(self, table: str, some: _Mentions, who: Any, is_unnamed: Any, known: Any, names: Any) -> Any:
        """The edges of a table: of several of one claim to one entity the first, which is “about” if one of them is."""
        counted = np.flatnonzero(self._place[some.claim] >= 0)
        ids = known.take(pa.array(who))
        if is_unnamed[counted].any():
            ids = self._of_article(some, counted[is_unnamed[counted]], ids)
        if table != "SAID":
            pairs = some.claim[counted] * (len(known) + 1) + who[counted]
            kept = counted[_first(pairs)]
            role = some.role and _roles(some.role, pairs, counted, kept, some.claim * (len(known) + 1) + who)
        else:
            kept, role = counted, None
        edges, places = some.taken(kept), pa.array(kept)
        claims = pa.array(self._place[edges.claim], PLACE)
        key = pc.if_else(pa.array(is_unnamed[kept]), pa.scalar(None, pa.string()), names.take(places))
        columns = {
            ENTITY_END[table]: ids.take(places),
            CLAIM_END[table]: self.tables["Claim"].column("id").combine_chunks().take(claims),
            "mention": edges.text,
            "mention_spans": _spans(edges.spans),
            "name": edges.name,
            "type": edges.type,
            "position": edges.position,
            "role": role,
            "cue": self.tables["Claim"].column("cue").combine_chunks().take(claims),
            "claim": claims,
            "key": key,
        }
        return framed(table, columns)

    def _of_article(self, some: _Mentions, unnamed: Any, ids: Any) -> Any:
        """The ids of edges, those of sources without a name being of their article."""
        found = []
        columns = (each.take(pa.array(unnamed)).to_pylist() for each in (some.name, some.type))
        for claim, name, type in zip(some.claim[unnamed].tolist(), *columns, strict=True):
            id = entity_id(type, name, self._documents[self._document[claim]]["id"])
            named = self.unnamed.setdefault(id, Named(type, False, known_by(type, name)[0]))
            named.aliases.add(name)
            found.append(id)
        mask = np.zeros(len(ids), bool)
        mask[unnamed] = True
        return pc.replace_with_mask(ids, pa.array(mask), pa.array(found, pa.string()))

    def _reports(self, column: Any) -> list[tuple[int, Row]]:
        """The edges REPORTS, each with the place of its document (see `rows_of`)."""
        numbers, inner = lists(column)
        outer = np.repeat(np.arange(len(numbers)), numbers)
        found: dict[tuple[int, str, str], None] = {}
        if len(outer):
            ids = self._ids.to_pylist()
            there = {(self._document[claim], ids[claim]) for claim in self._kept.tolist()}
            for claim, id in zip(outer.tolist(), map(key, inner.to_pylist()), strict=True):
                document = int(self._document[claim])
                if (document, id) in there and id != ids[claim]:
                    found[document, ids[claim], id] = None
        return [(document, {"from": start, "to": stop}) for document, start, stop in found]


def framed(table: str, columns: dict[str, Any]) -> Any:
    """A table of the model, with what a build needs besides."""
    fields = [*schema(table), *(pa.field(*extra) for extra in EXTRA.get(table, ()))]
    arrays = {field.name: pa.array(columns[field.name], field.type) for field in fields}
    return pa.table(arrays, pa.schema(fields))


def _speakers(column: Any) -> _Mentions:
    places = np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False))
    part = _parts(column.take(pa.array(places)))
    return _Mentions(places, np.zeros(len(places), np.int64), **part)


def _listed(column: Any) -> _Mentions:
    numbers, values = lists(column)
    claims = np.repeat(np.arange(len(numbers)), numbers)
    position = np.arange(len(claims)) - np.repeat(np.cumsum(numbers) - numbers, numbers)
    return _Mentions(claims, position, **_parts(values))


def _parts(column: Any) -> dict[str, Any]:
    return {field.name: values for field, values in zip(column.type, column.flatten(), strict=True)}


def _roles(roles: Any, pairs: Any, counted: Any, kept: Any, pair_of: Any) -> Any:
    """The roles of targets, all at once: “about” where one of the mentions of the same one is."""
    is_about = pc.equal(roles, "about").to_numpy(zero_copy_only=False)
    about = np.isin(pair_of, pairs[is_about[counted]])
    return pc.if_else(pa.array(about), "about", roles).take(pa.array(kept))


def _spans(column: Any) -> Any:
    """Lists of offsets as the stores keep them, empty where there is none."""
    numbers, values = lists(column)
    offsets = np.zeros(len(numbers) + 1, np.int32)
    np.cumsum(numbers, out=offsets[1:])
    return pa.ListArray.from_arrays(pa.array(offsets), values.cast(pa.int64()))


def _keys(ids: Any) -> Any:
    """Ids of claims as the stores keep them."""
    longest = pc.max(pc.utf8_length(ids)).as_py() or 0
    return ids if longest <= LONGEST_ID else pa.array([*map(key, ids.to_pylist())], pa.string())


def _codes(column: Any) -> Any:
    """A number for each value, the same for the same."""
    return column.dictionary_encode().indices.to_numpy()


def _distinct(names: Any, types: Any) -> tuple[list[tuple[str, str]], Any]:
    """The pairs that there are of two columns, and the number of each row's pair."""
    names, types = names.dictionary_encode(), types.dictionary_encode()
    number = max(1, len(names.dictionary))
    pairs = types.indices.to_numpy().astype(np.int64) * number + names.indices.to_numpy()
    distinct, pair_of = np.unique(pairs, return_inverse=True)
    firsts, seconds = names.dictionary.to_pylist(), types.dictionary.to_pylist()
    return [(firsts[pair % number], seconds[pair // number]) for pair in distinct.tolist()], pair_of


def _first(values: Any, further: Any = None) -> Any:
    """The places, in order, where a value is for the first time; with `further` ones, where both are."""
    if further is not None:
        values = values * (int(further.max(initial=0)) + 1) + further
    return np.sort(np.unique(values, return_index=True)[1])
