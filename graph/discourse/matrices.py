"""Matrices of discourse networks, by the formulas of Discourse Network Analyzer (rDNA's dna_network).

Let x[k] be the numbers of statements of actors (rows) on concepts (columns) with stance k, disagree or agree.

- two-mode: `ignore` is their sum, `subtract` is x[agree] - x[disagree]. Normalised by `activity`, a row is divided by
  the number of its actor's statements; by `prominence`, a column by the number of its concept's.
- one-mode: `congruence` is x[0] x[0]ᵀ + x[1] x[1]ᵀ, `conflict` x[0] x[1]ᵀ + x[1] x[0]ᵀ, `subtract` their difference,
  and `ignore` x xᵀ of the sum. The diagonal is 0. With n the number of statements, `average` divides by (n₁ + n₂) / 2,
  `cosine` by n₁ n₂ (as DNA does, not by Euclidean lengths), `jaccard` by the statements that only the one makes, and
  those that only the other makes, and the products of those that both make.

A stance that is open is in `ignore` alone. Those who have no statement that counts are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from onrecord.graph.discourse.options import OF_ONE_MODE, OF_TWO_MODES, Aggregation, Mode, Normalization
from onrecord.graph.discourse.statements import Coded
from onrecord.graph.errors import AskedWrongly, StoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

MOST_CELLS: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class Matrix:
    """A network as a matrix: how strongly each of `rows` is tied to each of `columns`.

    Attributes:
        values: the weights.
        agree, disagree: of two modes, the numbers of statements of these stances; of one mode, congruence and conflict.
        open: of two modes, the number of statements that leave it open; of one mode, None.
    """

    mode: Mode
    rows: list[str]
    columns: list[str]
    values: Numbers
    agree: Numbers
    disagree: Numbers
    open: Numbers | None = None


def matrix(
    statements: Sequence[Coded], mode: Mode, aggregation: Aggregation = "subtract", normalization: Normalization = "no"
) -> Matrix:
    """Make the matrix of statements, of which duplicates have been taken out.

    Raises:
        AskedWrongly: mode, aggregation and normalisation do not go together.
        StoreError: it would be too large.
    """
    _check(mode, aggregation, normalization)
    counted = [each for each in statements if aggregation == "ignore" or each.stance != "open"]
    actors, concepts = (sorted({getattr(each, name) for each in counted}) for name in ("actor", "concept"))
    of_actor, of_concept = ({name: at for at, name in enumerate(names)} for names in (actors, concepts))
    cells = {"two-mode": len(actors) * len(concepts), "actors": len(actors) ** 2, "concepts": len(concepts) ** 2}[mode]
    if cells > MOST_CELLS:
        raise StoreError(
            f"the network would have {cells:,} cells: narrow it by --since, --until or --act, or declare concepts."
        )
    counts = {stance: np.zeros((len(actors), len(concepts))) for stance in ("disagree", "agree", "open")}
    for each in counted:
        counts[each.stance][of_actor[each.actor], of_concept[each.concept]] += 1
    if mode == "two-mode":
        values = _two_mode(counts["disagree"], counts["agree"], counts["open"], aggregation, normalization)
        return Matrix(mode, actors, concepts, values, counts["agree"], counts["disagree"], counts["open"])
    names = actors if mode == "actors" else concepts
    if mode == "concepts":
        counts = {stance: each.T for stance, each in counts.items()}
    return _one_mode(mode, names, counts, aggregation, normalization)


def _check(mode: Mode, aggregation: Aggregation, normalization: Normalization) -> None:
    known = OF_TWO_MODES if mode == "two-mode" else OF_ONE_MODE
    if normalization not in known:
        raise AskedWrongly(
            f"a network of mode {mode} is normalised by {', '.join(sorted(known))}, not {normalization}."
        )
    if mode == "two-mode" and aggregation in ("congruence", "conflict"):
        raise AskedWrongly(f"{aggregation} is between two actors or two concepts: give --mode actors or concepts.")


def _two_mode(
    disagree: Numbers, agree: Numbers, undecided: Numbers, aggregation: Aggregation, normalization: Normalization
) -> Numbers:
    all_of = disagree + agree + undecided
    values = all_of if aggregation == "ignore" else agree - disagree
    if normalization == "activity":
        return np.asarray(values / all_of.sum(axis=1, keepdims=True))
    if normalization == "prominence":
        return np.asarray(values / all_of.sum(axis=0, keepdims=True))
    return values


def _one_mode(
    mode: Mode, names: list[str], counts: dict[str, Numbers], aggregation: Aggregation, normalization: Normalization
) -> Matrix:
    against, in_favour = counts["disagree"], counts["agree"]
    congruence = _off_diagonal(against @ against.T + in_favour @ in_favour.T)
    conflict = _off_diagonal(against @ in_favour.T + in_favour @ against.T)
    every = against + in_favour + counts["open"]
    levels = [every] if aggregation == "ignore" else [against, in_favour]
    norm = _norm(np.concatenate(levels, axis=1), normalization)
    match aggregation:
        case "ignore":
            values = _off_diagonal(every @ every.T)
        case "congruence":
            values = congruence
        case "conflict":
            values = conflict
        case "subtract":
            values = congruence - conflict
    return Matrix(mode, names, names, values / norm, congruence / norm, conflict / norm)


def _norm(counts: Numbers, normalization: Normalization) -> Numbers:
    """What each cell is divided by; `counts` has a row for each node, and a column for each concept and stance."""
    activity = counts.sum(axis=1)
    match normalization:
        case "average":
            return np.asarray((activity[:, None] + activity[None, :]) / 2)
        case "cosine":
            return np.outer(activity, activity)
        case "jaccard":
            alone = counts @ (counts == 0).T
            return np.asarray(alone + alone.T + counts @ counts.T)
    return np.ones((len(counts), len(counts)))


def _off_diagonal(values: Numbers) -> Numbers:
    np.fill_diagonal(values, 0)
    return values
