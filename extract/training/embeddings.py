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

    def parts(self) -> Tensor:
        """The numbers, each group for itself: (rows, GROUPS, …)."""
        steps = self.steps.view(*self.width.shape, -1).float()
        return steps * self.width.unsqueeze(-1) + self.low.unsqueeze(-1)

    def table(self) -> Tensor:
        return self.parts().flatten(1)


def in_four_bits(table: Tensor) -> Rounded:
    """A table in the range of each group with the smallest square error; one that is rounded stays as it is."""
    groups = table.float().unflatten(1, (GROUPS, -1))
    tried = [_in_range(groups, share) for share in RANGES]
    errors = torch.stack([(rounded.parts() - groups).square().sum(-1) for rounded in tried])
    best = errors.argmin(0)

    def of_best(parts: list[Tensor]) -> Tensor:
        index = best.view(1, *best.shape, *[1] * (parts[0].dim() - best.dim()))
        return torch.stack(parts).take_along_dim(index, 0)[0]

    steps, width, low = (of_best(list(parts)) for parts in zip(*tried, strict=True))
    return Rounded(steps.flatten(1), width, low)


def _in_range(groups: Tensor, share: float) -> Rounded:
    """Groups in steps over so much of the range of each; `steps` still has the shape of the groups."""
    low = (groups.amin(-1) * share).half().float()
    width = ((groups.amax(-1) * share - low) / STEPS).clamp(min=1e-6).half().float()
    steps = ((groups - low.unsqueeze(-1)) / width.unsqueeze(-1)).round().clamp(0, STEPS)
    return Rounded(steps.to(torch.uint8), width, low)
