"""What a picture says of itself: its title, the days and the sources of what it shows, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Final

import networkx as nx

from onrecord.graph.filters import EVERYTHING, Filters
from onrecord.graph.network import queries
from onrecord.graph.stores.store import Store

MOST_NAMED: Final = 6
"""Of publishers, and of those who are left out, so many are named."""
TITLE: Final = "Who speaks of whom"


@dataclass(frozen=True, slots=True)
class Legend:
    """The words of a picture beside its labels.

    Attributes:
        title: over the picture.
        days: of which days the claims are.
        source: where they were published.
        left_out: who is not shown, or how many.
    """

    title: str = TITLE
    days: str = ""
    source: str = ""
    left_out: str = ""

    @property
    def sentences(self) -> list[str]:
        """All but the title."""
        return [each for each in (self.days, self.source, self.left_out) if each]


def legend(store: Store, filters: Filters = EVERYTHING, title: str = TITLE, credit: str = "") -> Legend:
    """Tell the days and the sources of what is in a store, within the days of the filters; `credit` comes last."""
    days = {name: filters.params_of_all()[name] for name in ("dated", "since", "until")}
    [span] = store.read(queries.DAYS, **days)
    publishers = [row.name for row in store.read(queries.PUBLISHERS, **days) if row.name]
    source = f"Source: {span.documents:,} document{'' if span.documents == 1 else 's'}"
    if publishers:
        source += f" of {named(publishers)}"
    return Legend(title, _days(span.first, span.last), f"{source}; claims found by onrecord. {credit}".rstrip())


def left_out(network: nx.DiGraph, shown: nx.DiGraph) -> str:
    """Tell how many of a network are shown, and who is not: first those who speak and are spoken of most."""
    if len(shown) == len(network):
        return f"{len(shown):,} shown."
    strength = dict(network.degree(weight="weight"))
    missing = [id for id in network if id not in shown]
    missing.sort(key=lambda id: (not network.nodes[id]["named"], -strength[id], id))
    names = [network.nodes[id]["name"] for id in missing]
    return f"{len(shown):,} of {len(network):,} shown; left out: {named(names)}."


def named(names: list[str]) -> str:
    """The first of several names, and how many more there are.

    >>> named(["Ada", "Ben"]), named([str(n) for n in range(8)])
    ('Ada and Ben', '0, 1, 2, 3, 4, 5 and 2 more')
    """
    shown = [" ".join(name.split()) for name in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        return f"{', '.join(shown)} and {len(names) - MOST_NAMED:,} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def _days(first: Date | None, last: Date | None) -> str:
    if first is None or last is None:
        return "Of no known day."
    return f"Published {_day(first)}." if first == last else f"Published {_day(first)} to {_day(last)}."


def _day(day: Date) -> str:
    return f"{day.day} {day:%B %Y}"
