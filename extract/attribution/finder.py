"""All attributions of a text: the learned model, and around it what only the marks on the page can tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.boundaries import coordinated, fit, merge, overlap, split_off
from onrecord.extract.attribution.confidence import FILE, WITHOUT_CUE, Confidence
from onrecord.extract.attribution.continuation import continuations
from onrecord.extract.attribution.model import WEIGHTS, AttributionModel
from onrecord.extract.attribution.turns import bylines, headlines, turns
from onrecord.extract.device import Device
from onrecord.extract.page.boilerplate import without_boilerplate
from onrecord.extract.page.form import plain
from onrecord.extract.page.paragraphs import find_headline, find_paragraphs
from onrecord.extract.page.quotes import Quotation
from onrecord.extract.precision import Precision
from onrecord.extract.triple import Span

# Scores are rounded to so many, so that the last bits of another processor make no difference.
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Page:
    """A text and the marks on it: its quotations, and where its paragraphs lie."""

    text: str
    quotations: list[Quotation]
    paragraphs: list[Span]


class Finder:
    """Finds the attributions of a text; none has a score under `threshold`.

    Args:
        folder: the model's weights, None for those that come along.
        precision: how sure an attribution has to be.
        device: where the model runs.
    """

    def __init__(self, folder: Path | None = None, precision: Precision = "balanced", device: Device = "auto") -> None:
        self._model = AttributionModel(folder or WEIGHTS, device)
        # A model that was never calibrated has the confidence of the one that comes along.
        self._confidence = Confidence.read(folder if folder and (folder / FILE).is_file() else WEIGHTS)
        self.threshold = self._confidence.thresholds[precision]

    def find(self, text: str) -> tuple[list[Quotation], list[Attribution]]:
        """The quotations of a text and its attributions, in the order of their contents."""
        page, learned = self.read(text)
        judged = [replace(one, score=self._confidence.of(one, page.quotations)) for one in learned]
        return page.quotations, settle(page, judged, self.threshold)

    def read(self, text: str) -> tuple[Page, list[Attribution]]:
        """A text, and what the model takes for its attributions, however unsure."""
        text = without_boilerplate(plain(text))
        features, learned = self._model.attributions(text)
        page = Page(text, features.quotations, find_paragraphs(text))
        fitted = (fit(text, one, page.quotations, page.paragraphs) for one in learned)
        return page, [one for one in fitted if one is not None]


def settle(page: Page, judged: Iterable[Attribution], threshold: float) -> list[Attribution]:
    """The attributions that are sure enough, and by them those that the model does not find."""
    text, quotations = page.text, page.quotations
    told_apart = coordinated(text, list(judged), quotations)
    sure = (one for one in told_apart if round(one.score, DIGITS) >= threshold)
    found = _distinct(part for whole in sure for part in split_off(text, whole, quotations))
    headline = headlines(text, find_headline(text, page.paragraphs), quotations, found)
    laid_out = [*turns(text, page.paragraphs), *bylines(text, quotations), *headline]
    found = [*_outside(found, laid_out), *laid_out]
    found += continuations(text, found, quotations, page.paragraphs)
    kept = (rounded for one in found if (rounded := _rounded(one)).score >= threshold)
    return sorted(kept, key=lambda one: (one.content, one.cue))


def _rounded(one: Attribution) -> Attribution:
    """The attribution with its score as it is told; a quotation that goes on without a cue is less sure."""
    return replace(one, score=round(one.score if one.cue else one.score * WITHOUT_CUE, DIGITS))


def _distinct(attributions: Iterable[Attribution]) -> list[Attribution]:
    """Of attributions that came to have the same content, the likeliest."""
    best: dict[tuple[Span, ...], Attribution] = {}
    for one in attributions:
        if one.content not in best or one.score > best[one.content].score:
            best[one.content] = one
    return list(best.values())


def _outside(found: Iterable[Attribution], laid_out: Iterable[Attribution]) -> list[Attribution]:
    """Those that do not say what somebody says by the layout already."""
    said = merge(span for one in laid_out for span in one.content)

    def share(one: Attribution) -> float:
        length = sum(stop - start for start, stop in one.content)
        return sum(overlap(said, start, stop) for start, stop in one.content) / length

    return [one for one in found if share(one) < 0.5]
