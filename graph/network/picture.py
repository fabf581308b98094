"""A network as a picture for an article: sized by how much somebody is quoted, shaped by type, labels apart.

Lengths are in points (1/72 inch), y upwards. A picture grows with what is in it, so that text has one size in all.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import numpy as np

from onrecord.graph.network.arrows import Arrow, Placed, curve, routed
from onrecord.graph.network.digraph import SEED, MissingExtra
from onrecord.graph.network.legend import Legend

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

SHAPES: Final = {
    "person": ("circle", 0, 0.0, "#4F6D8A"),
    "organization": ("square", 4, math.pi / 4, "#A98B45"),
    "place": ("diamond", 4, 0.0, "#6F9A6C"),
    "group": ("hexagon", 6, 0.0, "#8F79A6"),
    "actor": ("circle", 0, 0.0, "#4F6D8A"),
    "concept": ("square", 4, math.pi / 4, "#A98B45"),
}
"""Of each type its shape, the shape's corners, the angle of the first, and a colour; the same in every picture."""
OTHER_SHAPE: Final = ("pentagon", 5, 0.0, "#8A8A8A")
# Told apart by the colour-blind too (Okabe and Ito, 2008).
AGAINST, IN_FAVOUR, NEITHER = "#D55E00", "#0072B2", "#7A7A7A"
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
TITLE_SIZE: Final = 15.0
NARROWEST: Final = 340.0
"""The width that the key of the shapes takes."""
KEY_NAMES: Final = {"organization": "organisation", "other": "something else"}
STRETCHED, MOST_STRETCHED = 1.15, 8
"""How much further apart circles are put where an arrow cannot run round one, and how many times."""
DOTS_AN_INCH: Final = 200


@dataclass(frozen=True, slots=True)
class Look:
    """How a kind of network is drawn.

    Attributes:
        key: what its lines, colours and sizes mean.
        heads: whether its lines are arrows.
    """

    key: str
    heads: bool


TALK: Final = Look(
    "An arrow from A to B: what A says about B, thicker for more claims. "
    "Orange: more of it accuses, blames or criticises than praises or defends; blue: the other way round; "
    "grey: neither. "
    "Larger: quoted more.",
    heads=True,
)


def draw(network: nx.Graph, path: Path, legend: Legend, look: Look = TALK) -> None:
    """Draw all of a network into a PNG or SVG file, told by the path's suffix; the same network, the same picture.

    Args:
        network: nodes have `name`, `type` and `said`, edges `weight`, from 1 on, and `against` and `in_favour`.
        legend: what the picture says of itself.
        look: what kind of network it is.

    Raises:
        MissingExtra: there is no Matplotlib.
        OSError: the file cannot be written.
    """
    try:
        import matplotlib
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        raise MissingExtra("A picture", str(error.name)) from None
    # Letters as letters: editors search them, and set them in their own type.
    settings: dict[Any, Any] = {"font.family": _fonts(), "svg.hashsalt": "onrecord", "svg.fonttype": "none"}
    with matplotlib.rc_context(settings):
        placed, arrows = drawn(network)
        left, right, bottom, top = _frame(placed, arrows)
        title = textwrap.wrap(legend.title, max(20, int((right - left) / (TITLE_SIZE * 0.6))))
        caption = _caption(look.key, legend, right - left)
        under = CAPTION_SIZE * LINE_HEIGHT * len(caption)
        top += TITLE_SIZE * LINE_HEIGHT * len(title) + MARGIN / 2
        bottom -= under + CAPTION_SIZE * 4.5
        figure = Figure(figsize=((right - left) / 72, (top - bottom) / 72), facecolor="white")
        axes = figure.add_axes(
            (0, 0, 1, 1), frame_on=False, xticks=[], yticks=[], xlim=(left, right), ylim=(bottom, top)
        )
        _draw_arrows(axes, network, {each.id: each for each in placed}, arrows, heads=look.heads)
        for each in placed:
            _draw_node(axes, each, network.nodes[each.id]["type"])
        _write(axes, left + MARGIN, top - MARGIN, title, TITLE_SIZE, TEXT_COLOUR, weight="bold")
        _draw_key(axes, left + MARGIN, bottom + under + CAPTION_SIZE * 3.2, network)
        _write(axes, left + MARGIN, bottom + under + CAPTION_SIZE, caption, CAPTION_SIZE, CAPTION_COLOUR)
        metadata: dict[str, Any] = {"Title": legend.title}
        if path.suffix.lower() == ".svg":
            metadata["Date"] = None
        figure.savefig(path, dpi=DOTS_AN_INCH, metadata=metadata)


def drawn(network: nx.Graph) -> tuple[list[Placed], list[Arrow]]:
    """Circles with labels and the arrows between them, so far apart that no arrow runs through the circle of another.

    Where that cannot be had, they are at the places at which the fewest arrows do.
    """
    edges = [edge[:2] for edge in sorted(network.edges(data="weight"), key=lambda edge: (edge[2], edge[:2]))]
    placed = arranged(network)
    best: tuple[int, list[Placed], list[Arrow]] | None = None
    for _ in range(MOST_STRETCHED):
        arrows = routed(placed, edges)
        crossed = sum(len(each.crossed) for each in arrows)
        if best is None or crossed < best[0]:
            best = crossed, placed, arrows
        if not crossed:
            break
        placed = [replace(each, x=each.x * STRETCHED, y=each.y * STRETCHED) for each in placed]
    assert best
    return best[1], best[2]


