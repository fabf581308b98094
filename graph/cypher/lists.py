"""Places in lists and texts, which Cypher counts from 0, and the embedded engine from 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from onrecord.graph.cypher.allowed import KEYWORDS
from onrecord.graph.cypher.tokens import Edit, Token, arguments, closing

LONGEST: Final = 2**31 - 1
"""More characters than any text has."""


def counted_from_one(tokens: Sequence[Token], params: Mapping[str, Any]) -> Iterator[Edit]:
    """Tell what to write where, so that the engine takes the same parts of lists and texts as Cypher tells.

    >>> from onrecord.graph.cypher.tokens import edited, meaningful
    >>> text = "RETURN l[0], l[i], l[..-1], substring(t, 2)"
    >>> edited(text, counted_from_one(meaningful(text), {}))  # doctest: +NORMALIZE_WHITESPACE
    'RETURN l[1], l[list_transform([i], x -> CASE WHEN x >= 0 THEN x + 1 ELSE x END)[1]],
    l[..-2], substring(t, (2) + 1, 2147483647)'
    """
    for at, token in enumerate(tokens):
        if token.text == "[" and at and _is_operand(tokens, at - 1):
            yield from _of_a_list(tokens[at + 1 : closing(tokens, at)], params)
        elif token.text.lower() == "substring" and at + 1 < len(tokens) and tokens[at + 1].text == "(":
            parts = arguments(tokens, at + 1)
            if len(parts) > 1 and parts[1]:
                yield parts[1][0].start, parts[1][0].start, "("
                rest = f", {LONGEST}" if len(parts) == 2 else ""
                yield parts[1][-1].stop, parts[1][-1].stop, f") + 1{rest}"


def _is_operand(tokens: Sequence[Token], at: int) -> bool:
    """Whether a token ends what a place can be taken of."""
    token, before = tokens[at], tokens[at - 1].text if at else ""
    if before.upper() == "AS":  # a type: CAST(l AS INT64[3])
        return False
    if token.kind == "word":
        return before == "." or token.text.upper() not in KEYWORDS
    return token.kind in ("quoted", "param", "string") or token.text in (")", "]", "}")


def _of_a_list(inner: Sequence[Token], params: Mapping[str, Any]) -> Iterator[Edit]:
    depth = 0
    for at, token in enumerate(inner):
        depth += (token.text in "([{") - (token.text in ")]}") if token.kind == "mark" else 0
        if depth == 0 and token.text == "." and at + 1 < len(inner) and inner[at + 1].text == ".":
            yield from _place(inner[:at], params, "x + 1", "x")
            yield from _place(inner[at + 2 :], params, "x", "x - 1")
            return
    yield from _place(inner, params, "x + 1", "x")


def _place(place: Sequence[Token], params: Mapping[str, Any], from_start: str, from_end: str) -> Iterator[Edit]:
    """What to write for a place, by how the engine counts the same from the start and from the end."""
    if not place or place[0].kind == "string":
        return  # nothing, or the key of a map
    if place[0].kind == "param" and isinstance(params.get(place[0].name), str):
        return
    number = place[-1].text
    if len(place) == 1 and number.isdecimal():
        yield place[0].start, place[0].stop, str(int(number) + ("+" in from_start))
    elif len(place) == 2 and place[0].text == "-" and number.isdecimal():
        yield place[1].start, place[1].stop, str(int(number) + ("-" in from_end))
    else:
        yield place[0].start, place[0].start, "list_transform(["
        counted = f"], x -> CASE WHEN x >= 0 THEN {from_start} ELSE {from_end} END)[1]"
        yield place[-1].stop, place[-1].stop, counted
