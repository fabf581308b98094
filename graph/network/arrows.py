"""Arrows between circles that run round the circles of others, and round labels where they can.

An arrow is a cubic curve. Of many that are bent more and less, to either side, each arrow gets the one that runs
through the fewest circles, then labels, and is bent least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

CLEAR: Final = 3.0
"""Points that an arrow keeps away from circles."""
STEPS: Final = 40
"""Places of a curve that are looked at."""
# How far the two middle points of a curve lie beside the straight line, as shares of its length.
BENDS: Final = (0.12, 0.0, 0.22, -0.12, -0.22, 0.35, -0.35, 0.5, -0.5, 0.7, -0.7, 0.95, -0.95)
CURVES: Final = np.array(
    [(bend, bend) for bend in BENDS]
    + [(one, other) for one in BENDS for other in BENDS if one != other and abs(one - other) > 0.3]
)
CIRCLE_CROSSED, ON_ANOTHER, LABEL_CROSSED, BENT = 100.0, 6.0, 3.0, 1.0
BESIDE: Final = 12.0
"""Points between the middles of two arrows between the same two."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A circle with its label beneath it, in a box that no other box overlaps: `x` and `y` are the box's middle."""

    id: str
    label: str
    radius: float
    font_size: float
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the circle."""
        return self.x, self.y + self.height / 2 - self.radius


@dataclass(frozen=True, slots=True)
class Arrow:
    """A curve from the middle of one circle to that of another, and how many circles of others it runs through.

    Attributes:
        start, stop: ids of those whom it joins.
        points: the four points of the cubic curve.
        crossed: the ids of those whose circles it runs through.
    """

    start: str
    stop: str
    points: Points
    crossed: tuple[str, ...]


def routed(placed: Sequence[Placed], edges: Sequence[tuple[str, str]]) -> list[Arrow]:
    """An arrow for each edge, in their order."""
    if not placed:
        return []
    known = {each.id: each for each in placed}
    middles = np.array([each.centre for each in placed], dtype=np.float64)
    radii = np.array([each.radius for each in placed], dtype=np.float64)
    labels = np.array([_label(each) for each in placed], dtype=np.float64)
    number = {each.id: at for at, each in enumerate(placed)}
    found: dict[tuple[str, str], Arrow] = {}
    for start, stop in edges:
        back = found.get((stop, start))
        found[start, stop] = _route(start, stop, known, number, middles, radii, labels, back)
    return list(found.values())


def curve(points: Points, steps: int = STEPS) -> Points:
    """Places on cubic curves, one axis after those of `points`: [… , 4, 2] to [… , steps, 2]."""
    t = np.linspace(0, 1, steps)[:, None]
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    places = np.stack([weight * points[..., at, None, :] for at, weight in enumerate(weights)])
    return np.asarray(places.sum(axis=0))


def _route(
    start: str,
    stop: str,
    known: Mapping[str, Placed],
    number: Mapping[str, int],
    middles: Points,
    radii: Points,
    labels: Points,
    back: Arrow | None,
) -> Arrow:
    first, last = middles[number[start]], middles[number[stop]]
    along = last - first
    aside = np.array([-along[1], along[0]])
    inner = [first + along * share + aside * CURVES[:, at, None] for at, share in ((0, 1 / 3), (1, 2 / 3))]
    ends = np.broadcast_to(first, inner[0].shape), np.broadcast_to(last, inner[0].shape)
    curves = np.stack([ends[0], *inner, ends[1]], axis=1)
    places = curve(curves)
    others = np.ones(len(middles), dtype=bool)
    others[[number[start], number[stop]]] = False
    away = np.linalg.norm(places[:, :, None] - middles[None, None], axis=3) - radii
    hit = (away < CLEAR).any(axis=1) & others
    # At its own ends an arrow may leave through the label only once it is out of the circle.
    left, right, bottom, top = labels.T
    x, y = places[..., 0, None], places[..., 1, None]
    through = ((x > left) & (x < right) & (y > bottom) & (y < top) & (away > 0)).any(axis=1)
    bent = np.abs(CURVES).sum(axis=1)
    if back is not None:  # one on the other would look like one arrow with two heads
        middle = curve(back.points, 3)[1]
        bent = bent + ON_ANOTHER * (np.linalg.norm(places[:, STEPS // 2] - middle, axis=1) < BESIDE)
    costs = CIRCLE_CROSSED * hit.sum(axis=1) + LABEL_CROSSED * through.sum(axis=1) + BENT * bent
    best = int(np.argmin(costs))
    ids = list(known)
    return Arrow(start, stop, curves[best], tuple(ids[at] for at in np.flatnonzero(hit[best])))


def _label(each: Placed) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a label."""
    return (
        each.x - each.width / 2,
        each.x + each.width / 2,
        each.y - each.height / 2,
        each.centre[1] - each.radius,
    )
