"""Reads all that is in a store, and compares it with what was written down of it when it was loaded.

Neither engine has checksums of what it keeps. Each document has a digest of all that was loaded of it, which is
reckoned here anew; what is derived – counts, the index of names, the index of words – is compared with what it is
derived from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from onrecord.graph.entities import alias_index as naming
from onrecord.graph.errors import StoreError
from onrecord.graph.loading.counts import counts_within
from onrecord.graph.model.rows import as_told, digest_of_stored
from onrecord.graph.model.tables import COUNTS, INDEX_EDGES, NODES, TALLIES
from onrecord.graph.model.transaction import Transaction
from onrecord.graph.stores import pages, queries, upgrade
from onrecord.graph.stores.store import Store

NAMED: Final = 3  # ids that a sentence lists

MEND: Final = "`onrecord check --mend` makes it anew."
LOAD: Final = "`onrecord forget` each, then load its article again; one that was changed on purpose can stay as it is."
RELOAD: Final = "Load the articles into a new store."


@dataclass(frozen=True, slots=True)
class Checked:
    """A part of a store that was read.

    Attributes:
        part: what it is.
        number: how many of it there are.
        wrong: how many of these are missing or not as they should be.
        problem: what is wrong, none where nothing is.
        remedy: what to do about it.
    """

    part: str
    number: int
    wrong: int = 0
    problem: str | None = None
    remedy: str | None = None


def check(store: Store) -> Iterator[Checked]:
    """Check a store part by part. What an engine cannot read is a problem of that part, and no error."""
    for part, work in (
        ("loss", _loss),
        ("documents", _documents),
        ("claims", _claims),
        ("entities", _entities),
        ("ids", _ids),
        ("edges", _edges),
        ("counts", _counts),
        ("names", _names),
        ("search", _search),
    ):
        try:
            yield work(store)
        except StoreError as error:
            yield Checked(part, 0, 1, f"it cannot be read: {error}", "Put the store back from a copy, or load it anew.")


def mend(store: Store) -> None:
    """Make anew what is derived: the counts, the index of names, and the index of words.

    Where it is stopped, the next command that opens the store goes on.
    """
    store.write(upgrade.unmark)
    for table in ("Alias", "Word"):
        for ids in pages.ids_of(store, table):
            store.write(partial(_delete, table=table, ids=ids))
    upgrade.bring_up_to_date(store)


def _delete(transaction: Transaction, table: str, ids: Sequence[str]) -> None:
    transaction.each(queries.DELETE_INDEXED[table], ids)


def _loss(store: Store) -> Checked:
    number = store.read(queries.COUNT_DOCUMENTS)[0].number
    missing = store.missing()
    return Checked("loss", number, *_unless_none(missing, "documents are missing", "Load the same articles again."))


def _documents(store: Store) -> Checked:
    number, changed = 0, []
    for page in pages.articles(store):
        for article in page:
            number += 1
            digest = article.document["digest"]
            if digest and digest_of_stored(as_told(article)) != digest:
                changed.append(article.id)
    listed = ", ".join(changed[:NAMED]) + (" …" if len(changed) > NAMED else "")
    return Checked("documents", number, *_unless_none(len(changed), f"are not as they were loaded: {listed}", LOAD))


def _claims(store: Store) -> Checked:
    number = store.read(queries.COUNT_CLAIMS)[0].number
    lost = number - store.read(queries.COUNT_CLAIMS_FOUND)[0].number
    return Checked("claims", number, *_unless_none(lost, "are of no document", RELOAD))


def _entities(store: Store) -> Checked:
    """The id of an entity begins with its type, so that either tells whether the other is as it was."""
    number = wrong = 0
    for entities in pages.entities(store):
        number += len(entities)
        wrong += sum(not row["id"].startswith(f"{row['type']}:") for row in entities)
    return Checked("entities", number, *_unless_none(wrong, "people and things have another type than ids", RELOAD))


def _ids(store: Store) -> Checked:
    """An engine finds what has an id by an index of ids, which may be damaged where what it finds is whole."""
    number = wrong = 0
    for table in NODES:
        for ids in pages.ids_of(store, table):
            number += len(ids)
            wrong += len(ids) - len(store.read(queries.KNOWN[table], ids=ids))
    problem = "documents, claims, people and things are not found by their ids"
    return Checked("ids", number, *_unless_none(wrong, problem, RELOAD))


def _edges(store: Store) -> Checked:
    number, lopsided = store.edges()
    return Checked("edges", number, *_unless_none(lopsided, "edges are not the same from both of their ends", RELOAD))


def _counts(store: Store) -> Checked:
    number = wrong = 0
    names = (*COUNTS, *TALLIES) if upgrade.is_up_to_date(store) else COUNTS
    for entities in pages.entities(store):
        counted = counts_within(store.read, [row["id"] for row in entities])
        number += len(counted)
        wrong += sum(any(row[name] != counted[row["id"]][name] for name in names) for row in entities)
    return Checked("counts", number, *_unless_none(wrong, "people and things have other counts than claims", MEND))


def _names(store: Store) -> Checked:
    """Hashes stand for the edges of the index: there may be millions of them."""
    expected: set[int] = set()
    for entities in pages.entities(store):
        for row in entities:
            for alias in filter(None, map(naming.key, row["aliases"] or ())):
                expected.add(hash(("NAMES", alias, row["id"])))
                expected.update(hash(("IN_ALIAS", word, alias)) for word in naming.words(alias))
    there = {
        hash((table, *ends))
        for table, edges in pages.index(store, INDEX_EDGES)
        for ends in zip(edges["from"], edges["to"], strict=True)
    }
    wrong = len(expected ^ there)
    return Checked("names", len(there), *_unless_none(wrong, "entries of the index of names are wrong", MEND))


def _search(store: Store) -> Checked:
    number = store.read(queries.COUNT_CLAIMS)[0].number
    wrong = store.unsearchable()
    return Checked("search", number, *_unless_none(wrong, "claims are not found by their words", MEND))


def _unless_none(number: int, problem: str, remedy: str) -> tuple[int, str | None, str | None]:
    return (number, f"{number:,} {problem}", remedy) if number else (0, None, None)
