"""What the articles of a shard tell of names, as tables of numbers that add up (see `entities.evidence`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from onrecord.graph.entities.evidence import NameEvidence, month, namesakes, spelled
from onrecord.graph.entities.person_names import parts

TABLES: Final = {
    "mentions": ("key", "type", "name", "mention"),
    "months": ("key", "month"),
    "beside": ("key", "other"),
    "expansions": ("short", "key"),
}
"""What is counted: mentions, and articles by what is true in them."""


def count(edges: Iterable[Any], documents: Any, of_claim: Any) -> dict[str, Any]:
    """Give the tables of a shard, each with a column `number` besides.

    Args:
        edges: the tables of edges to entities (see `claims.Claims`).
        documents: the table of documents.
        of_claim: the place of each claim's document.
    """
    some = pa.concat_tables(
        pa.table([*(table.column(name) for name in (*TABLES["mentions"], "claim"))], [*TABLES["mentions"], "claim"])
        for table in edges
    )
    some = some.filter(pc.is_valid(some.column("key")))
    mentions = _counted(some, "mentions")
    document = of_claim[some.column("claim").to_numpy()]
    keys = some.column("key").combine_chunks().dictionary_encode()
    there = np.unique(document.astype(np.int64) * (len(keys.dictionary) + 1) + keys.indices.to_numpy())
    articles, codes = there // (len(keys.dictionary) + 1), there % (len(keys.dictionary) + 1)
    months = pa.array([month(day) for day in documents.column("date").to_pylist()], pa.string())
    when = pa.table([keys.dictionary.take(pa.array(codes)), months.take(pa.array(articles))], [*TABLES["months"]])
    names = keys.dictionary.to_pylist()
    return {
        "mentions": mentions,
        "months": _counted(when, "months"),
        "beside": _of_pairs("beside", _beside(names, articles, codes)),
        "expansions": _of_pairs("expansions", _expansions(some, document)),
    }


def add_up(tables: dict[str, Any]) -> dict[str, NameEvidence]:
    """Give the evidence on all names, given the tables of all shards put together."""
    found: defaultdict[str, NameEvidence] = defaultdict(NameEvidence)
    for key, type, name, mention, number in _rows(_summed(tables["mentions"], "mentions")):
        evidence = found[key]
        evidence.types[type] += number
        for alias, _ in spelled(name, mention):
            evidence.spellings[alias] += number
    for key, when, number in _rows(_summed(tables["months"], "months")):
        found[key].months[when] = number
    for key, other, number in _rows(_summed(tables["beside"], "beside")):
        found[key].beside[other] = number
    for short, key, number in _rows(_summed(tables["expansions"], "expansions")):
        found[short].expansions[key] = number
    return found


def _beside(names: list[str], articles: Any, codes: Any) -> Iterator[tuple[str, str]]:
    """Each name with the namesakes that it has in an article, once for each article."""
    alike: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for name in names:
        if (its := parts(name)).first:
            alike[its.first, its.last].add(its.generation)
    several = [
        code for code, name in enumerate(names) if (its := parts(name)).first and len(alike[its.first, its.last]) > 1
    ]
    here: defaultdict[int, list[str]] = defaultdict(list)
    if several:
        meant = np.isin(codes, several)
        for article, code in zip(articles[meant].tolist(), codes[meant].tolist(), strict=True):
            here[article].append(names[code])
    for some in here.values():
        for name, others in namesakes(some):
            yield from ((name, other) for other in others)


def _expansions(some: Any, document: Any) -> Iterator[tuple[str, str]]:
    """Each acronym with the name that it is short for, once for each article."""
    columns = [some.column(name).combine_chunks().dictionary_encode() for name in ("key", "name", "mention")]
    codes = np.zeros(some.num_rows, np.int64)
    for column in columns:
        codes = np.unique(codes * len(column.dictionary) + column.indices.to_numpy(), return_inverse=True)[1]
    _, first, forms = np.unique(codes, return_index=True, return_inverse=True)
    each = (column.dictionary.take(column.indices.take(pa.array(first))).to_pylist() for column in columns)
    shortened = [
        [(short, key) for _, short in spelled(name, mention) if short is not None and short != key]
        for key, name, mention in zip(*each, strict=True)
    ]
    is_shortened = np.array([*map(bool, shortened)], bool)[forms]
    pairs = zip(forms[is_shortened].tolist(), document[is_shortened].tolist(), strict=True)
    found = {(article, pair) for form, article in pairs for pair in shortened[form]}
    return (pair for _, pair in found)


def _of_pairs(table: str, pairs: Iterable[tuple[str, str]]) -> Any:
    numbers = Counter(pairs)
    firsts, seconds = zip(*numbers, strict=True) if numbers else ((), ())
    columns = [pa.array(firsts, pa.string()), pa.array(seconds, pa.string()), pa.array([*numbers.values()], pa.int64())]
    return pa.table(columns, [*TABLES[table], "number"])


def _counted(rows: Any, table: str) -> Any:
    numbers = rows.group_by([*TABLES[table]], use_threads=False).aggregate([([], "count_all")])
    return numbers.rename_columns([*TABLES[table], "number"])


def _summed(rows: Any, table: str) -> Any:
    numbers = rows.group_by([*TABLES[table]], use_threads=False).aggregate([("number", "sum")])
    return numbers.rename_columns([*TABLES[table], "number"])


def _rows(table: Any) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)
