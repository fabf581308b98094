"""What a discourse network is made and normalised by; apart from what computes it, which is heavy to import."""

from __future__ import annotations

from typing import Final, Literal

Mode = Literal["two-mode", "actors", "concepts"]
"""Actors with concepts, actors with each other, or concepts with each other."""

Aggregation = Literal["ignore", "congruence", "conflict", "subtract"]
"""Stances ignored; the same stance; opposite stances; the same less opposite ones (two-mode: agreement less not)."""

Normalization = Literal["no", "activity", "prominence", "average", "jaccard", "cosine"]

Duplicates = Literal["all", "statement", "document", "day", "week", "month", "year", "range"]
"""Within what the same actor, concept and stance count once: nothing, repeats of a statement, …, the whole range."""

OF_TWO_MODES: Final = frozenset({"no", "activity", "prominence"})
OF_ONE_MODE: Final = frozenset({"no", "average", "jaccard", "cosine"})
