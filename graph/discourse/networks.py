"""Discourse networks as graphs, rows and files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import networkx as nx
import numpy as np

from onrecord.graph.discourse.matrices import Matrix
from onrecord.graph.discourse.options import Mode
from onrecord.graph.network.files import write as write_network
from onrecord.graph.tabular import csv_writer

COLUMNS: Final[dict[Mode, tuple[str, ...]]] = {
    "two-mode": ("actor", "concept", "weight", "agree", "disagree", "open"),
    "actors": ("one", "other", "weight", "congruence", "conflict"),
    "concepts": ("one", "other", "weight", "congruence", "conflict"),
}
DIGITS: Final = 6


def graph(matrix: Matrix) -> nx.Graph:
    """The network of a matrix: nodes with `name` and `mode` ("actor", "concept"), edges with the columns of `rows`.

    Two nodes have an edge if they are tied at all, also where the weight is 0 since agreement and conflict are equal.
    """
    first, second = ("concept", "concept") if matrix.mode == "concepts" else ("actor", "actor")
    if matrix.mode == "two-mode":
        second = "concept"
    network = nx.Graph()
    for mode, names in ((first, matrix.rows), (second, matrix.columns)):
        network.add_nodes_from((f"{mode}:{name}", {"name": name, "mode": mode}) for name in names)
    for row in rows(matrix):
        one, other, *values = (row[column] for column in COLUMNS[matrix.mode])
        network.add_edge(
            f"{first}:{one}", f"{second}:{other}", **dict(zip(COLUMNS[matrix.mode][2:], values, strict=True))
        )
    return network


def rows(matrix: Matrix, limit: int | None = None) -> list[dict[str, Any]]:
    """The ties of a network as rows with the columns of its mode, the strongest first; at most `limit`."""
    tied = (matrix.values != 0) | (matrix.agree != 0) | (matrix.disagree != 0)
    kinds = [matrix.values, matrix.agree, matrix.disagree]
    if matrix.open is not None:
        tied |= matrix.open != 0
        kinds.append(matrix.open)
    else:
        tied = np.triu(tied)
    found = [
        dict(
            zip(
                COLUMNS[matrix.mode],
                (matrix.rows[at], matrix.columns[to], *(_plain(each[at, to]) for each in kinds)),
                strict=True,
            )
        )
        for at, to in np.argwhere(tied)
    ]
    names = COLUMNS[matrix.mode][:2]
    found.sort(key=lambda row: (-abs(row["weight"]), *(row[name] for name in names)))
    return found[:limit]


def write(matrix: Matrix, path: Path) -> None:
    """Write a network: its matrix as .csv, or the graph as .graphml, .gexf or .json.

    Raises:
        OSError: the file cannot be written.
    """
    if path.suffix.lower() != ".csv":
        write_network(graph(matrix), path)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv_writer(file)
        writer.writerow(["", *matrix.columns])
        for name, values in zip(matrix.rows, matrix.values, strict=True):
            writer.writerow([name, *map(_plain, values)])


def _plain(value: Any) -> float | int:
    number = round(float(value), DIGITS)
    return int(number) if number == int(number) else number
