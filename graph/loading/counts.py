"""The claims by each entity and about it, counted where they are loaded, so that rankings need not go over all of them.

Each is counted as claims, as statements (what several claims repeat counts once) and as documents, also those of each
kind and of some confidences (see `model.tally`). What changes in a transaction is reckoned from what goes and comes in
it; of what stays, only the claims that repeat the same are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from onrecord.graph.loading import queries
from onrecord.graph.loading.queries import SET_COUNTS, Part
from onrecord.graph.model.query import Query
from onrecord.graph.model.rows import ArticleRows
from onrecord.graph.model.tally import NOTHING, ROLES, Tally, added, bits, columns, tally

if TYPE_CHECKING:
    from onrecord.graph.model.transaction import Transaction
    from onrecord.graph.repeats.links import Links
    from onrecord.graph.stores.articles import Read

Tallies = dict[tuple[str, str], Tally]
"""By the ids of entities, and their role."""


def changes(transaction: Transaction, gone: Sequence[str], articles: Sequence[ArticleRows], links: Links) -> Tallies:
    """What is to be added to the counts of entities when documents of ids `gone` go and `articles` come.

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
        for part in _stored(transaction, (*queries.PARTS_OF_CLAIM, *queries.PARTS_REPEATING), statements - links.new)
        if part.claim not in going and part.statement in statements
    }
    # A source without a name goes with its document, and is made anew with the next version of it.
    made_anew = {id for article in articles for id, who in article.entities.items() if not who.named}
    before = {part for part in before if part.entity not in made_anew}
    # What stays is counted with both, so that it makes no difference but to what it is the same statement as.
    changed = _tallies(chain(after, staying))
    for who, numbers in _tallies(chain(before, staying)).items():
        changed[who] = added(changed.get(who), numbers, -1)
    return {who: numbers for who, numbers in changed.items() if any(numbers)}


def add(transaction: Transaction, changed: Tallies) -> None:
    """Add to the counts of entities."""
    ids = sorted({id for id, _ in changed})
    more: dict[str, dict[str, Tally]] = {id: {role: changed.get((id, role), NOTHING) for role in ROLES} for id in ids}
    transaction.add_counts([{"id": id, **columns(each)} for id, each in more.items()])


def recount(transaction: Transaction, ids: Collection[str]) -> None:
    """Count all claims of these entities anew."""
    _set(transaction, _counts(_stored(transaction, queries.PARTS_OF_ENTITY, ids), ids))


def recount_within(transaction: Transaction, ids: Sequence[str]) -> None:
    """Do the same for all entities from the first of these ids to the last, where `ids` are those of all of them."""
    _set(transaction, counts_within(transaction.run, ids))


def counts_within(read: Read, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Count all claims of the entities from the first of these ids to the last: the columns of each that hold counts.

    Two queries find them all, where an entity at a time takes a server many times as long.

    Args:
        read: `read` of a store, or `run` of a transaction.
        ids: of all these entities, in the store's order.
    """
    return _counts(_stored_within(read, ids[0], ids[-1]), ids)


def _counts(parts: Iterable[Part], ids: Collection[str]) -> dict[str, dict[str, Any]]:
    counted: dict[str, dict[str, Tally]] = {id: {} for id in ids}
    for (id, role), numbers in _tallies(parts).items():
        if id in counted:  # what came since the ids were read was counted as it came
            counted[id][role] = numbers
    return {id: columns(tallies) for id, tallies in counted.items()}


def _set(transaction: Transaction, counted: dict[str, dict[str, Any]]) -> None:
    transaction.change(SET_COUNTS, [{"id": id, **counts} for id, counts in counted.items()])


def _stored_within(read: Read, first: str, last: str) -> Iterator[Part]:
    for query in queries.PARTS_WITHIN:
        for part in read(query, first=first, last=last):
            if part.role != "mention":
                yield Part(*part._replace(role=part.role or "by", statement=part.statement or part.claim))


def _stored(transaction: Transaction, asked: Iterable[Query[Part]], ids: Collection[str]) -> Iterator[Part]:
    answers = [transaction.ask_each(query, sorted(ids)) for query in asked]
    return (part for answer in answers for part in answer() if part.role != "mention")


def _coming(articles: Iterable[ArticleRows], links: Links) -> Iterator[Part]:
    for article in articles:
        of_claim = {row["id"]: (row["kind"], row["confidence"]) for row in article.claims}
        for edge in article.said:
            claim = edge["to"]
            yield Part(edge["from"], "by", claim, links.statement(claim), article.id, *of_claim[claim])
        for edge in article.about:
            if edge["role"] == "about":
                claim = edge["from"]
                yield Part(edge["to"], "about", claim, links.statement(claim), article.id, *of_claim[claim])


def _tallies(parts: Iterable[Part]) -> Tallies:
    """Count claims, statements and documents, each once for an entity and a role."""
    found: defaultdict[tuple[str, str], dict[tuple[int, str], int]] = defaultdict(dict)
    for part in parts:
        its, known = bits(part.kind, part.confidence), found[part.entity, part.role]
        for each in enumerate((part.claim, part.statement, part.document)):
            known[each] = known.get(each, 0) | its
    return {who: tally((what, its) for (what, _), its in known.items()) for who, known in found.items()}
