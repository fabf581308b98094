"""What a training run says as it goes on, to whoever watches it and to a log."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

LOSSES = ("cues", "spans", "keep", "roles", "thought", "names", "types", "named", "links")
EVERY = 20
"""Steps between two lines on the losses."""


class Progress:
    """Says each line to `say` and adds it to a file."""

    def __init__(self, path: Path, say: Callable[[str], None]) -> None:
        self._path, self._say = path, say
        self._first, self._total, self._began = 0, 0.0, 0.0

    def __call__(self, line: str) -> None:
        self._say(line)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    def start(self, step: int, total: float) -> None:
        """Training begins after `step` of about `total` steps."""
        self._first, self._total, self._began = step, total, time.monotonic()

    def is_due(self, step: int) -> bool:
        return step % EVERY == 0 or step == self._first + 1

    def losses(self, step: int, epoch: int, means: Sequence[float]) -> None:
        """Say where training is, the mean losses since it last did, and how long it may still take."""
        pace = (time.monotonic() - self._began) / (step - self._first)
        told = ", ".join(f"{name} {mean:.3f}" for name, mean in zip(LOSSES, means, strict=True))
        self(
            f"step {step:,} of about {max(step, round(self._total)):,}, epoch {epoch + 1}: "
            f"loss of {told}; "
            f"{_duration(pace * max(0.0, self._total - step))} left"
        )


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{seconds:.0f} s" if seconds < 100 else f"{minutes} min" if minutes < 100 else f"{minutes / 60:.1f} h"
