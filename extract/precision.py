"""How sure a claim has to be, for those who choose it; apart from what computes it, which is heavy to import."""

from __future__ import annotations

from typing import Literal

Precision = Literal["high", "balanced", "recall"]
"""Few claims that are nearly all right; the best balance (F1); most claims.

The probabilities that stand behind each lie with a model's weights, in `confidence.json`.
"""
