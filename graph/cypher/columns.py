"""The names of a query's columns: as they are written, the same on both stores."""

from __future__ import annotations

from collections import Counter

from onrecord.graph.cypher.tokens import Clause, clauses_of, meaningful
from onrecord.graph.errors import CypherError


def columns_of(text: str) -> list[str] | None:
    """Return the names of the columns of a query: those given by AS, or else what is written. None where `*` is.

    >>> columns_of("MATCH (c:Claim) RETURN c.id, count(*) AS number")
    ['c.id', 'number']

    Raises:
        CypherError: two columns have the same name.
    """
    returned = next((clause for clause in clauses_of(meaningful(text)) if clause.word == "RETURN"), None)
    if returned is None or any(item and item[0].text == "*" for item in returned.items()):
        return None
    names = _names(text, returned)
    for name, times in Counter(names).items():
        if times > 1:
            raise CypherError(f"Two columns are called {name}: name one of them otherwise, as in “{name} AS other”.")
    return names


def _names(text: str, returned: Clause) -> list[str]:
    names = []
    for item in returned.items():
        if len(item) > 2 and item[-2].text.upper() == "AS":
            names.append(item[-1].name)
        elif item:
            names.append(text[item[0].start : item[-1].stop])
    return names
