"""The day of publication, from the forms in which files state it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from datetime import date as Date
from email.utils import parsedate_to_datetime

# A date of figures alone, as 01/04/2025, is not read: it is January in one country and April in another.
_WRITTEN_OUT = ("%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_MILLISECONDS = 10**11  # as seconds this is the year 5138, as milliseconds 1973
_SECONDS = 10**8


def day(content: object) -> Date | None:
    """Read the day of a date or time, as it is written there, whatever its time zone.

    Args:
        content: ISO 8601 (2026-03-01, 2026-03-01T10:00:00Z), the form of e-mails and feeds (Sun, 01 Mar 2026 10:00:00
            GMT), a date with its month in letters (1 March 2026, March 1, 2026), a date or datetime, or a whole
            number of seconds or milliseconds since 1970 (UTC), as pandas writes them.

    Returns:
        The day; None for anything else, and where day and month cannot be told apart (01/04/2026).
    """
    if isinstance(content, datetime):
        return content.date()
    if isinstance(content, Date):
        return content
    if isinstance(content, int) and not isinstance(content, bool):
        return _since_1970(content)
    return _of_text(content.strip()) if isinstance(content, str) else None


def _since_1970(number: int) -> Date | None:
    if not _SECONDS <= number < _MILLISECONDS**2:
        return None
    seconds = number / 1000 if number >= _MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, UTC).date()
    except (OverflowError, OSError, ValueError):
        return None


def _of_text(text: str) -> Date | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(text).date()
        except (ValueError, TypeError, OverflowError):
            continue
    words = " ".join(_WEEKDAY.sub("", text).replace(",", " ").replace(".", " ").split())
    for form in _WRITTEN_OUT:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    return None
