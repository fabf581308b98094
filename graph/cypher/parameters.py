"""The values of a query's parameters, checked before an engine gets them."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any, Final

from onrecord.graph.errors import CypherError
from onrecord.graph.model.rows import clean

DEEPEST: Final = 50  # lists in lists
INTEGERS: Final = range(-(2**63), 2**63)


def checked_values(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of parameters, with U+FFFD for what no store can hold.

    Raises:
        CypherError: a value is none that a store knows; the message names the parameter.
    """
    return {name: _checked(name, value, 0) for name, value in params.items()}


def _checked(name: str, value: Any, depth: int) -> Any:
    if depth > DEEPEST:
        raise CypherError(f"The value of ${name} has more than {DEEPEST} lists in each other.")
    match value:
        case bool():
            return value
        case float() if not isfinite(value):
            raise CypherError(f"The value of ${name} is not a number, or is too large for one.")
        case int() if value not in INTEGERS:
            raise CypherError(f"The value of ${name} is a number of more than 64 bits: {value}.")
        case str():
            return clean(value)
        case list() | tuple():
            return _checked_list(name, [_checked(name, part, depth + 1) for part in value])
        case Mapping():
            return {clean(str(key)): _checked(name, part, depth + 1) for key, part in value.items()}
        case _:
            return value


def _checked_list(name: str, values: list[Any]) -> list[Any]:
    kinds = {_kind(value) for value in values if value is not None}
    if len(kinds) > 1:
        raise CypherError(f"The list ${name} has values of several kinds in it: {', '.join(sorted(kinds))}.")
    return values


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "numbers"
    kinds: dict[type, str] = {str: "texts", list: "lists", dict: "objects"}
    return kinds.get(type(value), type(value).__name__)
