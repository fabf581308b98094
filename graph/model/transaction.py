"""What writing needs of a store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol, overload

from onrecord.graph.model.query import Query, Result
from onrecord.graph.model.rows import Row


class Transaction(Protocol):
    """What writing needs of a store: queries, and rows for the tables of the model."""

    @overload
    def run(self, query: Query[Result], /, **params: Any) -> list[Result]: ...

    @overload
    def run(self, query: str, /, **params: Any) -> None: ...

    def run(self, query: Query[Result] | str, /, **params: Any) -> list[Result] | None:
        """Return the rows of a query; run a statement, given as text, that returns none."""
        ...

    @overload
    def each(self, query: Query[Result], ids: Collection[str], /) -> list[Result]: ...

    @overload
    def each(self, query: str, ids: Collection[str], /) -> None: ...

    def each(self, query: Query[Result] | str, ids: Collection[str], /) -> list[Result] | None:
        """Do the same as `run` for each of the ids, given a query that begins at the one node of id `$id`."""
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
