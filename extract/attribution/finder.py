"""All attributions of a text: the learned model, and around it what only the marks on the page can tell."""

from __future__ import annotations

from pathlib import Path

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.model import WEIGHTS, AttributionModel
from onrecord.extract.quotes import Quotation


class Finder:
    """Finds the attributions of a text.

    Args:
        folder: the model's weights, None for those that come along.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._model = AttributionModel(folder or WEIGHTS)

    def find(self, text: str) -> tuple[list[Quotation], list[Attribution]]:
        """The quotations of a text and its attributions, in the order of their contents."""
        features, attributions = self._model.attributions(text)
        return features.quotations, sorted(attributions, key=lambda one: (one.content, one.cue))
