"""Lines of a page that are nobody's claim: photo credits, "Leave a comment", subscription lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.attribution.boundaries import overlap
from onrecord.extract.triple import Span

# Lines longer than this are text, whatever they begin with.
LONGEST = 320


@cache
def _patterns() -> re.Pattern[str]:
    lines = files(__package__).joinpath("boilerplate.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line.strip() and not line.startswith("#")]
    return re.compile("|".join(f"(?:{line})" for line in wanted), re.IGNORECASE)


def find_boilerplate(text: str) -> list[Span]:
    """The lines that are boilerplate, in order."""
    found, start = [], 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare and len(bare) <= LONGEST and _patterns().fullmatch(bare):
            found.append((start, start + len(line)))
        start += len(line)
    return found


def without_boilerplate(attributions: Sequence[Attribution], boilerplate: Sequence[Span]) -> list[Attribution]:
    """The attributions that neither say boilerplate nor are cued by it."""

    def clean(spans: Sequence[Span]) -> bool:
        return not any(overlap(boilerplate, first, last) for first, last in spans)

    return [one for one in attributions if clean(one.content) and clean(one.cue)]
