"""The values that a user's own query finds in an embedded store, without the engine's marks."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any


def plain(value: Any) -> Any:
    """Give a value as it is shown: a node or edge as its properties, a path as a list of them in turn."""
    if isinstance(value, dict) and "_NODES" in value:
        nodes, edges = value["_NODES"], value["_RELS"]
        return [plain(part) for pair in zip(nodes, [*edges, None], strict=True) for part in pair if part is not None]
    if isinstance(value, dict):
        is_element = "_LABEL" in value
        return {
            name: plain(part)
            for name, part in sorted(value.items())
            if not is_element or (part is not None and not name.startswith("_"))
        }
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    if isinstance(value, Decimal):  # what the engine makes of a sum
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, timedelta):
        return _in_iso(value)
    return value


def _in_iso(time: timedelta) -> str:
    """A length of time as ISO 8601 writes it: P18D, PT1H30M."""
    seconds = time.seconds + time.microseconds / 1e6
    hours, minutes = divmod(int(seconds // 60), 60)
    parts = ((hours, "H"), (minutes, "M"), (f"{seconds % 60:.6f}".rstrip("0").rstrip("."), "S"))
    clock = "".join(f"{number}{unit}" for number, unit in parts if number not in (0, "0"))
    day = f"{time.days}D" if time.days or not clock else ""
    return f"P{day}{'T' if clock else ''}{clock}"
