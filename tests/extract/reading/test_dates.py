"""The day of publication, from the forms in which files state it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from onrecord.extract.reading.dates import day

MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    "content",
    [
        "2026-03-01",
        " 2026-03-01 ",
        "20260301",
        "2026-03-01T23:30:00-05:00",
        "2026-03-01 10:00:00",
        "2026-03-01T10:00:00Z",
        "Sun, 01 Mar 2026 10:00:00 GMT",
        "Sun, 1 Mar 2026 23:30:00 -0500",
        "1 March 2026",
        "01 Mar 2026",
        "March 1, 2026",
        "Mar. 1, 2026",
        "Sunday, March 1, 2026",
        "Sunday 1 March 2026",
        1772323200,
        1772323200000,
        datetime(2026, 3, 1, 10, tzinfo=UTC),
        datetime(2026, 3, 1, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
        MARCH,
    ],
)
def test_forms_of_a_day(content: object) -> None:
    assert day(content) == MARCH


@pytest.mark.parametrize(
    "content",
    [
        "",
        "5 March",
        "01/04/2026",
        "4.1.2026",
        "yesterday",
        "32 March 2026",
        "2026",
        None,
        True,
        3,
        10**30,
        1.5,
        [1],
        "x" * 9999,
    ],
)
def test_what_is_no_day_or_could_be_two(content: object) -> None:
    assert day(content) is None
