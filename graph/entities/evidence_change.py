"""What becomes of the evidence on names when articles come and go, and people say or take back what they know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from onrecord.graph.entities.blocks import Blocks
from onrecord.graph.entities.clusters import BlockState
from onrecord.graph.entities.corrections import Known, Notes, changed
from onrecord.graph.entities.edges import Each, Edge, by_document, edges_of
from onrecord.graph.entities.evidence import Block, Mention, NameEvidence, Splits, block_of, of_article, unit_key
from onrecord.graph.entities.queries import ENTITY_END
from onrecord.graph.model.rows import ArticleRows, Row


@dataclass(frozen=True, slots=True)
class Change:
    """What comes and what goes.

    Attributes:
        gone: the ids of documents that go.
        articles: those that come.
        added, removed: what people say of names, and what they take back.
    """

    gone: frozenset[str]
    articles: Sequence[ArticleRows]
    added: Sequence[Known]
    removed: Sequence[Known]

    def names_told_of(self) -> set[str]:
        """The keys of the names that people say or take back something of."""
        return {name for known in (*self.added, *self.removed) for name in known.names()}


class EvidenceChange:
    """The evidence that a change adds and takes out, and the splits before and after it.

    Attributes:
        old_splits, splits: the names that people have set apart in single documents, before and after.
        touched: the keys of all names whose evidence changes, or that people tell of.
    """

    def __init__(self, change: Change, blocks: Blocks, each: Each) -> None:
        self._change = change
        self._each = each
        self._delta: defaultdict[str, defaultdict[str, NameEvidence]] = defaultdict(partial(defaultdict, NameEvidence))
        leaving = list(edges_of(each, documents=sorted(change.gone)))
        blocks.read(map(block_of, self._names(leaving)))
        self.old_splits = splits_in(state.notes for state in blocks.states.values())
        self.splits = splits_in(self._notes(id, state) for id, state in blocks.states.items())
        self._sum_up(leaving)
        self.touched = {name for block in self._delta.values() for name in block} | change.names_told_of()

    def state_after(self, id: str, state: BlockState) -> BlockState:
        """Return what becomes of a block, the same object if it does not change."""
        notes = self._notes(id, state)
        delta = self._delta.get(id)
        if not delta and notes == state.notes:
            return state
        names: Block = dict(state.names)
        for name, evidence in (delta or {}).items():
            total = NameEvidence()
            if name in names:
                total.add(names[name])
            total.add(evidence)
            total.forget_what_never_was()
            names[name] = total
            if total.is_empty():
                del names[name]
        return BlockState(names, notes)

    def _names(self, leaving: Iterable[Edge]) -> set[str]:
        """The keys of all names that the change is about."""
        names = {edge.name() for edge in leaving} | self._change.names_told_of()
        coming = ((row, article.id) for article in self._change.articles for row in _named(article))
        return names | {unit_key(row["name"], row["type"], document) for row, document in coming}

    def _notes(self, id: str, state: BlockState) -> Notes:
        """What becomes of what people said of a block's names."""
        if self._change.added or self._change.removed:
            return changed(state.notes, id, self._change.added, self._change.removed)
        return state.notes

    def _sum_up(self, leaving: Iterable[Edge]) -> None:
        for document, edges in by_document(leaving).items():
            self._add(_of_edges(document, edges, self.old_splits), -1)
        for article in self._change.articles:
            self._add(of_article(article.id, article.document["date"], _mentions(article), self.splits), 1)
        for document, edges in self._newly_split().items():
            self._add(_of_edges(document, edges, self.old_splits), -1)
            self._add(_of_edges(document, edges, self.splits), 1)

    def _newly_split(self) -> dict[str, list[Edge]]:
        """The edges of the documents that stay, but in which people now set a name apart, or do so no longer."""
        documents = {document for _, document in self.old_splits ^ self.splits} - self._change.gone
        documents -= {article.id for article in self._change.articles}
        return by_document(edges_of(self._each, documents=sorted(documents)))

    def _add(self, found: Mapping[str, NameEvidence], sign: int) -> None:
        for name, evidence in found.items():
            self._delta[block_of(name)][name].add(evidence, sign)


def splits_in(notes: Iterable[Notes]) -> Splits:
    """Return the names that people have set apart in single documents."""
    return frozenset(
        (known.key, known.document)
        for each in notes
        for entries in each.values()
        for known in entries
        if known.kind == "split" and known.document
    )


def _of_edges(document: str, edges: Sequence[Edge], splits: Splits) -> Mapping[str, NameEvidence]:
    """What an article in the store tells of names."""
    return of_article(document, edges[0].row.date, [edge.mention for edge in edges], splits)


def _named(article: ArticleRows) -> Iterator[Row]:
    """The edges of an article that comes to and from named entities."""
    for table, end in ENTITY_END.items():
        for edge in article.edges(table):
            if article.entities[edge[end]].named:
                yield edge


def _mentions(article: ArticleRows) -> list[Mention]:
    return [Mention(edge["name"], edge["type"], edge["mention"]) for edge in _named(article)]
