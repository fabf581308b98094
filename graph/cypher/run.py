"""A user's own query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from onrecord.graph.cypher import allowed as readonly
from onrecord.graph.cypher import compared, embedded, server, unparsed
from onrecord.graph.cypher import sandbox as guarded
from onrecord.graph.cypher.columns import columns_of
from onrecord.graph.cypher.days import with_days
from onrecord.graph.cypher.parameters import checked_values
from onrecord.graph.errors import CypherError
from onrecord.graph.filters import ALL_ROWS
from onrecord.graph.stores.store import Store
from onrecord.graph.tabular import data_frame

if TYPE_CHECKING:
    import pandas

LONGEST: Final = 1e6
"""Seconds that a query may be given; more is no limit, and too much for the clock."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a user's own query, each a list in the order of `columns`; iterate over the table for them.

    Attributes:
        columns: the names of the columns.
        rows: the rows.
        more: there were more rows than the limit allowed.
    """

    columns: list[str]
    rows: list[list[Any]]
    more: bool = False

    def __iter__(self) -> Iterator[list[Any]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def to_pandas(self) -> pandas.DataFrame:
        """Give the rows as a pandas table.

        Raises:
            MissingLibrary: pandas is not installed.
        """
        return data_frame(self.rows, self.columns)


def cypher(
    store: Store,
    text: str,
    params: Mapping[str, Any] | None = None,
    *,
    limit: int | None = 1000,
    timeout: float = 30.0,
    write: bool = False,
) -> Table:
    """A user's own query. `timeout` in seconds; `write`: whether it may change the graph, but for its schema.

    On a store that is open for reading only, it cannot take more time than that, nor more memory than `sandbox` allows,
    whatever it is; on one that is open for writing as far as the engine keeps to its own limits.

    Raises:
        CypherError: it is wrong, is not a single statement that reads (or writes), or took longer than `timeout`.
    """
    statement = readonly.checked(text, write=write)
    params = checked_values(params or {})
    missing = sorted(readonly.parameters(statement) - set(params))
    if missing:
        raise CypherError(f"The query has a parameter ${missing[0]}, but no value was given for it.")
    used = {name: params[name] for name in readonly.parameters(statement)}
    names = columns_of(statement)
    compared.check(statement, used)
    statement = with_days(statement, used)
    if store.kind == "ladybug":
        embedded.check(statement, used)
        statement, used = embedded.written_for(statement, used)
    else:
        server.check(statement)
        statement, used = server.written_for(statement, used)
    timeout = min(timeout, LONGEST)
    wanted = ALL_ROWS if limit is None else limit
    try:
        if write:
            columns, rows = store.write_query(statement, used, wanted + 1, timeout)
        elif store.read_only:
            columns, rows = guarded.query(store.uri, statement, used, wanted + 1, timeout)
        else:
            columns, rows = store.read_only_query(statement, used, wanted + 1, timeout)
    except CypherError as error:
        raise unparsed.told(error, text, statement) from None
    if names is None:  # of `RETURN *`: the stores have orders of their own
        order = sorted(range(len(columns)), key=columns.__getitem__)
        columns, rows = [columns[at] for at in order], [[row[at] for at in order] for row in rows]
    elif len(names) == len(columns):
        columns = names
    return Table(columns, rows[:wanted], len(rows) > wanted)
