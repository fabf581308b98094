"""Entities as the store has them, kept right as documents and people's knowledge come and go.

What articles tell of names is kept in blocks; which names are one follows from that alone (see `world`). So a change is
worked out by comparing the world before it with the world after it, for the names that it touches and all that are, or
were, one with them; nodes and edges then follow. Edges keep the name and type of their article, so that they can be
led to another entity, and be told from it again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from onrecord.graph.entities import alias_index as naming
from onrecord.graph.entities import corrections as knowledge
from onrecord.graph.entities import queries
from onrecord.graph.entities.clusters import BlockState, World
from onrecord.graph.entities.corrections import Known, Notes
from onrecord.graph.entities.evidence import (
    OF_DOCUMENT,
    Block,
    Evidence,
    Mention,
    Splits,
    block_of,
    month,
    of_article,
    read_block,
    unit_key,
    write_block,
)
from onrecord.graph.entities.queries import ENTITY_END, BlockRow, EdgeRow
from onrecord.graph.model.query import Query
from onrecord.graph.model.rows import Article, Row
from onrecord.graph.model.tables import COUNTS

if TYPE_CHECKING:
    from onrecord.graph.model.transaction import Transaction

Each = Callable[[Query[EdgeRow], Sequence[str]], list[EdgeRow]]
Ends = dict[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge to or from something named, as it is in the store."""

    table: str
    row: EdgeRow

    @property
    def type(self) -> str:
        """The type in the article; the entity's where an earlier onrecord kept only that."""
        return self.row.type or self.row.entity_type

    @property
    def mention(self) -> Mention:
        return Mention(self.row.name, self.type, self.row.mention)

    def name(self, splits: Splits = frozenset()) -> str:
        """The key of the name (see `unit_key`)."""
        return unit_key(self.row.name, self.type, self.row.document, splits)

    def led_to(self, entity: str) -> Row:
        """The edge as a row of its table, to or from another entity."""
        return self.row.row(self.table) | {"type": self.type, ENTITY_END[self.table]: entity}


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
    articles: list[Article] = field(default_factory=list)

    @property
    def recounted(self) -> set[str]:
        """The entities whose claims are to be counted anew."""
        return {id for edge, entity in self.moved for id in (edge.row.entity, entity)} - {*self.deleted}

    @property
    def speakers(self) -> Ends:
        """The claims that get another speaker, with its id."""
        return {edge.row.claim: entity for edge, entity in self.moved if edge.table == "SAID"}


def plan(
    transaction: Transaction,
    gone: Sequence[str],
    articles: Sequence[Article],
    added: Sequence[Known] = (),
    removed: Sequence[Known] = (),
) -> Plan:
    """What changes when the documents of ids `gone` go, `articles` come, and people say or take back what they know.

    Asked before any of it is done.
    """
    return _Planning(transaction, gone, articles, added, removed).plan()


def write_entities(transaction: Transaction, plan: Plan) -> None:
    """Create and rename entities: before there are edges to them."""
    if plan.created:
        transaction.create("Entity", [row | dict.fromkeys(COUNTS, 0) for row in plan.created])
    if plan.changed:
        rows = [{column: row[column] for column in ("id", "name", "aliases")} for row in plan.changed]
        transaction.run(queries.SET_ENTITIES, rows=rows)
    naming.rename(transaction, *plan.aliases)


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
    if plan.new_blocks:
        transaction.create("Block", plan.new_blocks)
    if plan.blocks:
        transaction.run(queries.SET_BLOCKS, rows=plan.blocks)
    if plan.empty_blocks:
        transaction.run(queries.DELETE_BLOCKS, ids=plan.empty_blocks)


def _ends(pairs: Iterable[tuple[str, str]]) -> list[Row]:
    return [{"from": start, "to": stop} for start, stop in sorted(pairs)]


class Ask(Protocol):
    """Asks a store for its blocks."""

    def __call__(self, query: Query[BlockRow], /, **params: list[str]) -> list[BlockRow]: ...


