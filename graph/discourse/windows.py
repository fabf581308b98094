"""Discourse networks over time, and how polarised each is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import Final

import networkx as nx
import numpy as np

from onrecord.graph.discourse.matrices import matrix
from onrecord.graph.discourse.options import Normalization
from onrecord.graph.discourse.statements import Coded
from onrecord.graph.errors import AskedWrongly

DAYS: Final = {"d": 1, "w": 7}
MOST_WINDOWS: Final = 10_000
SEED: Final = 1


@dataclass(frozen=True, slots=True)
class Polarization:
    """How polarised the actors of a window are.

    Attributes:
        since, until: its first and last day.
        statements, actors, concepts: how many there are that tell agreement.
        congruence, conflict: the sums of these ties between actors.
        polarization: the modularity of the network of congruence less conflict, with what is negative left out, in the
            communities that Louvain's method finds (Leifeld, 2017): from 0, where nobody differs, towards 1.
        communities: how many there are, of two actors or more.
    """

    since: Date
    until: Date
    statements: int
    actors: int
    concepts: int
    congruence: float
    conflict: float
    polarization: float
    communities: int


def days_of(text: str) -> int:
    """The days of a window, given as "30d" or "4w".

    Raises:
        AskedWrongly: it is none.
    """
    match = re.fullmatch(r"(\d{1,5})([dw])", text.strip().casefold())
    days = int(match[1]) * DAYS[match[2]] if match else 0
    if days < 1:
        raise AskedWrongly(f"{text!r} is no window: give days or weeks, as in 30d or 4w.")
    return days


def windows(
    statements: Sequence[Coded], days: int, step: int, since: Date | None = None, until: Date | None = None
) -> Iterator[tuple[Date, Date, list[Coded]]]:
    """The statements of each window with its first and last day, from the first to the last; undated ones in none.

    Args:
        statements: in any order.
        days: how long a window is.
        step: by how many days it is moved.
        since, until: the first and the last day, where they are known.

    Raises:
        AskedWrongly: there would be too many windows.
    """
    dated = sorted((each for each in statements if each.date is not None), key=lambda each: each.date or Date.min)
    if not dated:
        return
    first, last = since or dated[0].date or Date.min, until or dated[-1].date or Date.max
    if (last - first).days // step > MOST_WINDOWS:
        raise AskedWrongly(f"there would be more than {MOST_WINDOWS:,} windows: give a longer step, or fewer days.")
    start = first
    while start <= last:
        stop = start + timedelta(days=days - 1)
        yield start, stop, [each for each in dated if each.date and start <= each.date <= stop]
        start += timedelta(days=step)


def polarization(
    since: Date, until: Date, statements: Sequence[Coded], normalization: Normalization = "no"
) -> Polarization:
    """Measure the network of the actors of a window."""
    found = matrix(statements, "actors", "subtract", normalization)
    told = [each for each in statements if each.stance != "open"]
    network = nx.Graph()
    network.add_nodes_from(range(len(found.rows)))
    for at, to in np.argwhere(np.triu(found.values > 0)):
        network.add_edge(int(at), int(to), weight=float(found.values[at, to]))
    groups: list[set[int]] = []
    modularity = 0.0
    if network.number_of_edges():
        groups = nx.community.louvain_communities(network, seed=SEED)
        modularity = nx.community.modularity(network, groups)
    return Polarization(
        since,
        until,
        len(told),
        len(found.rows),
        len({each.concept for each in told}),
        round(float(found.agree.sum()) / 2, 6),
        round(float(found.disagree.sum()) / 2, 6),
        round(modularity, 6),
        sum(len(group) > 1 for group in groups),
    )
