"""All attributions of a text: the learned model, and around it what only the marks on the page can tell."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.boilerplate import find_boilerplate, without_boilerplate
from onrecord.extract.attribution.boundaries import fit, merge, overlap, split_off
from onrecord.extract.attribution.continuation import continuations
from onrecord.extract.attribution.model import WEIGHTS, AttributionModel
from onrecord.extract.attribution.paragraphs import find_paragraphs
from onrecord.extract.attribution.turns import bylines, turns
from onrecord.extract.quotes import Quotation
from onrecord.extract.triple import Span


class Finder:
    """Finds the attributions of a text.

    Args:
        folder: the model's weights, None for those that come along.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._model = AttributionModel(folder or WEIGHTS)

    def find(self, text: str) -> tuple[list[Quotation], list[Attribution]]:
        """The quotations of a text and its attributions, in the order of their contents."""
        features, learned = self._model.attributions(text)
        quotations, paragraphs = features.quotations, find_paragraphs(text)
        fitted = (whole for one in learned if (whole := fit(text, one, quotations, paragraphs)))
        found = _distinct(part for whole in fitted for part in split_off(text, whole, quotations))
        found += _unclaimed([*turns(text, paragraphs), *bylines(text, quotations)], found)
        found += continuations(text, found, quotations, paragraphs)
        found = without_boilerplate(found, find_boilerplate(text))
        return quotations, sorted(found, key=lambda one: (one.content, one.cue))


def _distinct(attributions: Iterable[Attribution]) -> list[Attribution]:
    """Of attributions that came to have the same content, the likeliest."""
    best: dict[tuple[Span, ...], Attribution] = {}
    for one in attributions:
        if one.content not in best or one.score > best[one.content].score:
            best[one.content] = one
    return list(best.values())


def _unclaimed(laid_out: Iterable[Attribution], found: Iterable[Attribution]) -> list[Attribution]:
    """Those whose speech the model has given to nobody yet."""
    claimed = merge(span for one in found for span in one.content)

    def share(one: Attribution) -> float:
        (start, stop), *_ = one.content
        return overlap(claimed, start, stop) / (stop - start)

    return [one for one in laid_out if share(one) < 0.3]
