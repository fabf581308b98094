"""All attributions of a text: the learned model, and around it what only the marks on the page can tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.boundaries import (
    coordinated,
    fit,
    merge,
    overlap,
    split_off,
    trim,
    without,
)
from onrecord.extract.attribution.confidence import FILE, WITHOUT_CUE, Confidence
from onrecord.extract.attribution.mentions import Reading
from onrecord.extract.attribution.model import WEIGHTS, AttributionModel
from onrecord.extract.attribution.nesting import within
from onrecord.extract.attribution.rules.continuation import after_deeds, continuations
from onrecord.extract.attribution.rules.cues import one_cue, surnames, well_cut
from onrecord.extract.attribution.rules.denials import with_denials, with_denied_claims
from onrecord.extract.attribution.rules.dialogue import one_voice
from onrecord.extract.attribution.rules.silent import is_condition, is_nobodys, is_unreal, unspoken, without_vocative
from onrecord.extract.attribution.rules.tags import with_tags
from onrecord.extract.attribution.rules.turns import bylines, headlines, is_of_match, turns
from onrecord.extract.attribution.rules.views import with_views
from onrecord.extract.device import Device
from onrecord.extract.page.boilerplate import without_boilerplate
from onrecord.extract.page.form import plain
from onrecord.extract.page.paragraphs import find_displayed, find_headline, find_paragraphs
from onrecord.extract.page.quotes import Quotation, joined
from onrecord.extract.precision import Precision
from onrecord.extract.triple import Span

# Scores are rounded to so many, so that the last bits of another processor make no difference.
DIGITS = 2


@dataclass(frozen=True)
class Page:
    """A text as the model read it and the marks on it: its quotations, and where its paragraphs lie."""

    text: str
    quotations: list[Quotation]
    paragraphs: list[Span]
    reading: Reading | None = None
    set_apart: Sequence[Span] = ()

    @cached_property
    def displayed(self) -> list[Span]:
        """Its paragraphs that are cross-heads or pull quotations."""
        marked = [one for one in self.quotations if not _is_in(one.start + 1, self.set_apart)]
        return find_displayed(self.text, self.paragraphs, marked)


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

    def find(self, text: str, set_apart: Sequence[Span] = ()) -> tuple[Page, list[Attribution]]:
        """A text as it was read, and its attributions in the order of their contents.

        Args:
            text: an article's.
            set_apart: its quotations that are set apart instead of marked, half-open offsets.
        """
        page, learned = self.read(text, set_apart)
        judged = [replace(one, score=self._confidence.of(one, page.quotations)) for one in learned]
        found = settle(page, judged, self.threshold)
        return page, [_without_breaks(text, one) for one in found] if set_apart else found

    def read(self, text: str, set_apart: Sequence[Span] = ()) -> tuple[Page, list[Attribution]]:
        """A text, and what the model takes for its attributions, however unsure."""
        text = without_boilerplate(plain(text, set_apart))
        reading, learned = self._model.attributions(text)
        quotations = joined(text, reading.features.quotations, set_apart)
        page = Page(text, quotations, find_paragraphs(text), reading, set_apart)
        fitted = fit(text, learned, page.quotations, page.paragraphs)
        own = (_without_displayed(text, one, page.displayed) for one in fitted)
        return page, [one for one in own if one is not None]


def settle(page: Page, judged: Iterable[Attribution], threshold: float) -> list[Attribution]:
    """The attributions that are sure enough, and by them those that the model does not find."""
    text, quotations = page.text, page.quotations
    told_apart = coordinated(text, surnames(text, list(judged)), quotations)
    sure = one_cue(text, [well_cut(text, one) for one in told_apart if round(one.score, DIGITS) >= threshold])
    found = _distinct(part for whole in sure for part in split_off(text, whole, quotations))
    headline = find_headline(text, page.paragraphs)
    found = [one for one in found if not is_of_match(text, headline, one)]
    of_headline = headlines(text, headline, quotations, found)
    laid_out = [*turns(text, page.paragraphs), *bylines(text, quotations), *of_headline]
    found = [unspoken(text, one) for one in [*_outside(found, laid_out), *laid_out]]
    said = (span for one in laid_out for span in one.content)
    speech = merge([*((one.start, one.stop) for one in quotations), *said])
    found = [without_vocative(text, one, speech) for one in found]
    found = one_voice(text, with_tags(text, found, quotations), quotations)
    own = [one for one in quotations if not _is_in(one.start, page.displayed)]
    found = with_views(text, found, quotations, page.paragraphs)
    found = with_denied_claims(text, with_denials(text, found, page.paragraphs))
    found += continuations(text, found, own, page.paragraphs)
    found += after_deeds(text, found, own, page.paragraphs)
    found = _apart(text, found, page.paragraphs)
    kept = [rounded for one in found if (rounded := _rounded(one)).score >= threshold]
    kept = [one for one in kept if not is_condition(text, one) and not is_unreal(text, one)]
    kept = [one for one, outer in zip(kept, within(kept), strict=True) if outer is None or not is_nobodys(text, one)]
    return sorted(kept, key=lambda one: (one.content, one.cue))


def _without_displayed(text: str, one: Attribution, displayed: Sequence[Span]) -> Attribution | None:
    """The attribution without cross-heads and pull quotations beside what is said; None if it is one without a cue."""
    if not any(_is_in(span[0], displayed) for span in one.content):
        return one
    pieces = list(one.content)
    for paragraph in displayed:
        pieces = [piece for span in pieces for piece in without(span, paragraph)]
    own = tuple(span for span in (trim(text, span) for span in pieces) if span)
    if not one.cue:
        return replace(one, content=own) if own else None
    return one if not own or _is_in(one.cue[0][0], displayed) else replace(one, content=own)


def _without_breaks(text: str, one: Attribution) -> Attribution:
    """The attribution without the line breaks around what it claims, which stood for marks."""
    content = []
    for start, stop in one.content:
        said = text[start:stop]
        content.append((start + len(said) - len(said.lstrip()), stop - len(said) + len(said.rstrip())))
    return replace(one, content=tuple(content))


def _apart(text: str, found: Sequence[Attribution], paragraphs: Sequence[Span]) -> list[Attribution]:
    """Those with a cue without the next paragraphs of their quotation, which are attributions of their own."""
    starts = {start for start, _ in paragraphs}
    own = sorted(one.content[0][0] for one in found if not one.cue and one.content[0][0] in starts)
    return [_ended(text, one, own) if own and one.cue else one for one in found]


def _ended(text: str, one: Attribution, starts: Sequence[int]) -> Attribution:
    """The attribution without what stands from the first of `starts` on that lies in its last span."""
    first, last = one.content[-1]
    place = bisect_right(starts, first)
    if place == len(starts) or starts[place] >= last:
        return one
    cut = trim(text, (first, starts[place]))
    return replace(one, content=(*one.content[:-1], cut)) if cut else one


def _is_in(place: int, spans: Sequence[Span]) -> bool:
    return any(start <= place < stop for start, stop in spans)


def _rounded(one: Attribution) -> Attribution:
    """The attribution with its score as it is told; a quotation that goes on by a rule, without a cue, is less sure."""
    learned = one.cue or one.evidence is not None
    return replace(one, score=round(one.score if learned else one.score * WITHOUT_CUE, DIGITS))


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
        if one.cue and one.source and any(overlap(said, *span) for span in one.source):
            return 0.0  # inside what is said, where somebody speaks of another's words
        length = sum(stop - start for start, stop in one.content)
        return sum(overlap(said, start, stop) for start, stop in one.content) / length

    return [one for one in found if share(one) < 0.5]
