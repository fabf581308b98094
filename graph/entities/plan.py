"""What has to be written so that a store's entities are right again, and the writing of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.graph.entities import alias_index, queries
from onrecord.graph.entities.edges import Edge
from onrecord.graph.entities.queries import ENTITY_END
from onrecord.graph.model.rows import ArticleRows, Row
from onrecord.graph.model.tally import NO_CLAIMS

if TYPE_CHECKING:
    from onrecord.graph.model.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written.

    `aliases` are those of entities before and after, by their ids; `moved` are edges that stay, with their new entity;
    `stand_ins` the edges STANDS_FOR before and after, of the countries that it is about; `articles` those that come,
    with edges that lead to entities.
    """

    created: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    aliases: tuple[dict[str, list[str]], dict[str, list[str]]] = field(default_factory=lambda: ({}, {}))
    moved: list[tuple[Edge, str]] = field(default_factory=list)
    new_blocks: list[Row] = field(default_factory=list)
    blocks: list[Row] = field(default_factory=list)
    empty_blocks: list[str] = field(default_factory=list)
    stand_ins: tuple[set[tuple[str, str]], set[tuple[str, str]]] = (set(), set())
    articles: list[ArticleRows] = field(default_factory=list)

    @property
    def recounted(self) -> set[str]:
        """The entities whose claims are to be counted anew."""
        return {id for edge, entity in self.moved for id in (edge.row.entity, entity)} - {*self.deleted}

    @property
    def renamed(self) -> dict[str, frozenset[str]]:
        """Entities that go or give claims away, by their ids, each with those who have said its claims from then on."""
        others: dict[str, set[str]] = {id: set() for id in self.deleted}
        for edge, entity in self.moved:
            if edge.table == "SAID":
                others.setdefault(edge.row.entity, {edge.row.entity}).add(entity)
        return {id: frozenset(now) for id, now in others.items()}

    @property
    def speakers(self) -> dict[str, str]:
        """The claims that get another speaker, with its id."""
        return {edge.row.claim: entity for edge, entity in self.moved if edge.table == "SAID"}


def write_entities(transaction: Transaction, plan: Plan) -> None:
    """Create and rename entities, also the unnamed ones of the articles that come: before there are edges to them."""
    unnamed = [who.row(id) for article in plan.articles for id, who in article.entities.items() if not who.named]
    transaction.create("Entity", [*(row | NO_CLAIMS for row in plan.created), *unnamed])
    renamed = [{column: row[column] for column in ("id", "name", "aliases")} for row in plan.changed]
    transaction.change(queries.SET_ENTITIES, renamed)
    before, after = plan.aliases
    alias_index.rename(transaction, before, after | {row["id"]: row["aliases"] for row in unnamed})


def write_edges(transaction: Transaction, plan: Plan) -> None:
    """Lead edges to other entities, delete those that nothing is left of, and keep what was told."""
    for table in ENTITY_END:
        moved = [(edge, entity) for edge, entity in plan.moved if edge.table == table]
        if moved:
            for edge, _ in moved:
                position = {} if edge.row.position is None else {"position": edge.row.position}
                transaction.run(queries.DELETE_EDGES[table], claim=edge.row.claim, **position)
            transaction.create(table, [edge.led_to(entity) for edge, entity in moved])
    before, after = plan.stand_ins
    for start, stop in sorted(before - after):
        transaction.run(queries.DELETE_STAND_INS, start=start, stop=stop)
    if plan.deleted:
        transaction.each(queries.DELETE_ENTITY, plan.deleted)
    if after - before:
        transaction.create("STANDS_FOR", _ends(after - before))
    transaction.create("Block", plan.new_blocks)
    transaction.change(queries.SET_BLOCKS, plan.blocks)
    if plan.empty_blocks:
        transaction.run(queries.DELETE_BLOCKS, ids=plan.empty_blocks)


def _ends(pairs: Iterable[tuple[str, str]]) -> list[Row]:
    return [{"from": start, "to": stop} for start, stop in sorted(pairs)]
