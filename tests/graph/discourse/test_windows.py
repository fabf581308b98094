"""Discourse networks over time."""

from __future__ import annotations

from datetime import date as Date

import pytest

from onrecord.graph.discourse.statements import Coded
from onrecord.graph.discourse.windows import days_of, polarization, windows
from onrecord.graph.errors import StoreError

FIRST, LAST = Date(2024, 1, 1), Date(2024, 1, 31)


def said(actor: str, concept: str, stance: str, day: int | None = 1) -> Coded:
    at = Date(2024, 1, day) if day else None
    return Coded(at, actor, concept, stance, None, "", "", "", "")  # type: ignore[arg-type]


def camps(first: str, second: str, stance: str) -> list[Coded]:
    return [*(said(actor, "tax", "agree") for actor in first), *(said(actor, "tax", stance) for actor in second)]


def test_two_camps_are_polarised_and_one_is_not() -> None:
    apart, together = (polarization(FIRST, LAST, camps("ABC", "DEF", stance)) for stance in ("disagree", "agree"))
    assert (apart.polarization, apart.communities) == (0.5, 2)  # two cliques without a tie between them
    assert (apart.congruence, apart.conflict) == (6, 9)
    assert (together.polarization, together.communities) == (0, 1)
    assert (together.congruence, together.conflict) == (15, 0)


def test_where_nobody_agrees_with_anybody_nothing_is_polarised() -> None:
    found = polarization(FIRST, LAST, [said("A", "tax", "agree"), said("B", "tax", "disagree"), said("C", "x", "open")])
    assert (found.statements, found.actors, found.concepts) == (2, 2, 1)
    assert (found.polarization, found.communities) == (0, 0)
    assert polarization(FIRST, LAST, []).actors == 0


def test_windows_move_by_their_step() -> None:
    statements = [said(str(day), "tax", "agree", day) for day in (1, 5, 12, None)]
    found = [
        (since.day, until.day, [each.actor for each in inside]) for since, until, inside in windows(statements, 7, 5)
    ]
    assert found == [(1, 7, ["1", "5"]), (6, 12, ["12"]), (11, 17, ["12"])]
    whole = [(since, len(inside)) for since, _, inside in windows(statements, 31, 31, FIRST, LAST)]
    assert whole == [(FIRST, 3)]
    assert [*windows([said("A", "tax", "agree", None)], 7, 7)] == []


def test_windows_are_given_as_days_or_weeks() -> None:
    assert (days_of("30d"), days_of("4W")) == (30, 28)
    for text in ("30", "0d", "d", "1y", "-3d"):
        with pytest.raises(StoreError, match="days or weeks"):
            days_of(text)
    with pytest.raises(StoreError, match="more than"):
        [*windows([said("A", "tax", "agree")], 1, 1, Date(1, 1, 1), LAST)]
