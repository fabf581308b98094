"""The day of publication where nothing beside the text states it: from the byline, the dateline, or the file's name.

Only a whole day that can be read one way is taken, and it is marked with where it comes from: 3 March 2025 and
25/12/2025 are, 3 March and 03/04/2025 are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta
from pathlib import PurePath
from typing import Final

from onrecord.extract.document import DateFrom
from onrecord.extract.reading.dates import day

_MONTHS: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY: Final = rf"""
    (?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?[.,]?\s+)?
    (?P<day>\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTHS},?\s+\d{{4}}
    |{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}
    |\d{{4}}-\d{{2}}-\d{{2}}
    |\d{{1,2}}/\d{{1,2}}/\d{{4}})
"""
_TIME: Final = r"(?:[,\s]*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,5})?)?"
_SEPARATOR: Final = r"\s*[,|·•–—―:;-]\s*"
_CHANGED: Final = re.compile(r"\b(?:updated|modified|changed|corrected|amended)\b", re.IGNORECASE)
# “The Carrick Courier, 3 March 2025”, “By Ana Ruiz | March 3, 2025 10:30 GMT”, “Published: 2025-03-03”, “3 March 2025”.
_BYLINE: Final = re.compile(
    rf"""(?:
        (?:first\s+)?(?:published|posted|date)(?:\s+on)?\s*:?\s*
        | by\s+\S.{{0,80}}?(?:{_SEPARATOR}|\s)
        | (?P<other>\S.{{0,80}}?){_SEPARATOR}
    )?(?:published(?:\s+on)?\s*:?\s*)?{_DAY}{_TIME}
    (?:{_SEPARATOR}.{{0,60}})?\.?""",
    re.IGNORECASE | re.VERBOSE,
)
# “CARRICK VALE, 3 March 2025 (Wirefeed) —”, “LONDON (AP), March 3, 2025 -”.
_DATELINE: Final = re.compile(
    rf"""[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ ][A-ZÀ-Þ.'’-]+){{0,3}}(?:,[ ][A-Z][\w. ]{{1,25}}?)?
    (?:\s*\([^)]{{1,30}}\))?[,\s]\s*{_DAY}(?:\s*\([^)]{{1,30}}\))?\s*[:–—―-]\s""",
    re.VERBOSE,
)
_ANY_DAY: Final = re.compile(_DAY, re.IGNORECASE | re.VERBOSE)
_IN_NAME: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_ORDINAL: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_SEPT: Final = re.compile(r"\bSept\b\.?")

_LINES: Final = 6  # in which a byline stands
_LONGEST_LINE: Final = 140
_PARAGRAPHS: Final = 5  # in the first of which a dateline stands
_HEAD: Final = 3_000


def day_of(text: str, file: str | None) -> tuple[Date, DateFrom] | None:
    """The day of publication that an article's text or the name of its file tells, and which of them does.

    Args:
        text: the article.
        file: the path of a file that holds this article alone.
    """
    lines = [line for line in (line.strip() for line in text[:_HEAD].splitlines()) if line][:_LINES]
    for found, where in (
        (_only(_in_bylines(lines)), "byline"),
        (_only(_in_datelines(lines[:_PARAGRAPHS])), "dateline"),
        (_only(_in_name(file)) if file else None, "file name"),
    ):
        if found is not None:
            return found, where  # type: ignore[return-value]
    return None


def _only(days: Iterator[Date]) -> Date | None:
    """The day, if there is one alone, and it is not to come."""
    found = set(days)
    day = found.pop() if len(found) == 1 else None
    return day if day is not None and day <= Date.today() + timedelta(days=1) else None


def _in_bylines(lines: list[str]) -> Iterator[Date]:
    for number, line in enumerate(lines):
        if len(line) > _LONGEST_LINE or not (match := _BYLINE.fullmatch(line)):
            continue
        if number == 0 and match["other"]:  # a headline, of the day that the article is about
            continue
        changed = _CHANGED.search(line)
        if changed and changed.start() < match.start("day"):
            continue  # when it was changed is not when it was published
        days = [each["day"] for each in _ANY_DAY.finditer(line[: changed.start() if changed else None])]
        yield from (day for text in days if (day := _read(text)))


def _in_datelines(lines: list[str]) -> Iterator[Date]:
    for line in lines:
        if (match := _DATELINE.match(line)) and (day := _read(match["day"])):
            yield day
            return


def _in_name(file: str) -> Iterator[Date]:
    for year, _, month, number in _IN_NAME.findall(PurePath(file).name):
        try:
            yield Date(int(year), int(month), int(number))
        except ValueError:
            continue


def _read(text: str) -> Date | None:
    if "/" in text:
        first, second, year = map(int, text.split("/"))
        if (first > 12) == (second > 12):  # either could be the month
            return _valid(year, first, second) if first == second else None
        return _valid(year, *((second, first) if first > 12 else (first, second)))
    return day(_SEPT.sub("Sep", _ORDINAL.sub("", text)))


def _valid(year: int, month: int, number: int) -> Date | None:
    try:
        return Date(year, month, number)
    except ValueError:
        return None
