"""What a network is weighted, measured and written by; apart from what computes it, which is heavy to import."""

from __future__ import annotations

from typing import Final, Literal

Weight = Literal["claims", "documents", "publishers"]
Metric = Literal["pagerank", "betweenness", "in-degree", "out-degree", "reciprocity"]

DATA_SUFFIXES: Final = (".graphml", ".gexf", ".json")
PICTURE_SUFFIXES: Final = (".png", ".svg")

DRAWN: Final = 45
"""At most so many in a picture, where no number is given: more are hard to read on a page."""
