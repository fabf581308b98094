"""Days on the command line: whole ones, months and years."""

from __future__ import annotations

from datetime import date as Date

import pytest
import typer

from onrecord.options import _first_day, _last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02-05", Date(2024, 2, 5), Date(2024, 2, 5)),
        ("2024-02", Date(2024, 2, 1), Date(2024, 2, 29)),
        ("2025-12", Date(2025, 12, 1), Date(2025, 12, 31)),
        ("2025", Date(2025, 1, 1), Date(2025, 12, 31)),
    ],
)
def test_since_and_until_take_days_months_and_years(text: str, first: Date, last: Date) -> None:
    assert (_first_day(text), _last_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["2025-13", "2025-02-30", "March 2025", "0000", "25", ""])
def test_what_is_no_date_is_said(text: str) -> None:
    for parse in (_first_day, _last_day):
        with pytest.raises(typer.BadParameter, match="is no date: give it as YYYY-MM-DD"):
            parse(text)