class Blocks:
    """The blocks of a store as they are, read as they are needed."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.states: dict[str, BlockState] = {}
        self.stored: set[str] = set()

    def read(self, ids: Iterable[str]) -> None:
        """Read those of these blocks that have not been read."""
        wanted = sorted({*ids} - self.states.keys())
        if not wanted:
            return
        found = {block.id: block for block in self._ask(queries.BLOCKS, ids=wanted)}
        self.stored |= found.keys()
        for id in wanted:
            block = found.get(id, BlockRow(id, "{}", "{}"))
            self.states[id] = BlockState(read_block(block.names), knowledge.read_notes(block.known))


def anew(transaction: Transaction) -> Plan:
    """What changes in a store that knows nothing of names yet, but has articles: made by an earlier onrecord."""
    documents = [document.id for document in transaction.run(queries.ALL_DOCUMENTS)]
    names: defaultdict[str, defaultdict[str, Evidence]] = defaultdict(partial(defaultdict, Evidence))
    by_document: dict[str, list[Edge]] = {}
    for edge in edges_of(transaction.each, documents=documents):
        by_document.setdefault(edge.row.document, []).append(edge)
    for document, edges in by_document.items():
        for name, evidence in of_article(document, edges[0].row.date, [edge.mention for edge in edges]).items():
            names[block_of(name)][name].add(evidence)
    world = World({id: BlockState(block, {}) for id, block in names.items()})
    rows = {joined.id: joined.row for block in names.values() for name in block for joined in world.entities(name)}
    there = {entity.id for entity in transaction.run(queries.ALL_NAMED)}
    edges = [edge for edges in by_document.values() for edge in edges]
    entities = [world.entity(edge.name(), month(edge.row.date)).id for edge in edges]
    countries = world.countries(name for block in names.values() for name in block)
    return Plan(
        created=[rows[id] for id in sorted(rows.keys() - there)],
        changed=[rows[id] for id in sorted(rows.keys() & there)],
        deleted=sorted(there - rows.keys()),
        moved=[(edge, to) for edge, to in zip(edges, entities, strict=True) if edge.row.entity != to],
        new_blocks=[{"id": id, "names": write_block(block), "known": "{}"} for id, block in sorted(names.items())],
        stand_ins=(set(), {pair for country in countries for pair in world.stand_ins(country)}),
    )


class _Planning:
    def __init__(
        self,
        transaction: Transaction,
        gone: Sequence[str],
        articles: Sequence[Article],
        added: Sequence[Known],
        removed: Sequence[Known],
    ) -> None:
        self.each = transaction.each
        self.gone = frozenset(gone)
        self.articles = articles
        self.blocks = Blocks(transaction.run)
        self.changed: dict[str, BlockState] = {}
        self.added, self.removed = added, removed
        self.delta: defaultdict[str, defaultdict[str, Evidence]] = defaultdict(partial(defaultdict, Evidence))
        self.old_splits: Splits = frozenset()
        self.splits: Splits = frozenset()
        self.before, self.after = World({}), World({})

    def plan(self) -> Plan:
        leaving = list(edges_of(self.each, documents=sorted(self.gone)))
        self._read_splits(leaving)
        self._sum_up(leaving)
        touched = {name for block in self.delta.values() for name in block}
        touched |= {name for known in (*self.added, *self.removed) for name in known.names()}
        self.blocks.read(map(block_of, touched))
        while (result := self._work(touched)) is None:
            self.blocks.read(self.before.missing | self.after.missing)
        return result

    def _read_splits(self, leaving: Iterable[Edge]) -> None:
        """Which names people set apart in documents that come or go, and in those that they now tell of."""
        names = {edge.name() for edge in leaving}
        names |= {
            unit_key(row["name"], row["type"], article.id) for article in self.articles for row in _named(article)
        }
        names |= {name for known in (*self.added, *self.removed) for name in known.names()}
        self.blocks.read(map(block_of, names))
        self.old_splits = _splits(state.notes for state in self.blocks.states.values())
        self.splits = _splits(self._notes(id, state) for id, state in self.blocks.states.items())

    def _notes(self, id: str, state: BlockState) -> Notes:
        """What becomes of what is known of a block's names."""
        if self.added or self.removed:
            return knowledge.changed(state.notes, id, self.added, self.removed)
        return state.notes

    def _changed(self, id: str, state: BlockState) -> BlockState:
        """What becomes of a block."""
        notes = self._notes(id, state)
        delta = self.delta.get(id)
        if not delta and notes == state.notes:
            return state
        names: Block = dict(state.names)
        for name, evidence in (delta or {}).items():
            total = Evidence()
            if name in names:
                total.add(names[name])
            total.add(evidence)
            total.forget_what_never_was()
            names[name] = total
            if total.is_empty():
                del names[name]
        return BlockState(names, notes)

    def _sum_up(self, leaving: Iterable[Edge]) -> None:
        by_document: dict[str, list[Edge]] = {}
        for edge in leaving:
            by_document.setdefault(edge.row.document, []).append(edge)
        for document, edges in by_document.items():
            mentions = [edge.mention for edge in edges]
            self._add(of_article(document, edges[0].row.date, mentions, self.old_splits), -1)
        for article in self.articles:
            self._add(of_article(article.id, article.document["date"], _mentions(article), self.splits), 1)
        for document, edges in self._set_apart().items():
            mentions = [edge.mention for edge in edges]
            self._add(of_article(document, edges[0].row.date, mentions, self.old_splits), -1)
            self._add(of_article(document, edges[0].row.date, mentions, self.splits), 1)

    def _set_apart(self) -> dict[str, list[Edge]]:
        """The edges of the documents that stay, but in which people now set a name apart, or do so no longer."""
        documents = {document for _, document in self.old_splits ^ self.splits} - self.gone
        documents -= {article.id for article in self.articles}
        found: dict[str, list[Edge]] = {}
        for edge in edges_of(self.each, documents=sorted(documents)):
            found.setdefault(edge.row.document, []).append(edge)
        return found

    def _add(self, found: Mapping[str, Evidence], sign: int) -> None:
        for name, evidence in found.items():
            self.delta[block_of(name)][name].add(evidence, sign)

    def _work(self, touched: Iterable[str]) -> Plan | None:
        """The plan, None if more blocks have to be read for it."""
        for id, state in self.blocks.states.items():
            if id not in self.changed:
                self.changed[id] = self._changed(id, state)
        self.before, self.after = World(self.blocks.states), World(self.changed)
        names = self._affected(touched)
        old, new = (
            {joined.id: joined.row for name in names for joined in world.entities(name)}
            for world in (self.before, self.after)
        )
        stand_ins = self._stand_ins(names)
        articles = [self._led(article) for article in self.articles]
        if self.before.missing or self.after.missing:
            return None
        written = [*self._written()]
        empty = [id for id, state in self.changed.items() if not state.names and not state.notes]
        return Plan(
            created=[new[id] for id in sorted(new.keys() - old.keys())],
            changed=[new[id] for id in sorted(new.keys() & old.keys()) if new[id] != old[id]],
            deleted=sorted(old.keys() - new.keys()),
            aliases=(_aliases(old), _aliases(new)),
            moved=[*self._moved(names)],
            new_blocks=[row for row in written if row["id"] not in self.blocks.stored],
            blocks=[row for row in written if row["id"] in self.blocks.stored - {*empty}],
            empty_blocks=[id for id in empty if id in self.blocks.stored],
            stand_ins=stand_ins,
            articles=articles,
        )

    def _affected(self, touched: Iterable[str]) -> set[str]:
        """The names that are touched, those for which the answer changes, and all that are or were one with them."""
        todo = {*touched}
        for block in map(block_of, [*todo]):
            before, after = self.blocks.states[block].decision.roots, self.changed[block].decision.roots
            todo |= {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        affected: set[str] = set()
        while todo:
            name = todo.pop()
            affected.add(name)
            for world in (self.before, self.after):
                for joined in world.entities(name) or [world.joined(name)]:
                    todo |= {*joined.names, *joined.roots} - affected
        return affected

    def _moved(self, names: Iterable[str]) -> Iterator[tuple[Edge, str]]:
        """The edges that stay, but lead elsewhere from now on."""
        sources: set[str] = set()
        for name in names:
            old, new = self.before.entities(name), self.after.entities(name)
            if len(old) == len(new) == 1:
                ends = [(old[0].id, new[0].id)]
            else:
                before, after = self.before.evidence(name), self.after.evidence(name)
                both = before.months.keys() & after.months.keys() if before and after else ()
                ends = [(self.before.entity(name, when).id, self.after.entity(name, when).id) for when in both]
            sources |= {mine for mine, other in ends if mine != other}
        apart = {name for name, _ in self.old_splits ^ self.splits}
        sources |= {
            joined.id
            for name in names
            if name.partition(OF_DOCUMENT)[0] in apart
            for joined in self.before.entities(name)
        }
        for edge in edges_of(self.each, entities=sorted(sources)):
            if edge.row.document not in self.gone:
                entity = self.after.entity(edge.name(self.splits), month(edge.row.date)).id
                if entity != edge.row.entity:
                    yield edge, entity

    def _written(self) -> Iterator[Row]:
        """The blocks that have changed."""
        for id, after in sorted(self.changed.items()):
            if after is not self.blocks.states[id]:
                yield {"id": id, "names": write_block(after.names), "known": knowledge.write_notes(after.notes)}

    def _stand_ins(self, names: Iterable[str]) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        countries = self.before.countries(names)
        before = {pair for country in countries for pair in self.before.stand_ins(country)}
        after = {pair for country in countries for pair in self.after.stand_ins(country)}
        return before, after

    def _led(self, article: Article) -> Article:
        """The article with its edges led to entities."""
        when = month(article.document["date"])
        ids: Ends = {}

        def led(edges: Sequence[Row], end: str) -> list[Row]:
            result = []
            for edge in edges:
                entity = article.entities[edge[end]]
                if entity.named:
                    name = unit_key(edge["name"], edge["type"], article.id, self.splits)
                    ids[edge[end]] = self.after.entity(name, when).id
                result.append(edge | {end: ids.get(edge[end], edge[end])})
            return result

        said, about, told = (led(getattr(article, table.lower()), end) for table, end in ENTITY_END.items())
        entities = {ids.get(id, id): entity for id, entity in article.entities.items()}
        return replace(article, entities=entities, said=said, about=about, told=told)


def _aliases(rows: Mapping[str, Row]) -> dict[str, list[str]]:
    return {id: row["aliases"] for id, row in rows.items()}


def _splits(notes: Iterable[Notes]) -> Splits:
    return frozenset(
        (known.key, known.document)
        for each in notes
        for entries in each.values()
        for known in entries
        if known.kind == "split" and known.document
    )


def _named(article: Article) -> Iterator[Row]:
    for table, end in ENTITY_END.items():
        for edge in getattr(article, table.lower()):
            if article.entities[edge[end]].named:
                yield edge


def _mentions(article: Article) -> list[Mention]:
    return [Mention(edge["name"], edge["type"], edge["mention"]) for edge in _named(article)]


def edges_of(each: Each, *, documents: Sequence[str] = (), entities: Sequence[str] = ()) -> Iterator[Edge]:
    """The edges to and from named entities, of these documents or these entities."""
    for ids, texts in ((documents, queries.EDGES_OF_DOCUMENT), (entities, queries.EDGES_OF_ENTITY)):
        for table, text in texts.items() if ids else ():
            yield from (Edge(table, row) for row in each(text, ids) if row.named)
