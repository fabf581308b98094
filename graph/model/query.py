"""A query of onrecord's own: its Cypher, and the type of the rows that answer it.

    class Count(NamedTuple):
        number: int

    DOCUMENTS = query(Count, "MATCH (d:Document)", number="count(d)")

The RETURN is made from the fields of the type, so that a row is read by its names wherever it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Generic, NamedTuple, TypeVar

Result = TypeVar("Result")


class Id(NamedTuple):
    """A row of a query for ids alone."""

    id: str


class Count(NamedTuple):
    """A row of a query for a number alone."""

    number: int


@dataclass(frozen=True, slots=True)
class Query(Generic[Result]):
    """A query and what its rows become.

    Attributes:
        text: the Cypher.
        row: makes a row of the values of its columns, in their order: a NamedTuple, a dataclass or a `Record`.
    """

    text: str
    row: Callable[..., Result]

    def rows(self, values: Iterable[Sequence[Any]]) -> list[Result]:
        """Make the rows of what an engine answers."""
        return [self.row(*row) for row in values]

    def distinct(self) -> Query[Result]:
        """Return the query with equal rows returned once."""
        return replace(self, text=self.text.replace("\nRETURN ", "\nRETURN DISTINCT "))

    def unordered(self) -> Query[Result]:
        """Return the query without ORDER BY, LIMIT and DISTINCT, for callers who sort and drop doubles themselves.

        The embedded store takes as long to put rows in order as to find them.
        """
        return replace(self, text=self.text.partition("ORDER BY")[0].replace("RETURN DISTINCT", "RETURN"))


def for_each(text: str) -> str:
    """A query of one id, `$id`, as one of all `$ids`."""
    return "UNWIND $ids AS id" + re.sub(r"\$id\b", "id", text)


class Record:
    """Makes rows that are dictionaries: those of a table, whose columns are its fields."""

    def __init__(self, *fields: str) -> None:
        self._fields = fields

    def __call__(self, *values: Any) -> dict[str, Any]:
        return dict(zip(self._fields, values, strict=True))


def query(row: Callable[..., Result], match: str, then: str = "", *, of: str = "", **columns: str) -> Query[Result]:
    """Make a query whose RETURN has a column for each field of `row`.

    Args:
        row: the NamedTuple, dataclass or `Record` that the rows become.
        match: all of the query before its RETURN.
        then: what follows the RETURN: ORDER BY, LIMIT.
        of: the variable of which the fields are properties; if empty, the fields are variables themselves.
        columns: the expressions of those fields for which that does not hold, by the names of the fields.
    """
    returned = returning(row, of=of, **columns)
    return Query(f"\n{match.strip()}\n{returned}\n{then.strip()}".rstrip() + "\n", row)


def union(*queries: Query[Result]) -> Query[Result]:
    """Make one query of several that return the same; equal rows are returned once."""
    return replace(queries[0], text="UNION".join(each.text for each in queries))


def returning(row: Callable[..., Any], *, of: str = "", **columns: str) -> str:
    """Write the RETURN clause of `query`.

    >>> from typing import NamedTuple
    >>> returning(NamedTuple("Row", [("id", str), ("number", int)]), of="c", number="count(d)")
    'RETURN c.id AS id, count(d) AS number'
    """
    names = _fields(row)
    unknown = columns.keys() - set(names)
    assert not unknown, f"no field of {row}: {unknown}"
    expressions = {name: columns.get(name, f"{of}.{name}" if of else name) for name in names}
    listed = (name if text == name else f"{text} AS {name}" for name, text in expressions.items())
    return f"RETURN {', '.join(listed)}"


def _fields(row: Callable[..., Any]) -> tuple[str, ...]:
    if is_dataclass(row):
        return tuple(field.name for field in fields(row))
    names: tuple[str, ...] = row._fields  # type: ignore[attr-defined]
    return names
