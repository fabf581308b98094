"""Numbers of discourse networks, held against the formulas of DNA's exporter written out cell by cell.

The loops below are those of DNA's `Exporter` (createArray, computeOneModeMatrix, computeTwoModeMatrix), with its
names, on statements with the boolean qualifier `agreement`.
"""

from __future__ import annotations

import random
from datetime import date as Date
from itertools import product
from math import sqrt
from typing import get_args

import numpy as np
import pytest

from onrecord.graph.discourse.matrices import matrix
from onrecord.graph.discourse.options import Aggregation, Duplicates, Mode, Normalization
from onrecord.graph.discourse.statements import Coded, without_duplicates
from onrecord.graph.errors import StoreError

STANCES = ("disagree", "agree", "open")
Array = dict[tuple[str, str, int], float]


def said(actor: str, concept: str, stance: str, day: str | None = "2024-01-03", document: str = "a") -> Coded:
    at = Date.fromisoformat(day) if day else None
    return Coded(at, actor, concept, stance, None, "", f"{actor}{concept}", document, f"{concept}")  # type: ignore[arg-type]


SMALL = [
    said("A", "tax", "agree"), said("A", "tax", "agree"), said("A", "bridge", "disagree"),
    said("B", "tax", "agree"), said("B", "bridge", "agree"), said("B", "park", "disagree"),
    said("C", "tax", "disagree"), said("C", "park", "disagree"), said("D", "tax", "open"),
]  # fmt: skip


def at_random(seed: int) -> list[Coded]:
    rng = random.Random(seed)
    return [
        said(rng.choice("ABCDEF"), rng.choice(["p", "q", "r", "s"]), rng.choice(["agree", "disagree", "open"]))
        for _ in range(rng.randrange(1, 60))
    ]


def create_array(statements: list[Coded], levels: dict[str, int]) -> Array:
    array: Array = {}
    for each in statements:
        if each.stance in levels:
            cell = each.actor, each.concept, levels[each.stance]
            array[cell] = array.get(cell, 0.0) + 1.0
    return array


def one_mode(
    array: Array, i1: str, i2: str, names2: list[str], aggregation: str, normalization: str, ks: list[int]
) -> float:
    mat1 = mat2 = 0.0
    for j in names2:
        if aggregation == "ignore":
            mat1 += sum(array.get((i1, j, k), 0) for k in ks) * sum(array.get((i2, j, k), 0) for k in ks)
        for k1, k2 in product(ks, ks):
            joint = array.get((i1, j, k1), 0) * array.get((i2, j, k2), 0)
            if aggregation in ("congruence", "subtract"):
                mat1 += joint * (1.0 - abs(k1 - k2) / 1.0)
            if aggregation in ("conflict", "subtract"):
                mat2 += joint * (abs(k1 - k2) / 1.0)
    cells = [(array.get((i1, j, k), 0), array.get((i2, j, k), 0)) for j in names2 for k in ks]
    i1count, i2count = sum(one for one, _ in cells), sum(other for _, other in cells)
    norm = {
        "no": 1.0,
        "average": (i1count + i2count) / 2,
        "jaccard": sum(one for one, other in cells if other == 0)
        + sum(other for one, other in cells if one == 0)
        + sum(one * other for one, other in cells if one > 0 and other > 0),
        "cosine": sqrt(i1count * i1count) * sqrt(i2count * i2count),
    }[normalization]
    return {"conflict": mat2, "subtract": mat1 - mat2}.get(aggregation, mat1) / norm


