"""A value as a field of CSV, and as a cell of a table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from onrecord.printing.characters import escaped, in_one_line


def as_json(content: Any, indent: int | None = None) -> str:
    """JSON, with days and other values that JSON does not have as text, and null for what is not a finite number.

    No character in it steers a terminal (see `characters`).
    """
    try:
        text = json.dumps(content, ensure_ascii=False, indent=indent, default=str, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(content), ensure_ascii=False, indent=indent, default=str)
    return escaped(text)


def _finite(content: Any) -> Any:
    match content:
        case float():
            return content if isfinite(content) else None
        case Mapping():
            return {name: _finite(value) for name, value in content.items()}
        case list() | tuple():
            return [_finite(value) for value in content]
        case _:
            return content


def field(content: Any) -> Any:
    """A field of CSV: a list of names is joined by semicolons; any other nested value is JSON."""
    match content:
        case None | str() | int() | float():
            return content
        case [*parts] if all(isinstance(part, str) for part in parts):
            return "; ".join(parts)
        case list() | tuple() | dict():
            return as_json(content)
        case _:
            return str(content)


def cell(content: Any) -> str:
    """A cell of a table: one line, without characters that would steer a terminal."""
    return in_one_line("" if content is None else str(field(content)))
