"""Numbers, days, lists and truth that are compared with a text: one store finds something, the other never does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from onrecord.graph.cypher.allowed import KEYWORDS
from onrecord.graph.cypher.patterns import parts_of
from onrecord.graph.cypher.tokens import Token, arguments, meaningful
from onrecord.graph.errors import CypherError
from onrecord.graph.model.tables import ALL_NODES, EDGES, columns

TEXT_OPERATORS: Final = frozenset({"STARTS", "ENDS", "CONTAINS"})
COMPARING: Final = frozenset("<>=")
UNLIKE: Final = {"string", "number"}

HOW: Final = {
    "BOOLEAN": "true or false: write {property} = true",
    "INT64": "a number: write it without quotation marks, as in {property} >= 5",
    "DOUBLE": "a number: write it without quotation marks, as in {property} >= 0.5",
    "DATE": "a day: write date('2026-09-01'), as in {property} >= date('2026-09-01')",
    "STRING[]": "a list: write 'x' IN {property}",
    "INT64[]": "a list of numbers: write 5 IN {property}",
}
"""What a property is by its type, and how it is compared."""


def types_of(name: str) -> set[str]:
    """The types that properties of a name have in the graph's model."""
    return {kind for table in (*ALL_NODES, *EDGES) for column, kind in columns(table).items() if column == name}


def check(text: str, params: Mapping[str, Any]) -> None:
    """Refuse what compares a property that is no text with a text.

    Days that are compared with a whole day's text by <, > or = are left: see `days`.

    Raises:
        CypherError: it does; the message tells how to write it.
    """
    tokens = meaningful(text)
    variables = {part.variable for part in parts_of(tokens) if part.variable}
    for at, token in enumerate(tokens):
        if token.text == "." and 0 < at < len(tokens) - 1 and tokens[at - 1].name in variables:
            kinds = types_of(tokens[at + 1].name) - {"STRING"}
            if len(kinds) == 1 and len(types_of(tokens[at + 1].name)) == 1:
                _check_property(tokens, at - 1, at + 1, next(iter(kinds)), params)
        elif token.text == "{" and at > 1 and _is_name(tokens[at - 1]):
            for item in arguments(tokens, at):
                if len(item) == 3 and _is_text(item[2], params):
                    kinds = types_of(item[0].name) - {"DATE"}
                    if kinds and "STRING" not in kinds:
                        raise _refusal(item[0].name, next(iter(kinds)))
        elif token.text in COMPARING and {part.kind for part in tokens[max(0, at - 1) : at + 2 : 2]} == UNLIKE:
            raise CypherError(
                f"{tokens[at - 1].text} and {tokens[at + 1].text} are never equal: one is a text, the other a number. "
                "Write both with quotation marks or both without."
            )


def _check_property(tokens: Sequence[Token], start: int, stop: int, kind: str, params: Mapping[str, Any]) -> None:
    written = "".join(token.text for token in tokens[start : stop + 1])
    after = stop + 1
    if after < len(tokens) and tokens[after].text.upper() in TEXT_OPERATORS:
        raise _refusal(written, kind)
    while after < len(tokens) and tokens[after].text in COMPARING:
        after += 1
    if after < len(tokens) and tokens[after].text == "~":
        raise _refusal(written, kind)
    if after + 1 < len(tokens) and tokens[after].text.upper() == "IN" and _has_texts(tokens, after + 1, params):
        raise _refusal(written, kind)
    if kind == "DATE":
        return
    if stop + 1 < after < len(tokens) and _is_text(tokens[after], params):
        raise _refusal(written, kind)
    before = start - 1
    while before > 0 and tokens[before].text in COMPARING:
        before -= 1
    if 0 <= before < start - 1 and _is_text(tokens[before], params):
        raise _refusal(written, kind)


def _is_name(token: Token) -> bool:
    """Whether a token is a variable, a label or a type, after which the properties of a pattern stand."""
    return token.kind == "quoted" or (token.kind == "word" and token.text.upper() not in KEYWORDS)


def _is_text(token: Token, params: Mapping[str, Any]) -> bool:
    return token.kind == "string" or (token.kind == "param" and isinstance(params.get(token.name), str))


def _has_texts(tokens: Sequence[Token], at: int, params: Mapping[str, Any]) -> bool:
    """Whether a list has a text in it."""
    value = params.get(tokens[at].name) if tokens[at].kind == "param" else None
    if isinstance(value, list | tuple):
        return any(isinstance(part, str) for part in value)
    return tokens[at].text == "[" and any(
        len(item) == 1 and _is_text(item[0], params) for item in arguments(tokens, at)
    )


def _refusal(written: str, kind: str) -> CypherError:
    return CypherError(f"{written} is compared with a text, but is {HOW[kind].format(property=written)}")
