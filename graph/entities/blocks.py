"""The blocks of a store, read as they are needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from onrecord.graph.entities import queries
from onrecord.graph.entities.clusters import BlockState
from onrecord.graph.entities.corrections import read_notes
from onrecord.graph.entities.evidence import read_block
from onrecord.graph.entities.queries import BlockRow
from onrecord.graph.model.query import Query


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
            self.states[id] = BlockState(read_block(block.names), read_notes(block.known))
