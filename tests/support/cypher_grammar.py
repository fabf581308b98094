"""Queries at random by a grammar: Cypher as users write it of this graph, in which every row has its one place.

Both stores can be asked all of it. Where rows could come in several orders, they are sorted by all columns.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any, Final

ENTITY: Final = ("name", "type", "claims_by", "statements_by", "documents_by", "claims_about", "named", "id")
CLAIM: Final = ("id", "text", "kind", "start", "cue", "confidence", "act")
DOCUMENT: Final = ("id", "title", "publisher", "url")
PATTERNS: Final = (
    ("(e:Entity)", "e"),
    ("(c:Claim)", "c"),
    ("(d:Document)", "d"),
    ("(e:Entity)-[:SAID]->(c:Claim)", "ec"),
    ("(c:Claim)<-[:SAID]-(e:Entity)", "ec"),
    ("(c:Claim)-[:ABOUT]->(e:Entity)", "ec"),
    ("(c:Claim)-[:FOUND_IN]->(d:Document)", "cd"),
    ("(e:Entity)-[:SAID]->(c:Claim)-[:FOUND_IN]->(d:Document)", "ecd"),
    ("(e:Entity)-[r:SAID]->(c:Claim)", "ec"),
    ("(e:Entity)-[:SAID]->(c:Claim)-[:ABOUT]->(f:Entity)", "ecf"),
    ("(d:Document)<-[:FOUND_IN]-(c:Claim)-[:ABOUT]->(e:Entity)", "ecd"),
)
COLUMNS: Final = {"e": ENTITY, "f": ENTITY, "c": CLAIM, "d": DOCUMENT}
NUMBERS: Final = {"claims_by", "statements_by", "documents_by", "claims_about", "start"}
TEXTS: Final = ("a", "A", "an", "ana", "said", "the", "Berg", "Ana Ruíz", "o", "ó", "", "direct", "person", "x'", "1")


def query(dice: random.Random) -> str:
    """A query, in one of several forms."""
    forms: list[Callable[[random.Random], str]] = [
        _rows,
        _rows,
        _grouped,
        _grouped,
        _with,
        _optional,
        _unwound,
        _exists,
    ]
    return dice.choice(forms)(dice)


def alike(one: Any, other: Any) -> bool:
    """Whether two answers hold the same values, of the same types."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other) or (math.isnan(one) and math.isnan(other))
    return type(one) is type(other) and bool(one == other)


def _rows(dice: random.Random) -> str:
    pattern, variables = dice.choice(PATTERNS)
    columns = list(dict.fromkeys(_value(dice, variables) for _ in range(dice.randrange(1, 4))))
    distinct = dice.choice(["", "DISTINCT "])
    named = [f"{column} AS k{at}" for at, column in enumerate(columns)]
    return f"MATCH {pattern}{_where(dice, variables)} RETURN {distinct}{', '.join(named)}{_order(dice, len(named))}"


def _grouped(dice: random.Random) -> str:
    pattern, variables = dice.choice(PATTERNS)
    keys = [f"{_value(dice, variables)} AS k{at}" for at in range(dice.randrange(3))]
    kept = [*keys, f"{_aggregate(dice, variables)} AS k{len(keys)}"]
    return f"MATCH {pattern}{_where(dice, variables)} RETURN {', '.join(kept)}{_order(dice, len(kept))}"


def _with(dice: random.Random) -> str:
    pattern, variables = dice.choice(PATTERNS)
    key = _value(dice, variables)
    then = dice.choice(
        [
            "RETURN key AS k0, n AS k1 ORDER BY k0, k1",
            "WHERE n > 1 RETURN key AS k0, n AS k1 ORDER BY k0, k1",
            "ORDER BY n DESC, key LIMIT 3 RETURN key AS k0, n AS k1 ORDER BY k0",
            "ORDER BY n DESC, key LIMIT 2 RETURN 1 AS k0, collect(key) AS k1",
            "RETURN max(n) AS k0, min(n) AS k1, sum(n) AS k2, count(key) AS k3",
        ]
    )
    return f"MATCH {pattern}{_where(dice, variables)} WITH {key} AS key, count(*) AS n {then}"


