"""A discourse network as a picture: actors and concepts, and lines whose colour tells whether they agree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import networkx as nx

from onrecord.graph.discourse.matrices import Matrix
from onrecord.graph.discourse.networks import graph
from onrecord.graph.discourse.options import Mode
from onrecord.graph.network.legend import Legend, named
from onrecord.graph.network.options import DRAWN
from onrecord.graph.network.picture import Look, draw

TITLES: Final[dict[Mode, str]] = {
    "two-mode": "Who agrees with what",
    "actors": "Who agrees with whom",
    "concepts": "What is agreed with together",
}
_COLOURS: Final = (
    "Blue: more agreement than disagreement; orange: the other way round; grey: as much of both, or neither."
)
CAPTIONS: Final[dict[Mode, str]] = {
    "two-mode": f"A line from an actor to a concept: what the one says on the other, thicker for more. {_COLOURS} "
    "Larger: more statements.",
    "actors": "A line between two actors: stances on the same concepts, thicker for more. "
    f"{_COLOURS} Larger: more ties.",
    "concepts": "A line between two concepts: the same actors with a stance on both, thicker for more. "
    f"{_COLOURS} Larger: more ties.",
}
LINES_A_NODE: Final = 4
"""At most so many lines for each node, the strongest: with more, none can be followed."""
THICKEST: Final = 20.0


def draw_matrix(matrix: Matrix, path: Path, legend: Legend, limit: int | None = None) -> nx.Graph:
    """Draw a network into a PNG or SVG file, and return what is drawn: nothing, and no file, where nobody is tied.

    Args:
        legend: what the picture says of itself; what is left out is added.
        limit: at most so many nodes, those with the strongest ties.

    Raises:
        MissingExtra: there is no Matplotlib.
        OSError: the file cannot be written.
    """
    whole = _drawable(matrix)
    shown = _strongest(whole, limit or DRAWN)
    if shown.number_of_edges():
        look = Look(CAPTIONS[matrix.mode], heads=False)
        draw(shown, path, replace(legend, left_out=_left_out(whole, shown)), look)
    return shown


def _drawable(matrix: Matrix) -> nx.Graph:
    """The network with what a picture is drawn by: `type`, `said`, `in_favour` and `against`, and weights from 1 on."""
    network = graph(matrix)
    if matrix.mode != "two-mode":
        network.remove_edges_from([edge[:2] for edge in network.edges(data="weight") if not edge[2]])
    weights = [abs(weight) for *_, weight in network.edges(data="weight") if weight]
    scale = min(1 / min(weights), THICKEST / max(weights)) if weights and min(weights) < 1 else 1.0
    for *_, edge in network.edges(data=True):
        edge["in_favour"], edge["against"] = (
            (edge["agree"], edge["disagree"]) if matrix.mode == "two-mode" else (edge["congruence"], edge["conflict"])
        )
        edge["weight"] = max(1.0, abs(edge["weight"]) * scale)
    for node, properties in network.nodes(data=True):
        properties["type"] = properties["mode"]
        properties["said"] = sum(
            sum(edge.get(stance, 0) for stance in ("agree", "disagree", "open")) or edge["weight"]
            for *_, edge in network.edges(node, data=True)
        )
    return network


def _strongest(network: nx.Graph, number: int) -> nx.Graph:
    """The nodes with the strongest ties, at most `number`, and their strongest ties; none without a tie to another."""
    strength = dict(network.degree(weight="weight"))
    chosen = set(sorted(network, key=lambda node: (-strength[node], node))[:number])
    edges = [edge for edge in network.edges(data=True) if chosen.issuperset(edge[:2])]
    edges.sort(key=lambda edge: (-edge[2]["weight"], edge[0], edge[1]))
    kept = edges[: LINES_A_NODE * len(chosen)]
    linked = {node for edge in kept for node in edge[:2]}
    shown = nx.Graph()
    shown.add_nodes_from((node, network.nodes[node]) for node in network if node in linked)
    shown.add_edges_from(kept)
    return shown


def _left_out(whole: nx.Graph, shown: nx.Graph) -> str:
    """Tell how much of a network is shown, and what is not."""
    lines = whole.number_of_edges() - shown.number_of_edges()
    if len(shown) == len(whole) and not lines:
        return f"{len(shown):,} shown."
    strength = dict(whole.degree(weight="weight"))
    missing = sorted((node for node in whole if node not in shown), key=lambda node: (-strength[node], node))
    told = f"{len(shown):,} of {len(whole):,} shown"
    if missing:
        told += f"; left out: {named([whole.nodes[node]['name'] for node in missing])}"
    within = sum(shown.has_node(one) and shown.has_node(other) for one, other in whole.edges) - shown.number_of_edges()
    return f"{told}; {within:,} weaker ties between them left out." if within else f"{told}."
