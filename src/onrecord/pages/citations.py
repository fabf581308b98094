"""A claim as it is cited: by APA 7, MLA 9 and Chicago 17, from what the store knows of the article.

An article without a title is called by the first words of its text, which APA wants in brackets; one without a date is
"n.d.", but for MLA, which leaves the date out; the file that it was read from stands for an address.
"""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import NamedTuple

from onrecord.graph.lookups import Shown, titles

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SHORT = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


INNER = str.maketrans("“”", "‘’")  # quotation marks inside quotation marks


class Citation(NamedTuple):
    """A citation in one style."""

    style: str
    text: str


def of(shown: Shown) -> list[Citation]:
    """Cite the article of a claim. What the store does not know, such as an author, is left out."""
    statement = shown.statement
    title = " ".join(titles.heading(statement, shown.text).split())
    publisher, url = statement.publisher or "", statement.url or ""
    place = url or (Path(shown.path).name if shown.path else "")
    quoted = f"“{title.translate(INNER)}”"
    apa = title if statement.title else f"[{title}]"
    return [
        Citation("APA", _joined(apa, f"({_apa(statement.date)})", publisher, place)),
        Citation("MLA", _joined(quoted, _and(publisher, _mla(statement.date)), _bare(place))),
        Citation("Chicago", _joined(quoted, _and(publisher, _chicago(statement.date)), place)),
    ]


def _joined(*parts: str) -> str:
    """Parts with a full stop behind each that has no mark of its own, but for an address."""
    said = []
    for part in filter(None, parts):
        is_address = part.startswith(("http://", "https://"))
        ends = part.endswith((".", "!", "?", "…", "!”", "?”", "…”")) or is_address
        said.append(part if ends else part[:-1] + ".”" if part.endswith("”") else part + ".")
    return " ".join(said)


def _and(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _bare(url: str) -> str:
    return url.partition("://")[2] or url


def _apa(day: Date | None) -> str:
    return f"{day.year}, {MONTHS[day.month - 1]} {day.day}" if day else "n.d."


def _mla(day: Date | None) -> str:
    return f"{day.day} {SHORT[day.month - 1]} {day.year}" if day else ""


def _chicago(day: Date | None) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}" if day else "n.d."
