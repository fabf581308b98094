"""How sure the model's attributions are, learned from articles that the network has not learned from.

    uv run python -m onrecord.extract.training.calibrate DEV… [--model FOLDER]

writes confidence.json into the model's folder, and prints how well it does on articles that it was not fitted to
(tenfold, by article). The network knows its own training articles by heart, and is surer there than it should be, so
give articles that are new to it. Takes about a minute for 80 articles.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.confidence import Confidence, measures
from onrecord.extract.attribution.finder import Finder, Page, settle
from onrecord.extract.attribution.model import WEIGHTS
from onrecord.extract.attribution.nesting import within
from onrecord.extract.evaluation import Scores, right
from onrecord.extract.gold import Annotated, read_gold
from onrecord.extract.precision import Precision

Floats = NDArray[np.float64]

FOLDS = 10
# Fewer attributions than this tell nothing about how sure the others are.
LEAST_ATTRIBUTIONS = 200
STRENGTH = 10.0  # of the penalty on the weights
HIGH = 91.0  # percent right at precision "high": one more than promised, for articles of other kinds are harder
ALIKE = 0.002  # a difference in F1 or F2 that chance makes
GRID = [percent / 100 for percent in range(5, 96)]


@dataclass(frozen=True, slots=True)
class Judged:
    """An article with what the model finds in it, how right each is, 0 to 1 (the mean over annotators), and why."""

    gold: Annotated
    page: Page
    attributions: list[Attribution]
    measures: list[dict[str, float]]
    right: list[float]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What was learned, and the articles with the attributions as sure as those fitted to other articles say."""

    confidence: Confidence
    articles: list[tuple[Annotated, Page, list[Attribution]]]

    def claims(self, threshold: float) -> list[tuple[Annotated, list[Attribution]]]:
        """The claims of each article that are at least so sure."""
        return [(gold, annotated_part(gold, settle(page, judged, threshold))) for gold, page, judged in self.articles]


def calibrate(folder: Path, corpus: Sequence[Annotated]) -> Calibration | None:
    """Learn how sure a model's attributions are and write it into its folder; None if there are too few to learn from.

    Args:
        folder: the model.
        corpus: articles that it was not trained on.
    """
    calibration = learn(Finder(folder), corpus)
    if calibration is not None:
        calibration.confidence.write(folder)
    return calibration


def learn(finder: Finder, corpus: Sequence[Annotated]) -> Calibration | None:
    """What `calibrate` writes, and how it does on articles that it was not fitted to."""
    judged = [judge(finder, one) for one in corpus]
    if sum(len(one.right) for one in judged) < LEAST_ATTRIBUTIONS:
        return None
    fitted = fit(judged)
    articles: list[tuple[Annotated, Page, list[Attribution]]] = []
    for fold in range(FOLDS):
        others = fit([one for number, one in enumerate(judged) if number % FOLDS != fold])
        articles += [(one.gold, one.page, _scored(others, one)) for one in judged[fold::FOLDS]]
    calibration = Calibration(fitted, articles)
    return replace(calibration, confidence=replace(fitted, thresholds=choose(calibration)))


def judge(finder: Finder, gold: Annotated) -> Judged:
    """What the model finds in an article, and how right it is by its annotators."""
    page, found = finder.read(gold.text)
    found = annotated_part(gold, found)
    verdicts = [right(gold.text, attributions, found) for attributions in gold.annotators.values()]
    shares = [sum(votes) / len(verdicts) for votes in zip(*verdicts, strict=True)]
    return Judged(gold, page, found, [measures(one, page.quotations) for one in found], shares)


def annotated_part(gold: Annotated, found: Sequence[Attribution]) -> list[Attribution]:
    """What an article's annotators could have marked: not what stands inside others, where they split none off."""
    if gold.whole:
        return list(found)
    return [one for one, outer in zip(found, within(found), strict=True) if outer is None and one.cue]


def fit(judged: Sequence[Judged]) -> Confidence:
    """A logistic regression by Newton's method, its weights held small as far as their measures vary."""
    rows = [row for one in judged for row in one.measures]
    names = list(rows[0])
    table = np.array([[row[name] for name in names] for row in rows])
    truth = np.array([share for one in judged for share in one.right])
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    inputs = np.column_stack([np.ones(len(table)), (table - mean) / spread])
    penalty = np.diag([1e-6, *[STRENGTH] * len(names)])
    weights = np.zeros(len(names) + 1)
    for _ in range(25):
        sure = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (sure - truth) + penalty @ weights
        curve = (inputs * (sure * (1 - sure))[:, None]).T @ inputs + penalty
        weights -= np.linalg.solve(curve, slope)
    plain = weights[1:] / spread
    bias = float(weights[0] - plain @ mean)
    return Confidence(round(bias, 4), {name: round(float(w), 4) for name, w in zip(names, plain, strict=True)}, {})


