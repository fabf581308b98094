"""What a training run is set to. Without torch, so that the command line can ask for it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Rates are peaks: they rise over `warm_up` of all steps and fall to nothing.

    The run ends after `epochs`, or when dev was scored `patience` times without getting better.
    `rehearsed` is the share of the articles drawn each epoch whose nested attributions are not annotated.
    `layers` is how many of a teacher's layers the network keeps (0: all).
    """

    epochs: int = 3
    patience: int = 6
    batch: int = 4
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    averaging: float = 0.998
    wrong_cues: int = 2
    layers: int = 0
    seed: int = 1
    rehearsed: float = 1.0
