"""What a query's patterns tell of their variables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.graph.cypher.tokens import Token

BEFORE_LABELS: Final = frozenset({":", "|", "&", "!"})


@dataclass(frozen=True, slots=True)
class Part:
    """A node or an edge of a pattern. `variable`: its name, "" if it has none; `labels`: its labels or types."""

    kind: Literal["node", "edge"]
    variable: str
    labels: tuple[str, ...]


def parts_of(tokens: Sequence[Token]) -> list[Part]:
    """The nodes and edges of all patterns of a query; a bracket of another kind may be taken for one without labels."""
    given_otherwise = {token.name for before, token in itertools.pairwise(tokens) if before.text.upper() == "AS"}
    found = []
    for at, token in enumerate(tokens):
        if token.text not in ("(", "["):
            continue
        stop = at + 1
        variable = ""
        if stop < len(tokens) and tokens[stop].kind in ("word", "quoted"):
            variable, stop = tokens[stop].name, stop + 1
        labels = []
        while stop + 1 < len(tokens) and tokens[stop].text in BEFORE_LABELS:
            if tokens[stop + 1].kind in ("word", "quoted"):
                labels.append(tokens[stop + 1].name)
            stop += 1 + (tokens[stop + 1].text not in BEFORE_LABELS)
        if variable in given_otherwise:
            variable = ""
        if variable or labels:
            found.append(Part("node" if token.text == "(" else "edge", variable, tuple(labels)))
    return found