@pytest.mark.parametrize("mode", ["actors", "concepts"])
@pytest.mark.parametrize("aggregation", get_args(Aggregation))
@pytest.mark.parametrize("normalization", ["no", "average", "jaccard", "cosine"])
def test_one_mode_is_as_dna_reckons(mode: Mode, aggregation: Aggregation, normalization: Normalization) -> None:
    for statements in [SMALL, *map(at_random, range(20))]:
        found = matrix(statements, mode, aggregation, normalization)
        levels = {"disagree": 0, "agree": 1} if aggregation != "ignore" else dict.fromkeys(STANCES, 0)
        array = create_array(statements, levels)
        if mode == "concepts":
            array = {(concept, actor, k): value for (actor, concept, k), value in array.items()}
        names1, names2 = sorted({cell[0] for cell in array}), sorted({cell[1] for cell in array})
        assert found.rows == found.columns == names1
        for (a, i1), (b, i2) in product(enumerate(names1), enumerate(names1)):
            ks = sorted(set(levels.values()))
            wanted = one_mode(array, i1, i2, names2, aggregation, normalization, ks) if i1 != i2 else 0.0
            assert found.values[a, b] == pytest.approx(wanted)


@pytest.mark.parametrize("aggregation", ["ignore", "subtract"])
@pytest.mark.parametrize("normalization", ["no", "activity", "prominence"])
def test_two_mode_is_as_dna_reckons(aggregation: Aggregation, normalization: Normalization) -> None:
    for statements in [SMALL, *map(at_random, range(20))]:
        found = matrix(statements, "two-mode", aggregation, normalization)
        levels = {"disagree": 0, "agree": 1} | ({"open": 2} if aggregation == "ignore" else {})
        array = create_array(statements, levels)
        names1, names2 = sorted({cell[0] for cell in array}), sorted({cell[1] for cell in array})
        assert (found.rows, found.columns) == (names1, names2)
        for (a, i), (b, j) in product(enumerate(names1), enumerate(names2)):
            disagree, agree, undecided = (array.get((i, j, k), 0) for k in range(3))
            value = agree + disagree + undecided if aggregation == "ignore" else agree - disagree
            if normalization == "activity":
                value /= sum(count for cell, count in array.items() if cell[0] == i)
            if normalization == "prominence":
                value /= sum(count for cell, count in array.items() if cell[1] == j)
            assert found.values[a, b] == pytest.approx(value)


def test_a_small_set_by_hand() -> None:
    """A and B agree on tax (2 x 1), differ on the bridge (1 x 1); B and C are both against the park."""
    found = matrix(SMALL, "actors", "congruence")
    assert found.rows == ["A", "B", "C"]
    assert found.agree.tolist() == [[0, 2, 0], [2, 0, 1], [0, 1, 0]]
    assert found.disagree.tolist() == [[0, 1, 2], [1, 0, 1], [2, 1, 0]]
    assert matrix(SMALL, "actors").values.tolist() == [[0, 1, -2], [1, 0, 0], [-2, 0, 0]]
    two = matrix(SMALL, "two-mode", "subtract", "activity")
    assert two.columns == ["bridge", "park", "tax"]
    assert two.values == pytest.approx(np.array([[-1 / 3, 0, 2 / 3], [1 / 3, -1 / 3, 1 / 3], [0, -0.5, -0.5]]))


def test_nothing_gives_an_empty_network() -> None:
    for mode in get_args(Mode):
        assert matrix([], mode).values.size == 0


def test_what_does_not_go_together_is_refused() -> None:
    with pytest.raises(StoreError, match="normalised by average, cosine"):
        matrix(SMALL, "actors", "congruence", "activity")
    with pytest.raises(StoreError, match="between two actors"):
        matrix(SMALL, "two-mode", "conflict")


@pytest.mark.parametrize(
    ("duplicates", "number"),
    [("all", 7), ("statement", 2), ("document", 5), ("day", 5), ("week", 4), ("month", 4), ("year", 3), ("range", 2)],
)
def test_duplicates_count_once_within(duplicates: Duplicates, number: int) -> None:
    days = [*[("2024-01-03", "a")] * 2, ("2024-01-05", "b"), ("2024-02-10", "c"), *[(None, "d")] * 2]
    statements = [said("A", "tax", "agree", day, document) for day, document in days]
    statements.append(said("A", "park", "agree", "2024-01-03", "a"))
    assert len(without_duplicates(statements, duplicates)) == number
