"""What writing needs of a store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from onrecord.graph.model.rows import Row


class Transaction(Protocol):
    """What writing needs of a store: queries of `queries`, and rows for the tables of `schema`."""

    def run(self, text: str, **params: Any) -> list[list[Any]]:
        """The rows of a query."""
        ...

    def each(self, text: str, ids: Collection[str]) -> list[list[Any]]:
        """The rows of a query that begins at the one node of id `$id`, for each of the ids; quick on both stores."""
        ...

    def create(self, table: str, rows: Sequence[Row]) -> None:
        """Create nodes or edges that are not there yet."""
        ...

    def lock(self) -> None:
        """Keep everybody else from writing until this transaction ends: what is decided of names depends on all."""
        ...

    def known(self, table: str, ids: Sequence[str]) -> set[str]:
        """Which of the nodes of these ids are there; nobody else takes them out before this transaction ends."""
        ...
