"""A network as a file: GraphML, GEXF and JSON for other programs, PNG and SVG for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx

from onrecord.graph.network.legend import Legend
from onrecord.graph.network.options import PICTURE_SUFFIXES
from onrecord.graph.transfer.formats.graphml_gexf import UNWRITABLE


def write(network: nx.DiGraph, path: Path, legend: Callable[[], Legend] = Legend) -> None:
    """Write a network in the format that the path's suffix names. `legend`: what a picture says of itself.

    Raises:
        MissingExtra: a picture needs Matplotlib.
        OSError: the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix in PICTURE_SUFFIXES:
        from onrecord.graph.network.picture import draw

        draw(network, path, legend())
    elif suffix == ".json":
        text = json.dumps(nx.node_link_data(network, edges="links"), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
    elif suffix == ".graphml":
        nx.write_graphml(_for_xml(network), path)
    else:
        nx.write_gexf(_for_xml(network), path, version="1.2draft")


def _for_xml(network: nx.DiGraph) -> nx.DiGraph:
    """The network with labels, and without characters that XML cannot hold."""
    named = nx.relabel_nodes(network, {id: _clean(id) for id in network})
    for _, properties in named.nodes(data=True):
        properties.update({name: _clean(value) for name, value in properties.items()}, label=_clean(properties["name"]))
    return named


def _clean(value: Any) -> Any:
    return UNWRITABLE.sub("\ufffd", value) if isinstance(value, str) else value
