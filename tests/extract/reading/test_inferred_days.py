"""The day of publication of what states none: from byline, dateline or file name, and never a guess."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from onrecord.extract import Document
from onrecord.extract.reading import read
from onrecord.extract.reading.inferred import day_of

BODY = "The bridge stays, said Ana Ruiz, the mayor. It was built on 9 April 1931."


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("The Carrick Courier, 3 March 2025", date(2025, 3, 3)),
        ("By Ana Ruiz, 3 March 2025", date(2025, 3, 3)),
        ("By Ana Ruiz and Ben Hall | Mon 3 Mar 2025 10:30 GMT", date(2025, 3, 3)),
        ("Ana Ruiz · March 3rd, 2025 · 4 min read", date(2025, 3, 3)),
        ("Published: 2025-03-03", date(2025, 3, 3)),
        ("Published on Monday, 3 March 2025 at 10:30", date(2025, 3, 3)),
        ("Published 3 March 2025, updated 5 March 2025", date(2025, 3, 3)),
        ("3 March 2025", date(2025, 3, 3)),
        ("Sept. 5, 2025", date(2025, 9, 5)),
        ("The Post, 25/12/2024", date(2024, 12, 25)),
        ("The Post, 12/25/2024", date(2024, 12, 25)),
        ("The Post, 03/03/2025", date(2025, 3, 3)),
    ],
)
def test_days_in_bylines(line: str, day: date) -> None:
    assert day_of(f"Bridge stays\n\n{line}\n\n{BODY}", None) == (day, "byline")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"Bridge stays\n\nThe Post, 03/04/2026\n\n{BODY}",
        f"Bridge stays\n\nThe Post, 13/13/2025\n\n{BODY}",
        f"Bridge stays\n\nThe Post, 31 February 2025\n\n{BODY}",
        f"Bridge stays\n\nThe Post, 3 March\n\n{BODY}",
        f"Bridge stays\n\nUpdated 5 March 2025\n\n{BODY}",
        f"Bridge stays\n\nThe Post, 3 March 2025\n\nThe Courier, 4 March 2025\n\n{BODY}",
        f"The storm: 12 January 1978\n\n{BODY}",
        f"Bridge stays\n\nThe bridge was built in a year, and opened on 3 March 1931 by the mayor.\n\n{BODY}",
        f"LONDON, March 3 (Wirefeed) - {BODY}",
        f"Bridge stays\n\nThe Post, {date.today() + timedelta(days=30):%d %B %Y}\n\n{BODY}",
    ],
)
def test_no_guesses(text: str) -> None:
    assert day_of(text, None) is None


@pytest.mark.parametrize(
    "line",
    [
        "CARRICK VALE, 3 March 2025 (Wirefeed) — ",
        "LONDON (AP), March 3, 2025 - ",
        "LONDON, March 3, 2025: ",
        "SÃO PAULO, Brazil, Mon 3 March 2025 – ",
    ],
)
def test_days_in_datelines(line: str) -> None:
    assert day_of(f"Bridge stays\n\n{line}{BODY}", None) == (date(2025, 3, 3), "dateline")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2025-03-03-bridge.txt", date(2025, 3, 3)),
        ("post_20250303.txt", date(2025, 3, 3)),
        ("bridge 2025.03.03.html", date(2025, 3, 3)),
        ("2025-03-03 (from 2025-03-03).txt", date(2025, 3, 3)),
        ("03-04-2025.txt", None),
        ("2025-03.txt", None),
        ("report-1202503034.txt", None),
        ("2025-03-03-to-2025-03-09.txt", None),
        ("2025-02-31.txt", None),
        ("20991231.txt", None),
    ],
)
def test_days_in_file_names(name: str, day: date | None) -> None:
    assert day_of(BODY, f"2024-01-01/{name}") == (day and (day, "file name"))


def test_what_is_stated_or_given_goes_before(tmp_path: Path) -> None:
    plain, marked, table = tmp_path / "2025-03-04.txt", tmp_path / "2025-03-05.md", tmp_path / "2025-03-06.csv"
    plain.write_text(f"Bridge stays\n\nThe Post, 3 March 2025\n\n{BODY}")
    marked.write_text(f"---\ndate: 2025-03-01\n---\n{BODY}")
    table.write_text(f'text\n"{BODY}"\n')

    def days(given: date | None) -> list[tuple[date | None, str | None]]:
        found = read([plain, marked, table], date=given)
        return [(one.date, one.date_from) for one in found if isinstance(one, Document)]

    given = date(2025, 2, 1)
    assert days(None) == [(date(2025, 3, 3), "byline"), (date(2025, 3, 1), "stated"), (None, None)]
    assert days(given) == [(given, "given"), (date(2025, 3, 1), "stated"), (given, "given")]
