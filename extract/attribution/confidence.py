"""How sure an attribution is: the probability that it is right, so that of claims at 0.8 four in five are.

A logistic regression over what the model and the quotation marks say of one attribution. Its dozen of weights lie
beside the model's, in confidence.json, and with them how sure an attribution has to be for each `Precision`;
`onrecord.extract.training.calibrate` writes the file. What the model has not found itself is as sure as the
attribution that it goes by, times a rate.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from math import exp, log
from pathlib import Path
from typing import get_args

from onrecord.extract.attribution.attribution import Attribution, Evidence
from onrecord.extract.errors import ExtractionError
from onrecord.extract.page.quotes import Quotation, touching
from onrecord.extract.precision import Precision

FILE = "confidence.json"
# Speech that the layout attributes (transcripts, bylines), and quotations that go on without a cue: so many were right
# of those on PolNeAR dev and in our own articles, when read. Too few to fit, and PolNeAR does not mark the latter.
LAID_OUT = 0.95
WITHOUT_CUE = 0.7
MEASURES = {*Evidence.__slots__, "no_source", "uncued", "thought", "direct", "indirect", "quoted_cue"}
# Probabilities are told from 0 and 1 only as far as this.
LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Confidence:
    """The probability that an attribution is right.

    Attributes:
        bias, weights: of the logistic regression, by the names that `measures` gives.
        thresholds: for each precision the probability from which on an attribution is kept.
    """

    bias: float
    weights: Mapping[str, float]
    thresholds: Mapping[Precision, float]

    @classmethod
    def read(cls, folder: Path) -> Confidence:
        """Read what lies in a model's folder.

        Raises:
            ExtractionError: the file is not what `write` writes.
        """
        path = folder / FILE
        try:
            read = cls(**json.loads(path.read_text(encoding="utf-8")))
            numbers = [read.bias, *read.weights.values(), *(read.thresholds[one] for one in get_args(Precision))]
            if not all(isinstance(number, int | float) for number in numbers) or not read.weights.keys() <= MEASURES:
                raise ValueError("a weight is no number, or of nothing that is measured")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ExtractionError(f"{path}: it holds no confidence ({error!r}): train or copy it again.") from None
        return read

    def write(self, folder: Path) -> None:
        """Write the file that `read` reads."""
        (folder / FILE).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")

    def of(self, attribution: Attribution, quotations: Sequence[Quotation]) -> float:
        """The probability, 0 to 1, that an attribution of the model is right, in a text with these quotations."""
        found = measures(attribution, quotations)
        return 1 / (1 + exp(-self.bias - sum(weight * found[name] for name, weight in self.weights.items())))


def measures(attribution: Attribution, quotations: Sequence[Quotation]) -> dict[str, float]:
    """What the confidence of an attribution of the model goes by: log-odds of what the model says, and 0 or 1."""
    evidence = attribution.evidence
    assert evidence is not None, "only the model's attributions can be judged"
    length = sum(stop - start for start, stop in attribution.content)
    quoted = _shared(attribution.content, quotations)
    return {name: _log_odds(getattr(evidence, name)) for name in Evidence.__slots__} | {
        "no_source": float(not attribution.source),
        "uncued": float(not attribution.cue),
        "thought": float(attribution.thought),
        "direct": float(quoted > 0.95 * length),
        "indirect": float(quoted == 0),
        "quoted_cue": float(_shared(attribution.cue, quotations) > 0),
    }


def _shared(spans: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> int:
    """How many characters of the spans stand in quotations."""
    return sum(
        min(stop, quotation.stop) - max(start, quotation.start)
        for start, stop in spans
        for quotation in touching(quotations, start, stop)
    )


def _log_odds(probability: float) -> float:
    kept = min(max(probability, LEAST), 1 - LEAST)
    return log(kept / (1 - kept))
