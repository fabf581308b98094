"""What the embedded engine answers wrongly without a word, or does not know: refused, or written so that it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from onrecord.graph.cypher.compared import types_of
from onrecord.graph.cypher.edges import taken_once
from onrecord.graph.cypher.lists import counted_from_one
from onrecord.graph.cypher.tokens import (
    Clause,
    Edit,
    Token,
    arguments,
    clauses_of,
    closing,
    edited,
    meaningful,
)
from onrecord.graph.errors import CypherError

AGGREGATES: Final = frozenset({"collect", "count", "sum", "avg", "min", "max", "stdev", "percentilecont"})
MATCHING: Final = frozenset({"regexp_matches", "regexp_full_match"})
FRESH: Final = frozenset({"MATCH", "OPTIONAL", "UNWIND", "CALL", "UNION"})
"""Clauses after which an order that went before does not matter to the engine any more."""

RENAMED: Final = {"type": "label", "tostring": "string"}
"""What the engine calls functions of Cypher."""

TEXTS: Final = frozenset(
    {"tolower", "toupper", "lower", "upper", "trim", "ltrim", "rtrim", "left", "right", "substring", "replace"}
)
"""Functions that give texts."""


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
    _check_labels(tokens)
    _check_calls(tokens, params)
    _check_counts(clauses_of(tokens))


def written_for(text: str, params: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Write a query so that the engine answers it rightly.

    It counts places in lists from 1, takes an edge of a pattern several times, knows some functions by other names,
    takes some parameters for something else, or does not know their names, and for it the sum of nothing is null.

    Args:
        text: a query.
        params: the values of its parameters.

    Returns:
        the query with null, empty lists in place of their parameters, and the parameters that are left.

    Raises:
        CypherError: it cannot be written so; the message tells what can.
    """
    for change in (
        _sums_of_nothing,
        _functions,
        _subqueries,
        taken_once,
        lambda tokens: counted_from_one(tokens, params),
    ):
        text = edited(text, change(meaningful(text)))
    return _with_values(text, params)


def _with_values(text: str, params: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    left: dict[str, Any] = {}
    edits: list[Edit] = []
    for token in [token for token in meaningful(text) if token.kind == "param"]:
        value = params[token.name]
        if value is None or value == []:
            instead = "null" if value is None else "[]"
        elif token.text.startswith("$`"):
            name = f"quoted_{sorted(params).index(token.name)}"
            left[name], instead = value, f"${name}"
        else:
            left[token.name], instead = value, token.text
        edits.append((token.start, token.stop, instead))
    return edited(text, edits), left


def _sums_of_nothing(tokens: Sequence[Token]) -> Iterator[Edit]:
    """A sum of nothing is 0, as in Cypher."""
    for at, stop in _calls(tokens, "sum"):
        yield tokens[at].start, tokens[at].start, "coalesce("
        yield tokens[stop].stop, tokens[stop].stop, ", 0)"


def _functions(tokens: Sequence[Token]) -> Iterator[Edit]:
    """Functions that the engine knows by other names: a node of it has one label, which is a text."""
    for name, known in RENAMED.items():
        for at, _ in _calls(tokens, name):
            yield tokens[at].start, tokens[at].stop, known
    for at, stop in _calls(tokens, "labels"):
        yield tokens[at].start, tokens[at].stop, "[label"
        yield tokens[stop].stop, tokens[stop].stop, "]"


def _subqueries(tokens: Sequence[Token]) -> Iterator[Edit]:
    """The MATCH that Cypher lets one leave out at the beginning of EXISTS and COUNT."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if before.text.upper() in ("EXISTS", "COUNT") and token.text == "{" and after.text == "(":
            yield after.start, after.start, "MATCH "


def _calls(tokens: Sequence[Token], function: str) -> Iterator[tuple[int, int]]:
    """Where a function is called: the place of its name among the tokens, and that of the bracket that ends it."""
    for at, (token, after) in enumerate(pairwise(tokens)):
        is_name = token.kind == "word" and token.text.lower() == function and after.text == "("
        if is_name and (at == 0 or tokens[at - 1].text != ".") and (stop := closing(tokens, at + 1)) < len(tokens):
            yield at, stop


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


def _check_labels(tokens: Sequence[Token]) -> None:
    """For the engine `(n:A:B)` is a node of one of the labels; in Cypher it has both."""
    for at in range(len(tokens) - 3):
        if tokens[at].text == tokens[at + 2].text == ":" and tokens[at + 1].kind in ("word", "quoted"):
            one, other = tokens[at + 1].text, tokens[at + 3].text
            raise CypherError(
                f"No node has two labels here: write :{one}|{other} for nodes that have one of them, as the embedded "
                f"store takes :{one}:{other}, or :{one} alone."
            )


def _check_calls(tokens: Sequence[Token], params: Mapping[str, Any]) -> None:
    """The engine makes a text of a list that is reversed, and gives keys to which nothing belongs."""
    for at, _ in _calls(tokens, "keys"):
        raise CypherError(
            "The embedded store would give all properties that a node could have, set or not: “onrecord schema” tells "
            f"them. Return the node, which has those that are set: RETURN {tokens[at + 2].text}"
        )
    for at, _ in _calls(tokens, "reverse"):
        [argument, *_] = arguments(tokens, at + 1)
        if argument and not _is_text(argument, params):
            raise CypherError(
                "The embedded store would make a text of a list that is reversed: order its parts before they are "
                "collected, as in WITH … ORDER BY … DESC LIMIT 1000 RETURN 1 AS one, collect(…)."
            )


def _check_counts(clauses: Sequence[Clause]) -> None:
    """The engine may lose rows for which COUNT { … } is 0 before it aggregates."""
    has_count = False
    for clause in clauses:
        has_count |= any(
            token.text.upper() == "COUNT" and after.text == "{" for token, after in pairwise(clause.tokens)
        )
        items = clause.items() if clause.word in ("RETURN", "WITH") else []
        if has_count and any(map(_is_aggregate, items)):
            raise CypherError(
                "The embedded store may lose rows for which COUNT { … } is 0 before this aggregate: write OPTIONAL "
                "MATCH … and count(…), or EXISTS { … } for whether there are any."
            )


def _is_text(argument: Sequence[Token], params: Mapping[str, Any]) -> bool:
    first, last = argument[0], argument[-1]
    if first.kind == "param":
        return isinstance(params.get(first.name), str)
    is_property = len(argument) == 3 and argument[1].text == "." and types_of(last.name) == {"STRING"}
    return first.kind == "string" or is_property or first.text.lower() in TEXTS


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