def _optional(dice: random.Random) -> str:
    return (
        f"MATCH (e:Entity){_where(dice, 'e')} OPTIONAL MATCH (e)-[:SAID]->(c:Claim){_where(dice, 'c')} "
        f"RETURN e.id AS k0, count({dice.choice(['c', 'DISTINCT c.kind', 'c.act'])}) AS k1 ORDER BY k0"
    )


def _unwound(dice: random.Random) -> str:
    # Not the empty text, which for the embedded engine nothing contains: only of a literal can that be refused.
    values = ", ".join(dice.choice([_text(dice).replace("''", "'a'"), "null"]) for _ in range(dice.randrange(1, 4)))
    return f"UNWIND [{values}] AS x MATCH (e:Entity) WHERE e.name CONTAINS x RETURN x AS k0, e.id AS k1 ORDER BY k0, k1"


def _exists(dice: random.Random) -> str:
    inside = dice.choice(["(e)-[:SAID]->(:Claim)", "(e)<-[:ABOUT]-(:Claim)", "(e)<-[:TOLD]-(:Claim)"])
    negated = dice.choice(["", "NOT "])
    return f"MATCH (e:Entity) WHERE {negated}EXISTS {{ MATCH {inside} }} RETURN e.id AS k0 ORDER BY k0"


def _value(dice: random.Random, variables: str) -> str:
    variable = dice.choice(variables)
    column = dice.choice(COLUMNS[variable])
    value = f"{variable}.{column}"
    if column in NUMBERS:
        return dice.choice([value, value, f"{value} + 1", f"{value} * 2", f"{value} % 2", f"-{value}"])
    if column in ("confidence", "named"):
        return value
    return dice.choice(
        [value, value, value, f"toLower({value})", f"size({value})", f"left({value}, 3)", f"{value} + '!'"]
    )


def _aggregate(dice: random.Random, variables: str) -> str:
    variable = dice.choice(variables)
    number = dice.choice([column for column in COLUMNS[variable] if column in NUMBERS] or ["id"])
    value = f"{variable}.{number}"
    several = [
        "count(*)",
        f"count({value})",
        f"count(DISTINCT {_value(dice, variables)})",
        f"max({value})",
        f"min({value})",
    ]
    return dice.choice([*several, f"sum({value})", f"avg({value})"] if number in NUMBERS else several)


def _where(dice: random.Random, variables: str) -> str:
    if dice.random() < 0.4:
        return ""
    parts = [_condition(dice, variables) for _ in range(dice.randrange(1, 4))]
    text = parts[0]
    for part in parts[1:]:
        text = f"({text} {dice.choice(['AND', 'OR', 'XOR'])} {part})"
    return f" WHERE {dice.choice(['', '', 'NOT '])}{text}"


def _condition(dice: random.Random, variables: str) -> str:
    variable = dice.choice(variables)
    column = dice.choice(COLUMNS[variable])
    value = f"{variable}.{column}"
    if column == "named":
        return dice.choice([value, f"NOT {value}", f"{value} = true"])
    if column == "confidence":
        return f"{value} {dice.choice(['<', '>', '<=', '>=', '='])} {dice.choice(['0.5', '0.8', '1', '0.55'])}"
    if column in NUMBERS:
        tests = [f"{value} {sign} {dice.randrange(4)}" for sign in ("<", ">", "=", "<>", "<=", ">=")]
        return dice.choice([*tests, f"{value} IN [0, 2, 3]", f"{value} IS NULL"])
    text = _text(dice)
    tests = [f"{value} {sign} {text}" for sign in ("=", "<>", "<", ">=", "CONTAINS", "STARTS WITH", "ENDS WITH")]
    listed = f"{value} IN [{text}, {_text(dice)}]"
    return dice.choice(
        [*tests, listed, f"{value} IS NOT NULL", f"{value} =~ '(?i).*{dice.choice(['an', 'e', 'x'])}.*'"]
    )


def _text(dice: random.Random) -> str:
    text = dice.choice(TEXTS).replace("'", "\\'")
    return f"'{text}'"


def _order(dice: random.Random, columns: int) -> str:
    names = [f"k{at}" for at in range(columns)]
    dice.shuffle(names)
    ordered = ", ".join(f"{name}{dice.choice(['', ' DESC'])}" for name in names)
    part = dice.choice(["", "", f" SKIP {dice.randrange(3)}"]) + dice.choice(["", f" LIMIT {dice.randrange(1, 5)}"])
    return f" ORDER BY {ordered}{part}"
