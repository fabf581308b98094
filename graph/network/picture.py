"""A network as a picture for an article: sized by how much somebody is quoted, coloured by community, labels apart.

Lengths are in points (1/72 inch), y upwards. A picture grows with what is in it, so that text has one size in all.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import numpy as np

from onrecord.graph.network.digraph import SEED, MissingExtra, communities

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path as Outline
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

# The first six are told apart by the colour-blind too (Okabe and Ito, 2008); the smallest communities are grey.
COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6BB1", "#A65628", "#6B8E23")
OTHER_COLOUR: Final = "#8A8A8A"
TEXT_COLOUR: Final = "#222222"
CAPTION_COLOUR: Final = "#666666"
FONTS: Final = ("DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Arial Unicode MS", "Microsoft YaHei", "Segoe UI")
"""Each has letters that those before it lack; those that are not there are passed over."""

ROOM: Final = (130.0, 88.0)
"""Width and height of a picture of one; that of n has n times the area."""
RADII: Final = (4.0, 36.0)
FONT_SIZES: Final = (8.0, 15.0)
LINE_HEIGHT: Final = 1.25
LABEL_CHARACTERS: Final = 18
"""Characters a line of a label, if its words allow."""
GAP: Final = 5.0
"""At least so much between two labels or circles."""
WIDEST_STRIP: Final = 40.0
"""At most so much of an empty strip across the whole picture."""
MARGIN: Final = 24.0
CAPTION_SIZE: Final = 8.5
DOTS_AN_INCH: Final = 200


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


def draw(network: nx.DiGraph, path: Path, of: int) -> None:
    """Draw all of a network into a PNG or SVG file, told by the path's suffix; the same network, the same picture.

    Args:
        of: how many there are in the network that this is a part of, for the caption.

    Raises:
        MissingExtra: there is no Matplotlib.
        OSError: the file cannot be written.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise MissingExtra("A picture", str(error.name)) from None
    with matplotlib.rc_context({"font.family": _fonts(), "svg.hashsalt": "onrecord"}):
        placed = arranged(network)
        left, right, bottom, top = _frame(placed)
        caption = _caption(len(placed), of, right - left)
        bottom -= CAPTION_SIZE * LINE_HEIGHT * len(caption.splitlines())
        figure = Figure(figsize=((right - left) / 72, (top - bottom) / 72), facecolor="white")
        axes = figure.add_axes(
            (0, 0, 1, 1), frame_on=False, xticks=[], yticks=[], xlim=(left, right), ylim=(bottom, top)
        )
        colours = _colours(communities(network))
        _draw_edges(axes, network, {each.id: each for each in placed}, colours)
        for each in placed:
            _draw_node(axes, each, colours[each.id])
        corner = (left + MARGIN / 2, bottom + MARGIN / 2)
        axes.text(*corner, caption, fontsize=CAPTION_SIZE, color=CAPTION_COLOUR, va="bottom", linespacing=LINE_HEIGHT)
        metadata: dict[str, Any] = {"Date": None} if path.suffix.lower() == ".svg" else {}
        figure.savefig(path, dpi=DOTS_AN_INCH, metadata=metadata)


def arranged(network: nx.DiGraph) -> list[Placed]:
    """Circles and labels of all nodes, linked ones near each other, none overlapping another."""
    most = max((said for _, said in network.nodes(data="said")), default=0) or 1
    boxes = [_box(id, each["name"], math.sqrt(each["said"] / most)) for id, each in sorted(network.nodes(data=True))]
    sizes = np.array([(box.width, box.height) for box in boxes], dtype=np.float64).reshape(-1, 2)
    places = _compact(_apart(_layout(network, [box.id for box in boxes]), sizes), sizes)
    return [
        Placed(box.id, box.label, box.radius, box.font_size, box.width, box.height, float(x), float(y))
        for box, (x, y) in zip(boxes, places, strict=True)
    ]


# Places


def _box(id: str, name: str, share: float) -> Placed:
    """`share`: of the largest radius and letters, from 0 to 1."""
    radius, font_size = (least + share * (most - least) for least, most in (RADII, FONT_SIZES))
    lines = textwrap.wrap(" ".join(name.split()), LABEL_CHARACTERS, max_lines=3, placeholder=" …")
    lines = [line.replace("$", r"\$") for line in lines]  # else it would be set as a formula
    width = max((_text_width(line, font_size) for line in lines), default=0.0)
    height = 2 * radius + LINE_HEIGHT * font_size * len(lines)
    return Placed(id, "\n".join(lines), radius, font_size, max(2 * radius, width), height)


def _text_width(line: str, font_size: float) -> float:
    from matplotlib.textpath import TextPath

    return float(TextPath((0, 0), line, size=font_size).get_extents().width)


def _layout(network: nx.DiGraph, ids: Sequence[str]) -> Points:
    """Where nodes would be if they had no size (ForceAtlas2; Jacomy and others, 2014)."""
    number = {id: at for at, id in enumerate(ids)}
    linked = nx.Graph()
    linked.add_nodes_from(range(len(ids)))
    for start, stop, weight in sorted(network.edges(data="weight")):
        ends = number[start], number[stop]
        linked.add_edge(*ends, weight=weight + (linked.edges[ends]["weight"] if linked.has_edge(*ends) else 0))
    for *_, edge in linked.edges(data=True):
        edge["weight"] = 1 + math.log(edge["weight"])
    # From places that are good already, for it settles slowly from random ones.
    start = {node: 10 * place for node, place in nx.spring_layout(linked, seed=SEED, iterations=100).items()}
    found = nx.forceatlas2_layout(
        linked, start, weight="weight", seed=SEED, max_iter=800, strong_gravity=True, scaling_ratio=1, gravity=0.5
    )
    return _filling(np.array([found[at] for at in range(len(ids))], dtype=np.float64).reshape(-1, 2))


