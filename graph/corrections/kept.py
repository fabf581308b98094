"""What a store keeps of corrections: read and written in the transaction that loads, changes or removes articles."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date as Date
from typing import TYPE_CHECKING, Any

from onrecord.extract.document import FINGERPRINT
from onrecord.graph.corrections import queries
from onrecord.graph.corrections.applying import apply
from onrecord.graph.corrections.correction import Correction, in_order
from onrecord.graph.model.rows import ArticleRows, Named, as_told, digest, rows_of
from onrecord.graph.model.triples import triples_of
from onrecord.graph.stores.articles import read_articles
from onrecord.graph.stores.queries import ENTITIES

if TYPE_CHECKING:
    from onrecord.graph.model.transaction import Transaction

Run = Callable[..., list[Any]]

_EDGES = ("said", "about", "told", "reports", "found_in")


@dataclass(slots=True)
class Applied:
    """Articles after corrections, and what the store is to keep of both.

    Attributes:
        articles: the articles that come, corrected where there are corrections.
        corrections: those whose place is another from now on, or that are lost or found again.
        originals: the original readings of the articles that are corrected now.
        uncorrected: the ids of the others.
        written: gives the original readings that the store has of any of these.
    """

    articles: list[ArticleRows]
    corrections: list[Correction] = field(default_factory=list)
    originals: list[ArticleRows] = field(default_factory=list)
    uncorrected: list[str] = field(default_factory=list)
    written: Callable[[], list[queries.OriginalRow]] = list


def apply_all(transaction: Transaction, articles: Sequence[ArticleRows], earlier: Mapping[str, str]) -> Applied:
    """Apply what the store keeps to articles that come.

    Args:
        articles: as they were read; those without a text stay as they are in the store.
        earlier: the ids of the documents that go because their files have other texts now, with the paths.
    """
    coming = [article for article in articles if article.document["text"] is not None]
    if not coming and not earlier:
        return Applied(list(articles))
    ids = [*(article.id for article in coming), *earlier]
    paths = sorted({article.path for article in coming if article.path})
    of_document: defaultdict[str, list[Correction]] = defaultdict(list)
    strays: defaultdict[str, list[Correction]] = defaultdict(list)
    done = Applied([], written=transaction.ask(queries.ORIGINALS, ids=[article.id for article in coming]))
    of_documents = transaction.ask(queries.OF_DOCUMENTS, documents=ids)
    lost_from_paths = transaction.ask(queries.LOST_FROM_PATHS, paths=paths) if paths else list
    for correction in _ordered(of_documents()):
        of_document[correction.document].append(correction)
    for correction in _ordered(lost_from_paths()):
        if correction.path and correction.document not in ids and correction.document.startswith(FINGERPRINT):
            strays[correction.path].append(correction)
    for id, path in earlier.items():
        strays[path] += of_document.pop(id, ())
    for article in articles:
        own = of_document.get(article.id, [])
        others = strays.get(article.path or "", []) if article.id.startswith(FINGERPRINT) else []
        if article.document["text"] is None or not (own or others):
            done.articles.append(article)
            if article.document["text"] is not None:
                done.uncorrected.append(article.id)
            continue
        found = _applied(article, own, others, done)
        if article.path and others:
            strays[article.path] = [each for each in others if each.id not in found]
    lost = (each for path in {*earlier.values()} for each in strays[path] if not each.lost)
    done.corrections += [replace(each, lost=True) for each in lost]
    return done


def _applied(article: ArticleRows, own: Sequence[Correction], others: Sequence[Correction], done: Applied) -> set[str]:
    """Correct an article; returns the ids of the corrections that hold in it."""
    document, triples = triples_of(article)
    result = apply(document, triples, in_order([*own, *others]))
    mine = {each.id for each in own}
    # What an earlier version of the article had, and this one has not, another article of its file may have.
    placed = [
        replace(each, document=article.id, path=article.path)
        for each in result.corrections
        if each.id in mine or not each.lost
    ]
    before = {each.id: each for each in (*own, *others)}
    done.corrections += [each for each in placed if each != before[each.id]]
    holding = {each.id for each in placed if not each.lost}
    if not holding:
        done.articles.append(article)
        done.uncorrected.append(article.id)
        return holding
    rows = rows_of(document, result.triples)
    for row in rows.claims:
        row["corrected"] = result.status.get(row["id"])
    rows.document["digest"] = digest(rows)
    done.articles.append(rows)
    done.originals.append(article)
    return holding


def write(transaction: Transaction, applied: Applied) -> None:
    """Keep what has become of corrections, and the original readings of what is corrected."""
    if applied.corrections:
        rows = [
            {"id": each.id, "document": each.document, "claim": each.claim, "lost": each.lost, "path": each.path}
            for each in applied.corrections
        ]
        transaction.run(queries.SET_PLACES, rows=rows)
    originals = {article.id: _written(article) for article in applied.originals}
    there = {row.id: row.rows for row in applied.written()}
    gone = [id for id, rows in there.items() if originals.get(id) != rows]
    transaction.each(queries.DELETE_ORIGINAL, gone)
    new = [{"id": id, "rows": rows} for id, rows in originals.items() if there.get(id) != rows]
    if new:
        transaction.create("Original", new)


def forget(transaction: Transaction, ids: Sequence[str]) -> None:
    """Documents go: their corrections are kept, and are lost."""
    transaction.each(queries.DELETE_ORIGINAL, ids)
    found = _read(transaction.run, queries.OF_DOCUMENTS, documents=list(ids))
    write(transaction, Applied([], [replace(each, lost=True) for each in found if not each.lost]))


def keep(transaction: Transaction, added: Sequence[Correction], removed: Sequence[Correction] = ()) -> list[str]:
    """Keep corrections, or drop those that are taken back, without applying them.

    Returns:
        the ids of the documents that are to be saved anew.
    """
    there = {each.id: each for each in of_ids(transaction.run, [each.id for each in (*added, *removed)])}
    new = [each for each in in_order(added) if each.id not in there]
    if new:
        transaction.create("Correction", [each.row() for each in new])
    gone = [there[each.id] for each in removed if each.id in there]
    transaction.each(queries.DELETE, [each.id for each in gone])
    return sorted({each.document for each in (*new, *gone)})


def read(run: Run, each: Run, ids: Sequence[str]) -> list[ArticleRows]:
    """These documents, those that are there, as they are now."""
    return [as_told(article) for article in read_articles(run, each, ids)]


def originals(run: Run, each: Run, ids: Sequence[str]) -> list[ArticleRows]:
    """These documents, those that are there, as they were read before any correction.

    `run` and `each` are those of a transaction, or `read` and `each` of a store.
    """
    written = {row.id: row.rows for row in run(queries.ORIGINALS, ids=list(ids))} if ids else {}
    found = []
    for article in read_articles(run, each, ids):
        if article.id in written:
            found.append(_read_back(article, written[article.id]))
        else:
            told = as_told(article)
            unnamed = [id for id, who in told.entities.items() if not who.named]
            for row in run(ENTITIES, ids=unnamed) if unnamed else ():
                told.entities[row["id"]].aliases |= {*row["aliases"]}
            claims = [row | {"statement": row["id"]} for row in told.claims]
            found.append(replace(told, claims=claims))
    return found


def known(run: Run, each: Run, ids: Sequence[str]) -> dict[str, tuple[list[Correction], ArticleRows]]:
    """Of each of these documents that was corrected its corrections as they are in the store, and its original."""
    found: dict[str, list[Correction]] = {}
    for correction in of_documents(run, ids):
        found.setdefault(correction.document, []).append(correction)
    return {article.id: (found[article.id], article) for article in originals(run, each, sorted(found))}


def all_of(run: Run) -> list[Correction]:
    """All corrections that a store keeps, in order."""
    return _read(run, queries.ALL)


def of_ids(run: Run, ids: Iterable[str]) -> list[Correction]:
    """The corrections of these ids, those that are there, in order."""
    return _read(run, queries.OF_IDS, ids=list(ids))


def of_documents(run: Run, ids: Sequence[str]) -> list[Correction]:
    """The corrections of these documents, in order."""
    return _read(run, queries.OF_DOCUMENTS, documents=list(ids))


def of_claim(run: Run, claim: str) -> list[Correction]:
    """The corrections of a claim, in order."""
    return _read(run, queries.OF_CLAIM, claim=claim)


def _read(run: Run, query: Any, **params: Any) -> list[Correction]:
    return _ordered(run(query, **params))


def _ordered(rows: Iterable[Mapping[str, Any]]) -> list[Correction]:
    return in_order(map(Correction.of_row, rows))


def _written(article: ArticleRows) -> str:
    """All that was read in an article as JSON; the article itself is in the store."""
    rows = {name: getattr(article, name) for name in ("claims", *_EDGES)}
    entities = {id: asdict(who) | {"aliases": sorted(who.aliases)} for id, who in sorted(article.entities.items())}
    content = {"digest": article.document["digest"], "entities": entities, **rows}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> str:
    assert isinstance(value, Date), f"{value!r} is no value of a row"
    return value.isoformat()


def _read_back(article: ArticleRows, written: str) -> ArticleRows:
    """The original of an article that is in the store, as `_written` wrote it."""
    content = json.loads(written)
    entities = {id: Named(**{**who, "aliases": set(who["aliases"])}) for id, who in content["entities"].items()}
    claims = [row | {"date": article.document["date"]} for row in content["claims"]]
    document = article.document | {"digest": content["digest"]}
    return ArticleRows(document, entities, claims, *(content[name] for name in _EDGES))
