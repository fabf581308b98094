"""What the embedded engine answers wrongly without a word, or does not know: refused, or written so that it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from onrecord.graph.cypher.tokens import CLOSING, OPENING, Clause, Token, clauses_of, meaningful
from onrecord.graph.errors import CypherError

AGGREGATES: Final = frozenset({"collect", "count", "sum", "avg", "min", "max", "stdev", "percentilecont"})
MATCHING: Final = frozenset({"regexp_matches", "regexp_full_match"})
FRESH: Final = frozenset({"MATCH", "OPTIONAL", "UNWIND", "CALL", "UNION"})
"""Clauses after which an order that went before does not matter to the engine any more."""


def check(text: str, params: Mapping[str, Any]) -> None:
    """Refuse what the engine would answer wrongly, or not know.

    Raises:
        CypherError: it would; the message tells how to write it.
    """
    tokens = meaningful(text)
    _check_subqueries(tokens)
    _check_order(clauses_of(tokens))
    _check_variables(tokens)
    _check_patterns(tokens, params)
    _check_contained(tokens, params)


def written_for(text: str, params: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Write a query so that the engine answers it rightly.

    It takes some parameters for something else, or does not know their names, and for it the sum of nothing is null.

    Args:
        text: a query.
        params: the values of its parameters.

    Returns:
        the query with null, empty lists in place of their parameters, and the parameters that are left.
    """
    left: dict[str, Any] = {}
    tokens = meaningful(text)
    edits = [*_sums_of_nothing(tokens)]
    for token in [token for token in tokens if token.kind == "param"]:
        value = params[token.name]
        if value is None or value == []:
            instead = "null" if value is None else "[]"
        elif token.text.startswith("$`"):
            name = f"quoted_{sorted(params).index(token.name)}"
            left[name], instead = value, f"${name}"
        else:
            left[token.name], instead = value, token.text
        edits.append((token.start, token.stop, instead))
    for start, stop, instead in sorted(edits, reverse=True):
        text = text[:start] + instead + text[stop:]
    return text, left


def _sums_of_nothing(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """What to put where so that a sum of nothing is 0, as in Cypher: start, stop, and what stands there then."""
    for at, (token, after) in enumerate(pairwise(tokens)):
        if token.kind != "word" or token.text.lower() != "sum" or after.text != "(":
            continue
        depth = 0
        for inner in tokens[at + 1 :]:
            depth += (inner.text in OPENING) - (inner.text in CLOSING) if inner.kind == "mark" else 0
            if depth == 0:
                yield token.start, token.start, "coalesce("
                yield inner.stop, inner.stop, ", 0)"
                break


def _check_subqueries(tokens: Sequence[Token]) -> None:
    """The engine knows no subqueries but those of EXISTS and COUNT, and names the place of the mistake wrongly."""
    for before, token, after in zip([None, *tokens], tokens, tokens[1:], strict=False):
        is_name = before is not None and before.text in (":", "|", "&", "!", ".")
        if token.kind == "word" and token.text.upper() == "CALL" and after.text in ("(", "{") and not is_name:
            raise CypherError(
                "The embedded store has no subqueries of CALL, which Neo4j has: write it with WITH, OPTIONAL MATCH "
                "and aggregates, EXISTS { … } or COUNT { … }."
            )


def _check_order(clauses: Sequence[Clause]) -> None:
    """The engine drops the order of `WITH … ORDER BY … LIMIT n` before an aggregate of all rows."""
    is_ordered = ordered_before = False
    for clause in clauses:
        if clause.word in FRESH:
            is_ordered = ordered_before = False
        elif clause.word == "ORDER":
            is_ordered = True
        elif clause.word in ("WITH", "RETURN"):
            ordered_before, is_ordered = ordered_before or is_ordered, False
            items = [item for item in clause.items() if item]
            if ordered_before and items and all(map(_is_aggregate, items)):
                raise CypherError(
                    "The embedded store would lose the ORDER BY before this aggregate. Give it something to group by: "
                    f"{clause.word} 1 AS one, {_written(items[0])} …"
                )


def _is_aggregate(item: Sequence[Token]) -> bool:
    return any(token.text.lower() in AGGREGATES and after.text == "(" for token, after in pairwise(item))


def _written(item: Sequence[Token]) -> str:
    return "".join(f" {token.text} " if token.text.upper() == "AS" else token.text for token in item)


def _check_variables(tokens: Sequence[Token]) -> None:
    """For the engine variables that differ by case are one."""
    seen: dict[str, str] = {}
    for at, token in enumerate(tokens):
        before = tokens[at - 1].text if at else ""
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        begins = before in ("(", "[") and after in (")", "]", ":", "{", "-", "*")
        if token.kind in ("word", "quoted") and (before.upper() == "AS" or begins):
            first = seen.setdefault(token.name.casefold(), token.name)
            if first != token.name:
                raise CypherError(
                    f"{first} and {token.name} are one name for the embedded store: call one of them otherwise."
                )


def _check_patterns(tokens: Sequence[Token], params: Mapping[str, Any]) -> None:
    """A regular expression that the engine does not know is false of everything."""
    for at, token in enumerate(tokens):
        pattern = None
        if token.text == "~" and at and tokens[at - 1].text == "=":
            pattern = tokens[at + 1] if at + 1 < len(tokens) else None
        elif token.text == ")" and at > 2 and tokens[at - 2].text == ",":
            call = next((tokens[k] for k in range(at - 3, max(-1, at - 20), -1) if tokens[k].text in MATCHING), None)
            pattern = tokens[at - 1] if call else None
        if pattern is not None and pattern.kind in ("string", "param"):
            value = params.get(pattern.name) if pattern.kind == "param" else _unescaped(pattern.text)
            if isinstance(value, str) and not _is_known(value):
                raise CypherError(
                    f"The embedded store does not know the regular expression {value!r}: it has no look-aheads, "
                    "look-behinds and back references. Write it with CONTAINS, STARTS WITH and NOT."
                )


def _check_contained(tokens: Sequence[Token], params: Mapping[str, Any]) -> None:
    """For the engine no text contains the empty one; in Cypher every text does."""
    for token, after in pairwise(tokens):
        if (
            token.kind == "word"
            and token.text.upper() == "CONTAINS"
            and (after.text in ("''", '""') or (after.kind == "param" and params.get(after.name) == ""))
        ):
            raise CypherError(
                "For the embedded store no text contains the empty one: leave CONTAINS '' out, or write IS NOT NULL."
            )


def _unescaped(text: str) -> str:
    return text[1:-1].replace("\\\\", "\\")


def _is_known(pattern: str) -> bool:
    """Whether RE2 takes a regular expression: Arrow's is the same library."""
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        pc.match_substring_regex(pa.array([""]), pattern)
    except pa.ArrowInvalid:
        return False
    return True