def _filling(places: Points) -> Points:
    """The places stretched to fill the room for so many, turned so that the longer way is across."""
    if len(places) < 2:
        return places * 0
    centred = places - places.mean(axis=0)
    turned = centred @ np.linalg.svd(centred, full_matrices=False)[2].T
    spread = turned.max(axis=0) - turned.min(axis=0)
    return np.asarray(turned / np.where(spread > 1e-9, spread, 1) * ROOM * math.sqrt(len(places)))


def _apart(places: Points, sizes: Points) -> Points:
    """The places, moved so that no box overlaps another: pairs are pushed apart the shorter way, again and again."""
    needed = (sizes[:, None] + sizes[None]) / 2 + GAP
    numbers = np.arange(len(places))
    order = np.sign(numbers[:, None] - numbers[None])[:, :, None]
    while True:
        for _ in range(200):
            between = places[:, None] - places[None]
            missing = needed - np.abs(between)
            overlapping = (missing > 1e-6).all(axis=2, keepdims=True) & (order != 0)
            if not overlapping.any():
                return places
            shorter = missing <= missing.min(axis=2, keepdims=True)
            direction = np.where(between == 0, order, np.sign(between))
            places = places + 0.6 * np.where(overlapping & shorter, direction * missing / 2, 0).sum(axis=1)
        places = places * 1.1  # too crowded to be settled by pushing alone


def _compact(places: Points, sizes: Points) -> Points:
    """The places, drawn together where an empty strip across the whole picture is wider than WIDEST_STRIP."""
    places = places.copy()
    for axis in (0, 1):
        starts = places[:, axis] - sizes[:, axis] / 2
        moved, end = 0.0, math.inf
        for at in np.argsort(starts, kind="stable"):
            moved += max(0.0, starts[at] - moved - end - WIDEST_STRIP)
            places[at, axis] -= moved
            stop = places[at, axis] + sizes[at, axis] / 2
            end = stop if end == math.inf else max(end, stop)
    return places


def _frame(placed: Sequence[Placed]) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of all boxes with a margin."""
    across = [each.x + side * each.width / 2 for each in placed for side in (-1, 1)] or [0, 4 * ROOM[0]]
    upwards = [each.y + side * each.height / 2 for each in placed for side in (-1, 1)] or [0, ROOM[1]]
    return min(across) - MARGIN, max(across) + MARGIN, min(upwards) - MARGIN, max(upwards) + MARGIN


# Marks


def _fonts() -> list[str]:
    from matplotlib import font_manager

    there = set(font_manager.get_font_names())
    return [font for font in FONTS if font in there]


def _colours(communities: dict[str, int]) -> dict[str, str]:
    return {id: COLOURS[number - 1] if number <= len(COLOURS) else OTHER_COLOUR for id, number in communities.items()}


def _draw_node(axes: Axes, node: Placed, colour: str) -> None:
    from matplotlib.patches import Circle
    from matplotlib.patheffects import withStroke

    x, y = node.centre
    axes.add_patch(Circle((x, y), node.radius, facecolor=colour, edgecolor="white", linewidth=1.2, zorder=2))
    axes.text(
        x,
        y - node.radius - 1,
        node.label,
        gid=re.sub(r"[^\w:.-]", "_", node.id),  # by which it is found in an SVG, where letters are outlines
        fontsize=node.font_size,
        color=TEXT_COLOUR,
        ha="center",
        va="top",
        linespacing=1.05,
        zorder=3,
        path_effects=[withStroke(linewidth=3, foreground="white")],
    )


def _draw_edges(axes: Axes, network: nx.DiGraph, placed: dict[str, Placed], colours: dict[str, str]) -> None:
    from matplotlib.patches import Circle, FancyArrowPatch, PathPatch

    for start, stop, weight in sorted(network.edges(data="weight"), key=lambda edge: (edge[2], edge[:2])):
        width = min(5.0, 0.8 + 0.9 * math.log2(weight))
        arrow = FancyArrowPatch(
            placed[start].centre,
            placed[stop].centre,
            patchA=Circle(placed[start].centre, placed[start].radius, transform=axes.transData),
            patchB=PathPatch(_outline(placed[stop]), transform=axes.transData),
            connectionstyle="arc3,rad=0.12",
            arrowstyle=f"-|>,head_length={3 + width},head_width={1.5 + width / 2}",
            mutation_scale=1,
            shrinkA=1,
            shrinkB=2,
            linewidth=width,
            color=colours[start],
            alpha=min(0.65, 0.35 + 0.06 * width),
            zorder=1,
        )
        axes.add_patch(arrow)


def _outline(node: Placed) -> Outline:
    """Circle and label, so that no arrow's head is hidden beneath a label."""
    from matplotlib.path import Path as Outline

    left, right = node.x - node.width / 2, node.x + node.width / 2
    bottom, top = node.y - node.height / 2, node.centre[1] - node.radius
    label = Outline([(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)], closed=True)
    return Outline.make_compound_path(Outline.circle(node.centre, node.radius), label)


def _caption(shown: int, of: int, width: float) -> str:
    every = f"{shown:,}" if shown == of else f"{shown:,} of {of:,}"
    sentences = (
        "An arrow from A to B: what A says about B, thicker for more claims. A larger circle: quoted more. "
        f"Colours: groups who speak of each other most. {every} shown."
    )
    return "\n".join(textwrap.wrap(sentences, max(30, int((width - MARGIN) / (CAPTION_SIZE * 0.56)))))
