"""What assistants are told: each row with who said it, how, where, and the exact words, so that it can be quoted.

An answer has as many rows as fit its limits; `next` then holds a cursor, with which the same question gives the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from onrecord.errors import Error
from onrecord.graph.lookups import Statement
from onrecord.pages.plain import plain
from onrecord.store import Store

MOST_ROWS: Final = 50
MOST_CHARACTERS: Final = 20_000
LONGEST_TEXT: Final = 2_000
"""Characters of one value; a longer one is cut, and says so."""

Row = TypeVar("Row")


class BadCursor(Error):
    """A cursor that no answer gave."""


def paged(
    rows: Callable[[int], Sequence[Row]], told: Callable[[Sequence[Row]], list[dict[str, Any]]], cursor: str, limit: int
) -> dict[str, Any]:
    """A part of a long answer.

    Args:
        rows: gives the first rows, at most so many.
        told: makes of rows what is said.
        cursor: as the part before gave it; empty for the first.
        limit: at most so many rows.

    Raises:
        BadCursor: the cursor is none.
    """
    first = _place(cursor)
    limit = max(1, min(limit, MOST_ROWS))
    found = rows(first + limit + 1)
    said: list[dict[str, Any]] = []
    room = MOST_CHARACTERS
    for row in told(found[first : first + limit]):
        cut = _cut(row)
        room -= len(json.dumps(cut, ensure_ascii=False))
        if said and room < 0:
            break
        said.append(cut)
    more = len(found) > first + len(said)
    return {"rows": said, "next": f"from-{first + len(said)}" if more else None}


def statements(store: Store) -> Callable[[Sequence[Statement]], list[dict[str, Any]]]:
    """Statements as rows with all that is needed to quote and to cite them."""

    def told(found: Sequence[Statement]) -> list[dict[str, Any]]:
        return [_statement(each, link) for each, link in zip(found, store.links(found), strict=True)]

    return told


def rows(found: Sequence[Any]) -> list[dict[str, Any]]:
    """Other answers as rows."""
    return [plain(each) for each in found]


def _statement(each: Statement, link: str | None) -> dict[str, Any]:
    told = {
        "id": each.id,
        "speaker": each.source,
        "cue": each.cue,
        "act": each.act,
        "claim": each.claim,
        "kind": each.kind,
        "about": each.about,
        "mentions": each.mentions,
        "corrected": each.corrected,
        "confidence": None if each.confidence is None else round(each.confidence, 2),
        "date": each.date.isoformat() if each.date else None,
        "publisher": each.publisher,
        "title": each.title,
        "document": each.document,
        "url": each.url,
        "link": link,
    }
    return {name: value for name, value in told.items() if value not in (None, [])}


def _cut(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _shorter(value) for name, value in row.items()}


def _shorter(value: Any) -> Any:
    match value:
        case str() if len(value) > LONGEST_TEXT:
            return value[:LONGEST_TEXT] + f" […] ({len(value):,} characters; “show” has all)"
        case dict():
            return _cut(value)
        case list():
            return [_shorter(each) for each in value]
        case _:
            return value


def _place(cursor: str) -> int:
    if not cursor:
        return 0
    number = cursor.removeprefix("from-")
    if cursor == number or not number.isdecimal() or not number.isascii() or len(number) > 9:
        raise BadCursor(f"{cursor!r} is no cursor: give what stands in “next” of the answer before, or nothing.")
    return int(number)
