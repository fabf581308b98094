"""What the queries of all rooms share: the conditions that filters set on a claim.

Each room's own Cypher is in its `queries.py`. In all of it `c` is a claim, `d` its document, `s` its speaker, `t` its
target, `e` any entity.

Queries that begin at one node of id `$id` are for `each`: the embedded store finds a node by its id at once, but goes
over all nodes where edges are to be followed from several of them in one query. Nor can it filter edges in such a
query, which it prepares once for all ids, without mistakes: what is matched is filtered after a WITH.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

CLAIM_FITS: Final = """
WHERE (NOT $of_kind OR c.kind = $kind) AND (NOT $dated OR c.date >= $since AND c.date <= $until)
  AND (NOT $graded OR c.confidence >= $least) AND (NOT $acted OR c.act IN $acts)
"""
"""The conditions of `Filters.params`, on a claim `c`."""

FITS: Final = """(NOT $of_kind OR kind = $kind) AND (NOT $dated OR date >= $since AND date <= $until)
  AND (NOT $graded OR confidence >= $least) AND (NOT $acted OR act IN $acts)"""
"""The same conditions on what a WITH has named with `CLAIM`.

The embedded store follows edges quickly only where it need not filter what they lead to on the way.
"""

_FILTERED: Final = ("date", "kind", "confidence", "act")

CLAIM: Final = ", ".join(f"c.{name} AS {name}" for name in ("id", *_FILTERED))
"""What a WITH names for `FITS`, and the claim's id."""

_SWITCHED: Final = re.compile(r"\(NOT \$(\w+) OR ([^()]+)\)")


def switched(text: str, params: Mapping[str, Any]) -> str:
    """Leave out of a query the conditions above that its parameters switch off, and what only these need of claims.

    A server then finds the claims by an index, and does not read what nobody asks for.
    """
    text = _SWITCHED.sub(lambda match: f"({match[2]})" if params[match[1]] else "true", text)
    match, returned, rest = text.rpartition("RETURN ")
    for name in _FILTERED:
        if len(re.findall(rf"\b{name}\b", match + rest)) == 2:  # in the "c.name AS name" of a WITH, and nowhere else
            match = match.replace(f"c.{name} AS {name}, ", "")
    return match + returned + rest
