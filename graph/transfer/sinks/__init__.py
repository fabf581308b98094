"""The graph in the forms that other tools read, one module each.

Each form is a sink: it is given the graph in portions, all entities first, and then told that there is no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from onrecord.graph.model.rows import Row
from onrecord.graph.transfer.said import Account


class Sink(Protocol):
    """What writes a graph in one form."""

    def write(self, entities: Sequence[Row] = (), articles: Sequence[Account] = ()) -> None:
        """Write a portion: rows of entities, or documents with what is said in them."""

    def finish(self) -> None:
        """Write what stands at the end. What was not finished is no whole file."""
