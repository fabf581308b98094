"""A value as a field of CSV, and as a cell of a table."""

from __future__ import annotations

import json
import re
from typing import Any, Final

UNPRINTABLE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def as_json(content: Any, indent: int | None = None) -> str:
    """JSON, with days and other values that JSON does not have as text."""
    return json.dumps(content, ensure_ascii=False, indent=indent, default=str)


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
    return UNPRINTABLE.sub(" ", "" if content is None else str(field(content))).strip()
