"""Days that are compared with text: one store takes the text for a day, the other finds nothing. Both shall take it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from onrecord.graph.cypher.tokens import Token, meaningful

DAY: Final = "date"
COMPARING: Final = frozenset({"<", ">", "="})


def with_days(text: str, params: Mapping[str, Any]) -> str:
    """Write `date(…)` round each text, or parameter that is one, that a query compares with a day.

    >>> with_days("MATCH (d:Document) WHERE d.date >= '2026-09-01' RETURN d.id", {})
    "MATCH (d:Document) WHERE d.date >= date('2026-09-01') RETURN d.id"
    """
    tokens = meaningful(text)
    days = {DAY} | {
        tokens[at + 2].name
        for at in range(1, len(tokens) - 2)
        if _is_property(tokens, at) and tokens[at + 1].text.upper() == "AS"
    }
    found = [token for at, token in enumerate(tokens) if _is_text(token, params) and _is_compared(tokens, at, days)]
    for token in reversed(found):
        text = f"{text[: token.start]}date({token.text}){text[token.stop :]}"
    return text


def _is_text(token: Token, params: Mapping[str, Any]) -> bool:
    return token.kind == "string" or (token.kind == "param" and isinstance(params.get(token.name), str))


def _is_property(tokens: list[Token], at: int) -> bool:
    """Whether a token is the name of a property that is a day, as in `d.date`."""
    return tokens[at].kind in ("word", "quoted") and tokens[at].name == DAY and at > 0 and tokens[at - 1].text == "."


def _is_compared(tokens: list[Token], at: int, days: set[str]) -> bool:
    """Whether a text is compared with a day: before or after it, or in `{date: …}`."""
    before = at - 1
    if before > 0 and tokens[before].text == ":" and tokens[before - 1].name == DAY:
        return before > 1 and tokens[before - 2].text in ("{", ",")
    while before >= 0 and tokens[before].text in COMPARING:
        before -= 1
    if 0 <= before < at - 1 and _is_day(tokens, before, days):
        return True
    after = at + 1
    while after < len(tokens) and tokens[after].text in COMPARING:
        after += 1
    if after == at + 1 or after >= len(tokens):
        return False
    if after + 2 < len(tokens) and tokens[after + 1].text == ".":
        after += 2
    return _is_day(tokens, after, days)


def _is_day(tokens: list[Token], at: int, days: set[str]) -> bool:
    if _is_property(tokens, at):
        return True
    is_variable = tokens[at].kind in ("word", "quoted") and (at == 0 or tokens[at - 1].text != ".")
    return is_variable and tokens[at].name in days - {DAY}
