"""Embeddings in four bits: half of what int8 takes, so that the weights have room for two layers more.

The table is rounded before training and does not change in it, so the network learns with the very numbers that the
exported model reads.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

GROUPS = 4  # parts of a row with a range of their own
STEPS = 15
# A narrower range clips what is far out and rounds the rest less: for each group the best of these shares is taken.
RANGES = (1.0, 0.92, 0.85, 0.78, 0.7)


class Rounded(NamedTuple):
    """A table in four bits: steps (rows, width) of 0 … 15; width of a step and the value of step 0, (rows, GROUPS)."""

    steps: Tensor
    width: Tensor
    low: Tensor

    def table(self) -> Tensor:
        parts = self.steps.float().unflatten(1, (GROUPS, -1))
        return (parts * self.width.unsqueeze(-1) + self.low.unsqueeze(-1)).flatten(1)


def in_four_bits(table: Tensor) -> Rounded:
    """A table in the range of each group with the smallest square error; one that is rounded stays as it is."""
    groups = table.float().unflatten(1, (GROUPS, -1))
    best = None
    for share in RANGES:
        low = (groups.amin(-1, keepdim=True) * share).half().float()
        width = ((groups.amax(-1, keepdim=True) * share - low) / STEPS).clamp(min=1e-6).half().float()
        steps = ((groups - low) / width).round().clamp(0, STEPS)
        error = (steps * width + low - groups).square().sum(-1, keepdim=True)
        this = (error, steps, width, low)
        better = error < best[0] if best else None
        best = this if better is None else tuple(torch.where(better, *pair) for pair in zip(this, best, strict=True))
    _, steps, width, low = best
    return Rounded(steps.flatten(1).to(torch.uint8), width.squeeze(-1), low.squeeze(-1))
