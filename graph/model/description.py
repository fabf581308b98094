"""The graph's model in words, for those who ask it in Cypher: nodes, edges and properties, and examples that run."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from onrecord.graph.model.tables import CORRECTED, EDGES, INDEX, NODES, Columns


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a node or edge; `type` as the embedded store has it."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Element:
    """A kind of node or edge; `pattern` is how it is written in Cypher."""

    pattern: str
    meaning: str
    properties: list[Property] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ExampleQuery:
    """A question and the query that answers it, with values for its parameters."""

    question: str
    cypher: str
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Model:
    """The whole model; `indexes` are nodes that are there to find others by."""

    nodes: list[Element]
    edges: list[Element]
    indexes: list[Element]
    examples: list[ExampleQuery]


@cache
def model() -> Model:
    """The model."""
    words = tomllib.loads(files(__package__).joinpath("description.toml").read_text("utf-8"))
    return Model(
        [_element(f"(:{name})", words["nodes"][name], columns) for name, columns in (NODES | CORRECTED).items()],
        [
            _element(f"(:{start})-[:{name}]->(:{stop})", words["edges"][name], columns)
            for name, (start, stop, columns) in EDGES.items()
        ],
        [Element(f"(:{name})", words["indexes"][name]) for name in INDEX],
        [ExampleQuery(**example) for example in words["examples"]],
    )


def _element(pattern: str, words: dict[str, Any], columns: Columns) -> Element:
    properties = [Property(name, type, words["properties"][name]) for name, type in columns.items()]
    return Element(pattern, words["meaning"], properties)
