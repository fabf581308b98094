"""Answers as values of JSON: dataclasses and tuples with names become objects, days text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date as Date
from typing import Any

from onrecord.graph.lookups import Related, Statement


def plain(content: Any) -> Any:
    """The value as JSON has it. A network, which only a picture is made of, is left out."""
    match content:
        case None | bool() | int() | float() | str():
            return content
        case Date():
            return content.isoformat()
        case Statement() | Related():
            return {**_fields(content), "how": content.how, "source": content.source}
        case Mapping():
            return {str(name): plain(value) for name, value in content.items() if name != "network"}
        case tuple() if hasattr(content, "_fields"):
            return {name: plain(getattr(content, name)) for name in content._fields}
        case list() | tuple():
            return [plain(value) for value in content]
        case _ if is_dataclass(content):
            return _fields(content)
        case _:
            return str(content)


def _fields(content: Any) -> dict[str, Any]:
    return {field.name: plain(getattr(content, field.name)) for field in fields(content)}
