"""Several statements as one of a server's: it is waited for once, where each by itself would take a round trip."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

_COLUMN: Final = r"(?:[\w.']+(?:\([^()]*\))? AS )?(\w+)"
_NAMED_COLUMNS: Final = re.compile(rf"RETURN (?:DISTINCT )?(?P<columns>{_COLUMN}(?:,\s*{_COLUMN})*)\s*$")
_NAME: Final = re.compile(_COLUMN)
# Texts and names in marks come first, so that no parameter is found in them.
_PARAMETER: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|\$(?P<name>\w+)""", re.DOTALL)


@dataclass(slots=True)
class Statement:
    """A statement that is to be sent.

    Attributes:
        text, params: its Cypher.
        returns: whether it is a query, one that `can_be_joined`, or returns nothing.
        rows: what the server answered; None before that, and for a statement that returns nothing.
    """

    text: str
    params: Mapping[str, Any]
    returns: bool
    rows: list[list[Any]] | None = None


def can_be_joined(query: str) -> bool:
    """Whether a query can be a part of another: its columns all have names, and its rows no order."""
    return _NAMED_COLUMNS.search(query) is not None and not query.lstrip().startswith("SHOW")


def as_list(query: str, name: str) -> str:
    """A query that `can_be_joined` as one that returns a single row: a list of all of its rows, by this name.

    The driver takes ten times as long for a row as for a list in it.
    """
    match = _NAMED_COLUMNS.search(query)
    assert match is not None
    names = _NAME.findall(match["columns"])
    return f"CALL () {{{query}}} RETURN collect([{', '.join(names)}]) AS {name}"


def joined(statements: Sequence[Statement]) -> tuple[str, dict[str, Any]]:
    """Give the text and the parameters of one statement that does what these do, in their order.

    It returns one row, of as many lists of rows as there are statements that return something; if none does, nothing.
    """
    parts, answers = [], []
    params: dict[str, Any] = {}
    for number, statement in enumerate(statements):
        text = _PARAMETER.sub(partial(_given, number=number), statement.text)
        params |= {f"{name}_{number}": value for name, value in statement.params.items()}
        if statement.returns:
            answers.append(f"rows_{number}")
            text = as_list(text, answers[-1])
        parts.append(text)
    # All in one map, since a server makes a plan of its own for each order of magnitude of a list that is a parameter.
    given = {"given": params}
    if len(parts) == 1:
        return parts[0], given
    text = "\n".join(f"CALL () {{{part}}}" for part in parts)
    return (f"{text}\nRETURN {', '.join(answers)}" if answers else text), given


def _given(match: re.Match[str], number: int) -> str:
    return f"$given.{match['name']}_{number}" if match["name"] else match[0]
