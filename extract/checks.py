"""Checks of values that were read from JSON: each gives the value, or raises an `InputError` that names the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import Any

from onrecord.extract.errors import InputError


def mapping(value: object, field: str) -> Mapping[str, Any]:
    """Give a JSON object."""
    if not isinstance(value, Mapping):
        raise InputError(f"{field} is no object {{…}}")
    return value


def sequence(value: object, field: str) -> Sequence[Any]:
    """Give a list; what is null or left out is an empty one."""
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise InputError(f"{field} is no list")
    return value


def text(value: object, field: str) -> str:
    """Give a text."""
    if not isinstance(value, str):
        raise InputError(f"{field} is no text")
    return value


def filled_text(value: object, field: str) -> str:
    """Give a text that is more than white space."""
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{field} is no text")
    return value


def optional_text(value: object, field: str) -> str | None:
    """Give a text, or None."""
    return None if value is None else text(value, field)


def one_of(value: object, allowed: Sequence[str], field: str) -> Any:
    """Give one of the allowed texts."""
    if value not in allowed:
        raise InputError(f"{field} is {value!r:.50}, none of {', '.join(allowed)}")
    return value


def day(value: object, field: str) -> Date | None:
    """Give a day, written as in 2024-03-05, or None."""
    try:
        return None if value is None else Date.fromisoformat(text(value, field))
    except (InputError, ValueError):
        raise InputError(f"{field} is {value!r:.50}, no day like 2024-03-05") from None


def probability(value: object, field: str) -> float | None:
    """Give a number from 0 to 1, or None."""
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
        raise InputError(f"{field} is {value!r:.50}, no number from 0 to 1")
    return value


def spans(value: object, field: str, length: int | None = None) -> tuple[tuple[int, int], ...]:
    """Give half-open character offsets [start, stop] as tuples.

    Args:
        length: how many characters the text has that they lie in, where that is known.
    """
    if not isinstance(value, list | tuple) or not all(_is_span(span, length) for span in value):
        within = "" if length is None else f" within a text of {length:,} characters"
        raise InputError(f"{field} is no list of [start, stop]{within}")
    return tuple((start, stop) for start, stop in value)


def _is_span(span: object, length: int | None) -> bool:
    match span:
        case [int(start), int(stop)]:
            return 0 <= start < stop and (length is None or stop <= length)
    return False
