"""The claims by each entity and about it, counted where they are loaded, so that rankings need not go over all of them.

Each is counted three ways: claims, statements (what several claims repeat counts once) and documents. What changes in a
transaction is reckoned from what goes and comes in it; of what stays, only the claims that repeat the same are asked
for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from onrecord.graph.loading import queries
from onrecord.graph.loading.queries import Part
from onrecord.graph.model.query import Query
from onrecord.graph.model.rows import ArticleRows
from onrecord.graph.model.tables import COUNTS

if TYPE_CHECKING:
    from onrecord.graph.model.transaction import Transaction
    from onrecord.graph.repeats.links import Links

Counts = dict[str, int]


def changes(
    transaction: Transaction, gone: Sequence[str], articles: Sequence[ArticleRows], links: Links
) -> dict[str, Counts]:
    """What is to be added to the counts of entities, by their ids, when documents of ids `gone` go and `articles` come.

    To be asked before either is done.
    """
    leaving = set(_stored(transaction, queries.PARTS_IN_DOCUMENT, gone))
    coming = set(_coming(articles, links))
    elsewhere = {part.claim for part in leaving} | links.new
    moved = set(_stored(transaction, queries.PARTS_OF_CLAIM, links.repeated.keys() - elsewhere))
    before = leaving | moved
    after = coming | {part._replace(statement=links.statement(part.claim)) for part in moved}
    statements = {part.statement for part in before | after}
    going = {part.claim for part in before}
    staying = {
        part
        for both in (queries.PARTS_OF_CLAIM, queries.PARTS_REPEATING)
        for part in _stored(transaction, both, statements - links.new)
        if part.claim not in going and part.statement in statements
    }
    changed: dict[str, Counts] = {}
    # A source without a name goes with its document, and is made anew with the next version of it.
    made_anew = {id for article in articles for id, who in article.entities.items() if not who.named}
    before = {part for part in before if part.entity not in made_anew}
    for parts, step in ((after, 1), (before, -1)):
        for entity, count in _counted(parts, staying):
            changed.setdefault(entity, dict.fromkeys(COUNTS, 0))[count] += step
    return changed


def add(transaction: Transaction, changed: dict[str, Counts]) -> None:
    """Add to the counts of entities."""
    rows = [{"id": id, **counts} for id, counts in sorted(changed.items()) if any(counts.values())]
    if rows:
        transaction.run(queries.ADD_COUNTS, rows=rows)


def recount(transaction: Transaction, ids: Collection[str]) -> None:
    """Count all claims of these entities anew."""
    rows = {id: {"id": id, **dict.fromkeys(COUNTS, 0)} for id in ids}
    for query, role in ((queries.COUNT_BY, "by"), (queries.COUNT_ABOUT, "about")):
        for found in transaction.each(query, sorted(ids)):
            counts = found._asdict()
            rows[counts.pop("id")].update({f"{what}_{role}": number for what, number in counts.items()})
    if rows:
        transaction.run(queries.SET_COUNTS, rows=list(rows.values()))


def _stored(transaction: Transaction, both: tuple[Query[Part], ...], ids: Collection[str]) -> Iterator[Part]:
    return (part for query in both for part in transaction.each(query, sorted(ids)) if part.role != "mention")


def _coming(articles: Iterable[ArticleRows], links: Links) -> Iterator[Part]:
    for article in articles:
        for edge in article.said:
            yield Part(edge["from"], "by", edge["to"], links.statement(edge["to"]), article.id)
        for edge in article.about:
            if edge["role"] == "about":
                yield Part(edge["to"], "about", edge["from"], links.statement(edge["from"]), article.id)


def _counted(parts: Iterable[Part], staying: Iterable[Part]) -> Iterator[tuple[str, str]]:
    """For each of an entity's claims, statements and documents the entity and what counts it."""
    kept = {(part.entity, part.role, part.statement) for part in staying}
    seen: set[tuple[str, str, str, str]] = set()
    for entity, role, claim, statement, document in parts:
        for what, id in (("claims", claim), ("statements", statement), ("documents", document)):
            if what == "statements" and (entity, role, id) in kept:
                continue
            if (entity, role, what, id) not in seen:
                seen.add((entity, role, what, id))
                yield entity, f"{what}_{role}"
