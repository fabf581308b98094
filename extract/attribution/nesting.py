"""Claims inside claims: X said that *Y had promised Z*."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import sub

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.triple import Span


def within(attributions: Sequence[Attribution]) -> list[int | None]:
    """For each attribution the number of the one in whose content it stands, the smallest if there are several.

    An attribution stands in the content where its cue does, or without a cue its content.
    """
    sizes = [sum(stop - start for start, stop in one.content) for one in attributions]
    low = [min(start for start, _ in one.content) for one in attributions]
    high = [max(stop for _, stop in one.content) for one in attributions]
    # Only those that begin so near before it can hold a place: an article may have thousands.
    order = sorted(range(len(attributions)), key=low.__getitem__)
    begins = [low[number] for number in order]
    longest = max(map(sub, high, low), default=0)
    around: list[int | None] = []
    for number, one in enumerate(attributions):
        place = one.cue or one.content
        near = order[bisect_left(begins, place[0][0] - longest) : bisect_right(begins, place[0][0])]
        outer = [
            other
            for other in near
            if other != number
            and place[0][0] < high[other]
            and _covers(attributions[other].content, place)
            and not _is_within(attributions, other, number, sizes)
        ]
        around.append(min(outer, key=lambda other: (sizes[other], other), default=None))
    return around


def _is_within(attributions: Sequence[Attribution], one: int, other: int, sizes: Sequence[int]) -> bool:
    """Whether two attributions stand in each other, and the second is the outer one."""
    place = attributions[one].cue or attributions[one].content
    if not _covers(attributions[other].content, place):
        return False
    return (sizes[other], -other) > (sizes[one], -one)


def _covers(content: Sequence[Span], spans: Sequence[Span]) -> bool:
    return all(any(first <= start and stop <= last for first, last in content) for start, stop in spans)
