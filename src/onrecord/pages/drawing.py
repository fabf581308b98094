"""Time lines and networks as SVG, drawn by the server: they need no script, and are printed as they are seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, log1p, pi, sin, sqrt
from typing import TYPE_CHECKING

from onrecord.graph.lookups.exchanges import Period

if TYPE_CHECKING:
    import networkx

BAR, HEIGHT, MOST_BARS = 14, 120, 60
MOST_AROUND = 24
LABEL = 26  # characters


@dataclass(frozen=True, slots=True)
class Layout:
    """How a picture of a network is laid out, in pixels.

    Attributes:
        width, height: of the picture.
        aside, above: what is left free beside the circle of those around, and above and below it.
        least, most: radii of the circles that stand for somebody.
        growing: how much a radius grows with the number of claims.
        numbered: whether circles have a number in place of the name beside them.
    """

    width: int
    height: int
    aside: int
    above: int
    least: float
    most: float
    growing: float
    numbered: bool = False


BROAD = Layout(900, 620, aside=210, above=50, least=6, most=34, growing=4)
NARROW = Layout(360, 380, aside=22, above=22, least=12, most=18, growing=1, numbered=True)
"""For the window of a phone: names have no room in it, and stand in a list below."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A period of a time line: where its bars stand, how high they are, and what is written about it."""

    x: int
    by: int
    about: int
    period: str
    label: str
    numbers: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A time line. `years`: whether its periods were put together to years, so that they fit; `undated`: claims that
    have no day, and are not in it."""

    bars: Sequence[Bar]
    width: int
    height: int
    most: int
    years: bool
    undated: int


def timeline(periods: Sequence[Period]) -> Chart | None:
    """Claims by and about someone over time as bars, one on the other; None where nothing is dated."""
    dated = [(each.period, each.by, each.about) for each in periods if each.start is not None]
    undated = sum(each.by + each.about for each in periods if each.start is None)
    years = len(dated) > MOST_BARS
    if years:
        added: dict[str, tuple[int, int]] = {}
        for period, by, about in dated:
            so_far = added.get(period[:4], (0, 0))
            added[period[:4]] = (so_far[0] + by, so_far[1] + about)
        dated = [(year, *both) for year, both in added.items()]
    if not dated:
        return None
    most = max(by + about for _, by, about in dated) or 1
    step = max(4, len(dated) // 8)  # a label is as wide as four bars
    bars = [
        Bar(
            number * BAR,
            round(by / most * HEIGHT),
            round(about / most * HEIGHT),
            period,
            period if number % step == 0 else "",
            f"{period}: {by} by, {about} about",
        )
        for number, (period, by, about) in enumerate(dated)
    ]
    return Chart(bars, max(len(bars) * BAR, 60) + 50, HEIGHT, most, years, undated)


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in a picture of who talks about whom. `number`: 0 for the one in the middle."""

    id: str
    number: int
    name: str
    label: str
    type: str
    x: float
    y: float
    radius: float
    anchor: str
    said: int
    about: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """What one says about another: from border to border, so that no arrow runs behind a circle of its own."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    of_ego: bool
    title: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Somebody and those around, on a circle in the order of their part."""

    nodes: Sequence[Node]
    arrows: Sequence[Arrow]
    width: int
    height: int


def around(network: networkx.DiGraph, ego: str, layout: Layout = BROAD) -> Picture | None:
    """Draw who talks about someone, and about whom someone talks; None where there is nobody."""
    if ego not in network or len(network) < 2:
        return None
    strength = {id: _between(network, ego, id) for id in network if id != ego}
    chosen = sorted(strength, key=lambda id: (-strength[id], network.nodes[id]["name"], id))[:MOST_AROUND]
    middle, half = layout.width / 2, layout.height / 2
    nodes = {ego: _node(network, ego, 0, middle, half, layout)}
    for number, id in enumerate(chosen, 1):
        angle = 2 * pi * (number - 0.5) / len(chosen) - pi / 2
        x, y = middle + (middle - layout.aside) * cos(angle), half + (half - layout.above) * sin(angle)
        nodes[id] = _node(network, id, number, x, y, layout)
    arrows = [
        _arrow(nodes[one], nodes[other], known["claims"], ego in (one, other))
        for one, other, known in network.edges(data=True)
        if one in nodes and other in nodes and one != other
    ]
    arrows.sort(key=lambda arrow: arrow.of_ego)
    return Picture([*nodes.values()], arrows, layout.width, layout.height)


def _between(network: networkx.DiGraph, ego: str, id: str) -> int:
    """The number of claims that two make about each other."""
    return sum(network.edges[edge]["claims"] if network.has_edge(*edge) else 0 for edge in ((ego, id), (id, ego)))


def _node(network: networkx.DiGraph, id: str, number: int, x: float, y: float, layout: Layout) -> Node:
    known = network.nodes[id]
    name = " ".join(known["name"].split())
    label = name if len(name) <= LABEL else name[: LABEL - 1] + "…"
    anchor = "start" if x >= layout.width / 2 else "end"
    if not number:
        anchor = "middle"
    elif layout.numbered:
        label, anchor = str(number), "inside"
    radius = min(layout.least + layout.growing * log1p(known["said"] + known["about"]), layout.most)
    return Node(id, number, name, label, known["type"], round(x, 1), round(y, 1), round(radius, 1), anchor,
                known["said"], known["about"])  # fmt: skip


def _arrow(one: Node, other: Node, claims: int, of_ego: bool) -> Arrow:
    dx, dy = other.x - one.x, other.y - one.y
    length = sqrt(dx * dx + dy * dy) or 1.0
    dx, dy = dx / length, dy / length
    aside = 4  # the arrows of the two directions run side by side
    start, stop = one.radius + 2, length - other.radius - 9
    return Arrow(
        round(one.x + dx * start - dy * aside, 1),
        round(one.y + dy * start + dx * aside, 1),
        round(one.x + dx * stop - dy * aside, 1),
        round(one.y + dy * stop + dx * aside, 1),
        round(min(1 + log1p(claims), 6), 1),
        of_ego,
        f"{one.name} about {other.name}: {claims}",
    )