def choose(calibration: Calibration) -> dict[Precision, float]:
    """From which confidence on an attribution is kept, for each precision.

    "balanced" has the best F1, "recall" the best F2 (for which recall weighs four times as much), the highest where
    several are as good; "high" is the lowest at which HIGH percent are right.
    """
    claims = calibration.claims(GRID[0])
    sure, truth = np.array(confidences(claims)).reshape(-1, 2).T
    gold = sum(len(found) / len(one.annotators) for one, _ in claims for found in one.annotators.values())
    figures = {
        threshold: (float(truth[sure >= threshold].mean()), float(truth[sure >= threshold].sum() / gold))
        for threshold in GRID
        if (sure >= threshold).any()
    }

    def best(weight: float) -> float:
        def score(threshold: float) -> float:
            precision, recall = figures[threshold]
            return (1 + weight) * precision * recall / max(weight * precision + recall, 1e-9)

        highest = max(map(score, figures), default=0.0)
        return max((one for one in figures if score(one) >= highest - ALIKE), default=GRID[0])

    high = [threshold for threshold, (precision, _) in figures.items() if precision >= HIGH / 100]
    balanced = best(1)
    return {"high": max(balanced, min(high, default=GRID[-1])), "balanced": balanced, "recall": min(balanced, best(4))}


def reliability(pairs: Sequence[tuple[float, float]], bins: int = 10) -> list[tuple[float, float, int]]:
    """Of (confidence, how right) pairs, bin by bin of confidence: mean confidence, share that is right, number."""
    sure, truth = np.array(pairs).reshape(-1, 2).T
    place = np.minimum((sure * bins).astype(int), bins - 1)
    return [
        (float(sure[place == bin].mean()), float(truth[place == bin].mean()), int((place == bin).sum()))
        for bin in range(bins)
        if (place == bin).any()
    ]


def calibration_error(pairs: Sequence[tuple[float, float]], bins: int = 10) -> float:
    """The expected calibration error: by how much confidence misses the share that is right, on average over claims."""
    return sum(number * abs(sure - truth) for sure, truth, number in reliability(pairs, bins)) / max(len(pairs), 1)


def confidences(claims: Sequence[tuple[Annotated, list[Attribution]]]) -> list[tuple[float, float]]:
    """How sure each claim is, and how right."""
    pairs = []
    for gold, found in claims:
        verdicts = [right(gold.text, attributions, found) for attributions in gold.annotators.values()]
        pairs += [(one.score, sum(votes) / len(verdicts)) for one, *votes in zip(found, *verdicts, strict=True)]
    return pairs


def _scored(confidence: Confidence, judged: Judged) -> list[Attribution]:
    return [replace(one, score=confidence.of(one, judged.page.quotations)) for one in judged.attributions]


def end_to_end(claims: Sequence[tuple[Annotated, list[Attribution]]]) -> list[float]:
    """Precision, recall and F1 of claims in percent."""
    scores = Scores()
    for gold, found in claims:
        for attributions in gold.annotators.values():
            scores.add(gold.text, attributions, found, 1 / len(gold.annotators))
    return scores.figures()["end2end P/R/F1"]


def report(calibration: Calibration, say: Callable[[str], None]) -> None:
    """Say what each precision gives and how well calibrated it is, all on articles that were not fitted to."""
    for precision, threshold in calibration.confidence.thresholds.items():
        claims = calibration.claims(threshold)
        error = calibration_error(confidences(claims))
        figures = " ".join(map(str, end_to_end(claims)))
        say(f"{precision:9} from {threshold:.2f}: end to end P/R/F1 {figures}, calibration error {error:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dev", type=Path, nargs="+", help="annotated articles that the model was not trained on")
    parser.add_argument("--model", type=Path, default=WEIGHTS, help="folder of the model; by default the one in here")
    arguments = parser.parse_args()
    calibration = calibrate(arguments.model, [one for path in arguments.dev for one in read_gold(path)])
    if calibration is None:
        parser.exit(1, f"{arguments.dev[0]}: too few attributions to learn from: {LEAST_ATTRIBUTIONS} are needed\n")
    report(calibration, print)


if __name__ == "__main__":
    main()
