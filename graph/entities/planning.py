"""Entities as the store has them, kept right as documents and people's knowledge come and go.

What articles tell of names is kept in blocks; which names are one follows from that alone (see `clusters`). So a change
is worked out by comparing the clusters before it with those after it, for the names that it touches and all that are,
or were, one with them; nodes and edges then follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from onrecord.graph.entities import queries
from onrecord.graph.entities.blocks import Blocks
from onrecord.graph.entities.clusters import BlockState, Clusters
from onrecord.graph.entities.corrections import Known, write_notes
from onrecord.graph.entities.edges import Each, Edge, by_document, edges_of
from onrecord.graph.entities.evidence import (
    OF_DOCUMENT,
    NameEvidence,
    block_of,
    month,
    of_article,
    unit_key,
    write_block,
)
from onrecord.graph.entities.evidence_change import Change, EvidenceChange
from onrecord.graph.entities.plan import Plan
from onrecord.graph.entities.queries import ENTITY_END
from onrecord.graph.model.rows import ArticleRows, Row

if TYPE_CHECKING:
    from onrecord.graph.model.transaction import Transaction


def plan(
    transaction: Transaction,
    gone: Sequence[str],
    articles: Sequence[ArticleRows],
    added: Sequence[Known] = (),
    removed: Sequence[Known] = (),
) -> Plan:
    """Work out what has to be written when articles come and go. It is asked before any of them does.

    Args:
        gone: the ids of documents that go.
        articles: those that come.
        added, removed: what people say of names, and what they take back.
    """
    blocks = Blocks(transaction.run)
    change = Change(frozenset(gone), articles, added, removed)
    evidence = EvidenceChange(change, blocks, transaction.each)
    blocks.read(map(block_of, evidence.touched))
    states: dict[str, BlockState] = {}
    while True:
        states |= {id: evidence.state_after(id, state) for id, state in blocks.states.items() if id not in states}
        planner = _Planner(change, evidence, blocks, states)
        if (found := planner.plan(transaction.each)) is not None:
            return found
        blocks.read(planner.missing)


def anew(transaction: Transaction) -> Plan:
    """Work out what has to be written in a store that has articles, but no blocks: an earlier onrecord made it."""
    documents = [document.id for document in transaction.run(queries.ALL_DOCUMENTS)]
    names: defaultdict[str, defaultdict[str, NameEvidence]] = defaultdict(partial(defaultdict, NameEvidence))
    edges = list(edges_of(transaction.each, documents=documents))
    for document, told in by_document(edges).items():
        for name, evidence in of_article(document, told[0].row.date, [edge.mention for edge in told]).items():
            names[block_of(name)][name].add(evidence)
    clusters = Clusters({id: BlockState(block, {}) for id, block in names.items()})
    rows = {cluster.id: cluster.row for block in names.values() for name in block for cluster in clusters.all_of(name)}
    there = {entity.id for entity in transaction.run(queries.ALL_NAMED)}
    entities = [clusters.of(edge.name(), month(edge.row.date)).id for edge in edges]
    countries = clusters.countries(name for block in names.values() for name in block)
    return Plan(
        created=[rows[id] for id in sorted(rows.keys() - there)],
        changed=[rows[id] for id in sorted(rows.keys() & there)],
        deleted=sorted(there - rows.keys()),
        moved=[(edge, to) for edge, to in zip(edges, entities, strict=True) if edge.row.entity != to],
        new_blocks=[{"id": id, "names": write_block(block), "known": "{}"} for id, block in sorted(names.items())],
        stand_ins=(set(), {pair for country in countries for pair in clusters.stand_ins(country)}),
    )


class _Planner:
    """Compares the clusters before a change with those after it, as far as the blocks that have been read tell them."""

    def __init__(
        self, change: Change, evidence: EvidenceChange, blocks: Blocks, states_after: Mapping[str, BlockState]
    ) -> None:
        self._change = change
        self._evidence = evidence
        self._blocks = blocks
        self._states_after = states_after
        self._before, self._after = Clusters(blocks.states), Clusters(states_after)

    @property
    def missing(self) -> set[str]:
        """The ids of the blocks that have to be read for a plan."""
        return self._before.missing | self._after.missing

    def plan(self, each: Each) -> Plan | None:
        """Return the plan; None if more blocks have to be read for it."""
        names = self._affected()
        old, new = (
            {cluster.id: cluster.row for name in names for cluster in clusters.all_of(name)}
            for clusters in (self._before, self._after)
        )
        stand_ins = self._stand_ins(names)
        articles = [self._with_entities(article) for article in self._change.articles]
        if self.missing:
            return None
        written = [*self._written()]
        empty = [id for id, state in self._states_after.items() if not state.names and not state.notes]
        return Plan(
            created=[new[id] for id in sorted(new.keys() - old.keys())],
            changed=[new[id] for id in sorted(new.keys() & old.keys()) if new[id] != old[id]],
            deleted=sorted(old.keys() - new.keys()),
            aliases=(_aliases(old), _aliases(new)),
            moved=[*self._moved(names, each)],
            new_blocks=[row for row in written if row["id"] not in self._blocks.stored],
            blocks=[row for row in written if row["id"] in self._blocks.stored - {*empty}],
            empty_blocks=[id for id in empty if id in self._blocks.stored],
            stand_ins=stand_ins,
            articles=articles,
        )

    def _affected(self) -> set[str]:
        """The names that are touched, those for which the answer changes, and all that are or were one with them."""
        todo = {*self._evidence.touched}
        for block in map(block_of, [*todo]):
            before, after = self._blocks.states[block].decision.roots, self._states_after[block].decision.roots
            todo |= {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        affected: set[str] = set()
        while todo:
            name = todo.pop()
            affected.add(name)
            for clusters in (self._before, self._after):
                for cluster in clusters.all_of(name) or [clusters.cluster(name)]:
                    todo |= {*cluster.names, *cluster.roots} - affected
        return affected

    def _moved(self, names: Iterable[str], each: Each) -> Iterator[tuple[Edge, str]]:
        """The edges that stay, but lead elsewhere from now on."""
        for edge in edges_of(each, entities=sorted(self._left(names))):
            if edge.row.document not in self._change.gone:
                entity = self._after.of(edge.name(self._evidence.splits), month(edge.row.date)).id
                if entity != edge.row.entity:
                    yield edge, entity

    def _left(self, names: Iterable[str]) -> set[str]:
        """The ids of the entities that names leave, at least in some articles."""
        left: set[str] = set()
        for name in names:
            old, new = self._before.all_of(name), self._after.all_of(name)
            if len(old) == len(new) == 1:
                ends = [(old[0].id, new[0].id)]
            else:
                before, after = self._before.evidence(name), self._after.evidence(name)
                both = before.months.keys() & after.months.keys() if before and after else ()
                ends = [(self._before.of(name, when).id, self._after.of(name, when).id) for when in both]
            left |= {mine for mine, other in ends if mine != other}
        apart = {name for name, _ in self._evidence.old_splits ^ self._evidence.splits}
        return left | {
            cluster.id
            for name in names
            if name.partition(OF_DOCUMENT)[0] in apart
            for cluster in self._before.all_of(name)
        }

    def _written(self) -> Iterator[Row]:
        """The blocks that have changed."""
        for id, after in sorted(self._states_after.items()):
            if after is not self._blocks.states[id]:
                yield {"id": id, "names": write_block(after.names), "known": write_notes(after.notes)}

    def _stand_ins(self, names: Iterable[str]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        countries = self._before.countries(names)
        before = {pair for country in countries for pair in self._before.stand_ins(country)}
        after = {pair for country in countries for pair in self._after.stand_ins(country)}
        return before, after

    def _with_entities(self, article: ArticleRows) -> ArticleRows:
        """The article with edges that lead to entities, where they led to names."""
        when = month(article.document["date"])
        ids: dict[str, str] = {}

        def led(edges: Sequence[Row], end: str) -> list[Row]:
            result = []
            for edge in edges:
                entity = article.entities[edge[end]]
                if entity.named:
                    name = unit_key(edge["name"], edge["type"], article.id, self._evidence.splits)
                    ids[edge[end]] = self._after.of(name, when).id
                result.append(edge | {end: ids.get(edge[end], edge[end])})
            return result

        said, about, told = (led(article.edges(table), end) for table, end in ENTITY_END.items())
        entities = {ids.get(id, id): entity for id, entity in article.entities.items()}
        return replace(article, entities=entities, said=said, about=about, told=told)


def _aliases(rows: Mapping[str, Row]) -> dict[str, list[str]]:
    return {id: row["aliases"] for id, row in rows.items()}
