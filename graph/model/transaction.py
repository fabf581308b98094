"""What writing needs of a store."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
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

    def ask(self, query: Query[Result], /, **params: Any) -> Callable[[], list[Result]]:
        """Do the same as `run` of a query whose rows are wanted later; what is given returns them.

        They are as of now, and what is asked meanwhile is asked with it: a server is waited for once.
        """
        ...

    def ask_each(self, query: Query[Result], ids: Collection[str], /) -> Callable[[], list[Result]]:
        """Do the same as `each`, likewise."""
        ...

    def create(self, table: str, rows: Sequence[Row]) -> None:
        """Create nodes or edges that are not there yet."""
        ...

    def change(self, text: str, rows: Sequence[Row]) -> None:
        """Run a statement that begins at the one node of each row of `$rows`."""
        ...

    def lock(self) -> None:
        """Keep everybody else from writing until this transaction ends: what is decided of names depends on all."""
        ...

    def add_aliases(self, words: Mapping[str, Collection[str]]) -> None:
        """Have these aliases in the index of names, by their ids with those of their words.

        Nobody else takes them out before this transaction ends.
        """
        ...

    def add_counts(self, rows: Sequence[Row]) -> None:
        """Add to the counts of entities. Each row is one's `id`, and what is to be added in each column."""
        ...
