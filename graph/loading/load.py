"""How articles get into a store and out of it, the same for both stores: what is new, what is changed, what goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from onrecord.extract.document import FINGERPRINT
from onrecord.graph.corrections import kept
from onrecord.graph.corrections import queries as corrections
from onrecord.graph.corrections.correction import Correction
from onrecord.graph.entities import alias_index as naming
from onrecord.graph.entities.corrections import Known
from onrecord.graph.entities.plan import Plan, write_edges, write_entities
from onrecord.graph.entities.planning import plan as plan_entities
from onrecord.graph.entities.queries import DELETE_ENTITY
from onrecord.graph.loading import counts as counting
from onrecord.graph.loading import queries
from onrecord.graph.loading.batches import Chunk, Entry
from onrecord.graph.model.rows import ArticleRows
from onrecord.graph.model.transaction import Transaction
from onrecord.graph.repeats import links as linking
from onrecord.graph.repeats.links import Links

Outcome = Literal["added", "replaced", "unchanged"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document that is now in the store.

    Its id, what had to be done, its number of claims, its speakers' ids, and the file that it was read from; and of
    entities that are no longer there since, or have given claims away, the ids of those who have their claims now.
    """

    document: str
    outcome: Outcome
    claims: int
    speakers: frozenset[str]
    path: str | None = None
    renamed: Mapping[str, frozenset[str]] = field(default_factory=dict, hash=False)


def save(transaction: Transaction, chunk: Chunk) -> list[Loaded]:
    """Bring the store to what the chunk says, writing nothing that is there already."""
    transaction.lock()
    asked = transaction.ask(queries.KNOWN_DOCUMENTS, ids=[entry.article.id for entry in chunk])
    earlier = _earlier_versions(transaction, chunk)
    corrected = kept.apply_all(transaction, [entry.article for entry in chunk], earlier)
    articles = corrected.articles
    known = {row.id: row for row in asked()}
    changed = {
        article.id: article
        for article in articles
        if article.document["text"] is not None
        and (article.id not in known or known[article.id].digest != article.document["digest"])
    }
    going = [*(id for id in changed if id in known), *earlier]
    change = _changes(transaction, going, list(changed.values()))
    changed = {article.id: article for article in change.entities.articles}
    _delete(transaction, going)
    moved = [
        {"id": article.id, "path": article.path}
        for article in articles
        if article.id not in changed and article.id in known and article.path not in (None, known[article.id].path)
    ]
    if moved:
        transaction.run(queries.SET_PATHS, rows=moved)
    _write(transaction, change)
    kept.write(transaction, corrected)
    replaced_paths = set(earlier.values())
    loaded = [
        _loaded(
            changed.get(article.id, article),
            article.id in changed,
            article.id in known or article.path in replaced_paths,
        )
        for article in articles
    ]
    return [replace(loaded[0], renamed=change.entities.renamed), *loaded[1:]] if loaded else []


def remove(transaction: Transaction, ids: Sequence[str]) -> None:
    """Take out documents with their claims, and what only they brought."""
    transaction.lock()
    kept.forget(transaction, ids)
    change = _changes(transaction, ids, [])
    _delete(transaction, ids)
    _write(transaction, change)


def learn(transaction: Transaction, added: Sequence[Known], removed: Sequence[Known]) -> None:
    """Bring the store to what people say of names, or no longer say."""
    transaction.lock()
    _write(transaction, _changes(transaction, [], [], added, removed))


def correct(transaction: Transaction, added: Sequence[Correction], removed: Sequence[Correction] = ()) -> None:
    """Keep corrections or take them back, and bring the documents that they are about to what is right now."""
    transaction.lock()
    documents = kept.keep(transaction, added, removed)
    originals = kept.originals(transaction.run, transaction.each, documents)
    there = [article.id for article in originals]
    before = {row.id: row.digest for row in transaction.run(queries.KNOWN_DOCUMENTS, ids=there)}
    save(transaction, [Entry(article, None) for article in originals])
    if missing := sorted({*documents} - {*there}):
        kept.forget(transaction, missing)
    after = {row.id: row.digest for row in transaction.run(queries.KNOWN_DOCUMENTS, ids=there)}
    if after:  # what was read is the same: it need not be read again
        rows = [{"id": id, "before": before[id], "after": after[id]} for id in there]
        transaction.run(corrections.SET_READING, rows=rows)


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows for names, repeats and counts where articles come and go."""

    entities: Plan
    links: Links
    counts: counting.Tallies


def _changes(
    transaction: Transaction,
    going: Sequence[str],
    coming: Sequence[ArticleRows],
    added: Sequence[Known] = (),
    removed: Sequence[Known] = (),
) -> Consequences:
    entities = plan_entities(transaction, going, coming, added, removed)
    links = linking.plan(transaction, going, entities.articles, entities.speakers)
    return Consequences(entities, links, counting.changes(transaction, going, entities.articles, links))


def _write(transaction: Transaction, change: Consequences) -> None:
    """Carry it out, once the documents that go are gone."""
    write_entities(transaction, change.entities)
    _create(transaction, change.entities.articles, change.links)
    write_edges(transaction, change.entities)
    linking.write(transaction, change.links)
    counting.add(transaction, change.counts)
    if change.entities.recounted:
        counting.recount(transaction, change.entities.recounted)


def _delete(transaction: Transaction, ids: Sequence[str]) -> None:
    """Delete documents with their claims and unnamed sources."""
    if not ids:
        return
    unnamed: dict[str, list[str]] = {}
    for query in queries.UNNAMED_OF_DOCUMENT:
        unnamed |= {who.id: who.aliases for who in transaction.each(query, ids) if not who.named}
    transaction.each(queries.DELETE_CLAIMS, ids)
    transaction.each(queries.DELETE_DOCUMENT, ids)
    transaction.each(DELETE_ENTITY, list(unnamed))
    naming.rename(transaction, unnamed, {})


def _earlier_versions(transaction: Transaction, chunk: Chunk) -> dict[str, str]:
    """Documents that the store has of a file of this chunk, but that the file no longer holds: their ids and paths."""
    current = {entry.article.path: entry.all_of_path for entry in chunk if entry.article.path and entry.all_of_path}
    if not current:
        return {}
    stored = transaction.run(queries.FINGERPRINTED_FROM_PATHS, paths=list(current), fingerprint=FINGERPRINT)
    return {row.id: row.path for row in stored if row.id not in current[row.path]}


def _create(transaction: Transaction, articles: Sequence[ArticleRows], links: Links) -> None:
    """Create documents with all that is in them, but for the entities, which are there."""
    transaction.create("Document", [article.document for article in articles])
    claims = [row | {"statement": links.statement(row["id"])} for article in articles for row in article.claims]
    transaction.create("Claim", claims)
    for edges in ("SAID", "ABOUT", "TOLD", "REPORTS", "FOUND_IN"):
        transaction.create(edges, [row for article in articles for row in article.edges(edges)])


def _loaded(article: ArticleRows, is_changed: bool, was_there: bool) -> Loaded:
    outcome: Outcome = "unchanged" if not is_changed else "replaced" if was_there else "added"
    speakers = frozenset(edge["from"] for edge in article.said)
    return Loaded(article.id, outcome, len(article.claims), speakers, article.path)
