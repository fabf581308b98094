"""A network as rows: everyone in it, with what they were measured by."""

from __future__ import annotations

from typing import Any

import networkx as nx

from onrecord.graph.network.digraph import communities as communities_of
from onrecord.graph.network.digraph import measure
from onrecord.graph.network.options import Metric


def columns(metric: Metric, communities: bool) -> list[str]:
    """The names of the columns of `table`."""
    return ["name", "type", "said", "about", metric, *(["community"] if communities else []), "id"]


def add_measures(network: nx.DiGraph, metric: Metric, communities: bool) -> int | None:
    """Give each node its metric and, if asked for, its community.

    Returns:
        from how many nodes the metric was estimated, None if it is exact.
    """
    measured = measure(network, metric)
    groups = communities_of(network) if communities else {}
    for id, value in measured.values.items():
        network.nodes[id].update({metric: round(value, 6)} | ({"community": groups[id]} if communities else {}))
    return measured.sources


def table(network: nx.DiGraph, metric: Metric, communities: bool, limit: int | None = None) -> list[dict[str, Any]]:
    """All nodes after `add_measures`, the highest metric first, as rows with `columns`; at most `limit`."""
    ranked = sorted(network.nodes(data=True), key=lambda node: (-node[1][metric], node[1]["name"], node[0]))
    return [
        {column: properties.get(column, id) for column in columns(metric, communities)}
        for id, properties in ranked[:limit]
    ]
