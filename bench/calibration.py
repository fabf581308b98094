"""Whether claims are as often right as their confidence says: a reliability table, drawn with --plot.

    uv run python bench/calibration.py                      PolNeAR dev and the dev parts of the other collections
    uv run python bench/calibration.py --gold bench/kinds
    uv run python bench/calibration.py --plot reliability.svg

The confidence is learned from the dev parts, so there each article is judged by what was learned from the others
(tenfold); other articles are judged as everyone's are. Needs ../shared (the corpora).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.confidence import Confidence
from onrecord.extract.attribution.finder import Finder
from onrecord.extract.attribution.model import WEIGHTS
from onrecord.extract.gold import Annotated, read_gold
from onrecord.extract.precision import Precision
from onrecord.extract.training.calibrate import (
    annotated_part,
    calibration_error,
    confidences,
    end_to_end,
    learn,
    reliability,
)

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
DEV = (
    CORPORA / "polnear" / "dev",
    *(CORPORA / "kinds" / f"{name}-dev.jsonl" for name in ("wikinews", "bbc", "bbc2022")),
)
Claims = Sequence[tuple[Annotated, list[Attribution]]]


def claims_of_dev(model: Path) -> dict[Precision, Claims]:
    """The claims in the dev parts for each precision, each judged by what was learned from other articles."""
    calibration = learn(Finder(model), [one for part in DEV for one in read_gold(part)])
    assert calibration is not None
    return {name: calibration.claims(least) for name, least in calibration.confidence.thresholds.items()}


def claims_of(gold: Path, model: Path) -> dict[Precision, Claims]:
    """The claims in other annotated articles for each precision."""
    finder = Finder(model, "recall")
    found = [(one, annotated_part(one, finder.find(one.text)[1])) for one in read_gold(gold)]
    return {
        name: [(one, [claim for claim in claims if claim.score >= least]) for one, claims in found]
        for name, least in Confidence.read(model).thresholds.items()
    }


def draw(pairs: Sequence[tuple[float, float]], path: Path) -> None:
    """The reliability diagram: how often claims are right against how sure they are, and how many there are of them."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 6), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[4, 1])
    sure, right, numbers = zip(*reliability(pairs), strict=True)
    above.plot([0, 1], [0, 1], color="grey", linestyle=":", label="as it should be")
    above.plot(sure, right, marker="o", label=f"as it is (expected error {calibration_error(pairs):.3f})")
    above.set(xlim=(0, 1), ylim=(0, 1), ylabel="share of claims that are right")
    above.legend(loc="upper left")
    below.bar(sure, numbers, width=0.07)
    below.set(xlabel="confidence", ylabel="claims")
    figure.savefig(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, help="other annotated articles")
    parser.add_argument("--model", type=Path, default=WEIGHTS, help="folder of other weights")
    parser.add_argument("--plot", type=Path, help="draw the table to this file (.svg, .png)")
    arguments = parser.parse_args()
    found = claims_of(arguments.gold, arguments.model) if arguments.gold else claims_of_dev(arguments.model)
    pairs = confidences(found["recall"])
    print("confidence  right  claims")
    for sure, right, number in reliability(pairs):
        print(f"{sure:10.2f}  {right:5.2f}  {number:6}  {'█' * round(40 * right)}")
    for name, claims in found.items():
        figures = " ".join(map(str, end_to_end(claims)))
        print(f"--precision {name:9} P/R/F1 {figures}  calibration error {calibration_error(confidences(claims)):.3f}")
    if arguments.plot:
        draw(pairs, arguments.plot)


if __name__ == "__main__":
    main()
