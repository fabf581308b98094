"""Where a query cannot be understood, in place of an engine's long list of what it would have understood."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from onrecord.graph.cypher.tokens import Token, meaningful
from onrecord.graph.errors import CypherError

_LADYBUG: Final = re.compile(r"Parser exception: .*\(line: 1, offset: (\d+)\)", re.DOTALL)
_NEO4J: Final = re.compile(r"Invalid input .*\(line 1, column \d+ \(offset: (\d+)\)\)", re.DOTALL)


def told(error: CypherError, text: str, statement: str) -> CypherError:
    """Say where a query is not understood; an error that is another is given back as it is.

    Args:
        error: what the engine says.
        text: the query as the user wrote it.
        statement: the same on one line, as the engine was given it.
    """
    match = _LADYBUG.match(str(error)) or _NEO4J.match(str(error))
    if match is None:
        return error
    given, asked = meaningful(text), meaningful(statement)
    if given[-1].text == ";":
        given.pop()
    at = sum(token.stop <= int(match[1]) for token in asked)
    place = _same(asked, given, at)
    before = f" after “{given[place - 1].text}”" if place else ""
    if place == len(given):
        return CypherError(f"{_line_and_column(text, given[-1].stop)}: the query ends too early{before}.")
    token = given[place]
    return CypherError(f"{_line_and_column(text, token.start)}: “{token.text}” is not understood{before}.")


def _same(asked: list[Token], given: list[Token], at: int) -> int:
    """The number of the token that a user wrote where the engine has the one of the number `at`."""
    if at == len(asked):
        return len(given)
    ours, theirs = ([token.text for token in tokens] for tokens in (asked, given))
    for _, start, stop, there, until in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if start <= at < stop:
            return min(there + at - start, max(there, until - 1), len(given) - 1)
    return len(given) - 1


def _line_and_column(text: str, at: int) -> str:
    begun = text.rfind("\n", 0, at) + 1
    line = text.count("\n", 0, at) + 1
    return f"Line {line}, column {at - begun + 1}"