def arranged(network: nx.Graph) -> list[Placed]:
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
    width = max((_text_width(line, font_size) for line in lines), default=0.0)
    height = 2 * radius + LINE_HEIGHT * font_size * len(lines)
    return Placed(id, "\n".join(lines), radius, font_size, max(2 * radius, width), height)


def _text_width(line: str, font_size: float) -> float:
    from matplotlib.textpath import TextPath

    # A dollar sign would begin a formula.
    return float(TextPath((0, 0), line.replace("$", r"\$"), size=font_size).get_extents().width)


def _layout(network: nx.Graph, ids: Sequence[str]) -> Points:
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


def _frame(placed: Sequence[Placed], arrows: Sequence[Arrow]) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of all boxes and arrows with a margin; wide enough for the key of the shapes."""
    across = [each.x + side * each.width / 2 for each in placed for side in (-1, 1)]
    upwards = [each.y + side * each.height / 2 for each in placed for side in (-1, 1)]
    for each in arrows:
        places = curve(each.points)
        across += [float(places[:, 0].min()), float(places[:, 0].max())]
        upwards += [float(places[:, 1].min()), float(places[:, 1].max())]
    left, right = min(across, default=0.0) - MARGIN, max(across, default=0.0) + MARGIN
    missing = max(0.0, NARROWEST - (right - left)) / 2
    return left - missing, right + missing, min(upwards, default=0.0) - MARGIN, max(upwards, default=0.0) + MARGIN


# Marks


def _fonts() -> list[str]:
    from matplotlib import font_manager

    there = set(font_manager.get_font_names())
    return [font for font in FONTS if font in there]


def _shape(type: str, x: float, y: float, radius: float) -> Patch:
    """The mark of somebody of this type, inside the circle."""
    from matplotlib.patches import Circle, RegularPolygon

    _, corners, turned, colour = SHAPES.get(type, OTHER_SHAPE)
    looks: dict[str, Any] = {"facecolor": colour, "edgecolor": "white", "linewidth": 1.2, "zorder": 2}
    if not corners:
        return Circle((x, y), radius, **looks)
    return RegularPolygon((x, y), corners, radius=radius, orientation=turned, **looks)


def _draw_node(axes: Axes, node: Placed, type: str) -> None:
    x, y = node.centre
    axes.add_patch(_shape(type, x, y, node.radius))
    axes.text(
        x,
        y - node.radius - 1,
        node.label,
        gid=re.sub(r"[^\w:.-]", "_", node.id),  # by which it is found in an SVG
        fontsize=node.font_size,
        color=TEXT_COLOUR,
        ha="center",
        va="top",
        linespacing=1.05,
        zorder=3,
        parse_math=False,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 0.5},
    )


def _draw_arrows(
    axes: Axes, network: nx.Graph, placed: dict[str, Placed], arrows: Sequence[Arrow], *, heads: bool
) -> None:
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path as Outline

    for arrow in arrows:
        edge = network.edges[arrow.start, arrow.stop]
        width = min(5.0, 0.8 + 0.9 * math.log2(edge["weight"]))
        places = curve(arrow.points, 200)
        away = [
            np.linalg.norm(places - placed[id].centre, axis=1) - placed[id].radius for id in (arrow.start, arrow.stop)
        ]
        between = places[(away[0] > 1) & (away[1] > 2)]
        if len(between) < 2:
            continue  # the circles touch
        patch = FancyArrowPatch(
            path=Outline(between),
            arrowstyle=f"-|>,head_length={3 + width},head_width={1.5 + width / 2}" if heads else "-",
            mutation_scale=1,
            linewidth=width,
            color=_tone(edge),
            alpha=min(0.75, 0.45 + 0.06 * width),
            zorder=1,
            fill=heads,
        )
        axes.add_patch(patch)


def _tone(edge: Mapping[str, Any]) -> str:
    """The colour of an arrow: whether more of its claims are against or in favour."""
    against, in_favour = edge.get("against", 0), edge.get("in_favour", 0)
    return NEITHER if against == in_favour else AGAINST if against > in_favour else IN_FAVOUR


def _draw_key(axes: Axes, x: float, y: float, network: nx.Graph) -> None:
    """The shapes of the types that are there, each with its name, in a line."""
    types = {type if type in SHAPES else "other" for _, type in network.nodes(data="type")}
    for type in (*SHAPES, "other"):
        if type in types:
            axes.add_patch(_shape(type, x + 4, y, 5))
            name = KEY_NAMES.get(type, type)
            axes.text(x + 12, y, name, fontsize=CAPTION_SIZE, color=CAPTION_COLOUR, va="center_baseline")
            x += 12 + _text_width(name, CAPTION_SIZE) + 14


def _write(axes: Axes, x: float, top: float, lines: Sequence[str], size: float, colour: str, **looks: Any) -> None:
    """Lines of text, downwards from `top`; each a text of its own, so that an SVG has it as one."""
    for number, line in enumerate(lines):
        y = top - number * size * LINE_HEIGHT
        axes.text(x, y, line, fontsize=size, color=colour, va="top", parse_math=False, **looks)


def _caption(key: str, legend: Legend, width: float) -> list[str]:
    characters = max(30, int((width - 2 * MARGIN) / (CAPTION_SIZE * 0.56)))
    return [line for part in (key, " ".join(legend.sentences)) for line in textwrap.wrap(part, characters)]
