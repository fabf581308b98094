"""An edge is taken once in a pattern, as Cypher tells; the embedded engine would take it several times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from onrecord.graph.cypher.tokens import Clause, Edit, Token, clauses_of, closing
from onrecord.graph.errors import CypherError


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge of a pattern. `name`: its variable; `is_named`: whether the query gives it; `is_path`: of any length."""

    name: str
    types: frozenset[str]
    is_named: bool
    is_path: bool
    edits: tuple[Edit, ...]

    def may_be(self, other: Edge) -> bool:
        """Whether one edge of the graph could be both."""
        return self.name != other.name and (not self.types or not other.types or bool(self.types & other.types))


def taken_once(tokens: Sequence[Token]) -> Iterator[Edit]:
    """Tell what to write where, so that the engine takes no edge twice in a pattern.

    >>> from onrecord.graph.cypher.tokens import edited, meaningful
    >>> text = "MATCH (a)-[:SAID]->(c)<-[:SAID]-(b) RETURN a"
    >>> edited(text, taken_once(meaningful(text)))
    'MATCH (a)-[edge_0:SAID]->(c)<-[edge_1:SAID]-(b) WHERE id(edge_0) <> id(edge_1) RETURN a'

    Raises:
        CypherError: it cannot be written for the engine; the message tells what can.
    """
    used = {token.name.casefold() for token in tokens}
    yield from _in(tokens, (name for number in range(len(tokens)) if (name := f"edge_{number}") not in used))


def _in(tokens: Sequence[Token], names: Iterator[str]) -> Iterator[Edit]:
    yield from _in_query(clauses_of(tokens), names)
    for at, token in enumerate(tokens[:-1]):
        if token.text == "{" and tokens[at + 1].text.upper() in ("MATCH", "OPTIONAL"):
            yield from _in_query(clauses_of(tokens[at + 1 : closing(tokens, at)]), names)


def _in_query(clauses: Sequence[Clause], names: Iterator[str]) -> Iterator[Edit]:
    gives_all = any(item and item[0].text == "*" for clause in clauses for item in _returned(clause))
    for at, clause in enumerate(clauses):
        if clause.word == "MATCH" and clause.tokens:
            condition = clauses[at + 1] if at + 1 < len(clauses) and clauses[at + 1].word == "WHERE" else None
            yield from _in_pattern([*_edges(clause.tokens, names)], clause, condition, gives_all=gives_all)


def _returned(clause: Clause) -> list[list[Token]]:
    return clause.items() if clause.word in ("RETURN", "WITH") else []


def _in_pattern(edges: list[Edge], clause: Clause, condition: Clause | None, *, gives_all: bool) -> Iterator[Edit]:
    same = [(edge, other) for edge, other in combinations(edges, 2) if edge.may_be(other)]
    if any(edge.is_path or other.is_path for edge, other in same):
        raise CypherError(
            "The embedded store would take an edge of this path twice in the pattern, which Neo4j does not: put the "
            "path into a MATCH of its own."
        )
    if gives_all and any(not edge.is_named for pair in same for edge in pair):
        raise CypherError(
            "The embedded store would take an edge twice in this pattern: give its edges names, or return what you "
            "need by name in place of *."
        )
    doubtful = {edge.name for pair in same for edge in pair}
    for edge in edges:
        if edge.is_path or edge.name in doubtful:
            yield from edge.edits
    if not same:
        return
    different = " AND ".join(f"id({edge.name}) <> id({other.name})" for edge, other in same)
    if condition is None:
        stop = clause.tokens[-1].stop
        yield stop, stop, f" WHERE {different}"
    elif condition.tokens:
        start, stop = condition.tokens[0].start, condition.tokens[-1].stop
        yield start, start, f"{different} AND ("
        yield stop, stop, ")"


def _edges(pattern: Sequence[Token], names: Iterator[str]) -> Iterator[Edge]:
    depth = 0
    for at, token in enumerate(pattern):
        if token.text == "[" and depth == 0 and at and pattern[at - 1].text == "-":
            yield _edge(pattern[at : closing(pattern, at) + 1], names)
        elif token.text == "-" and depth == 0 and at and pattern[at - 1].text == "-":
            name = next(names)
            yield Edge(name, frozenset(), False, False, ((token.start, token.start, f"[{name}]"),))
        depth += (token.text in "([{") - (token.text in ")]}") if token.kind == "mark" else 0


def _edge(tokens: Sequence[Token], names: Iterator[str]) -> Edge:
    """The edge of `[name:TYPE|TYPE*1..2 {…}]`."""
    end = next((at for at, token in enumerate(tokens) if token.text in ("{", "*")), len(tokens) - 1)
    head = tokens[1:end]
    is_named = bool(head) and head[0].text != ":"
    name = head[0].text if is_named else next(names)
    types = frozenset(token.name.casefold() for token in head[is_named:] if token.kind in ("word", "quoted"))
    if tokens[end].text != "*":
        start = tokens[0].stop
        return Edge(name, types, is_named, False, () if is_named else ((start, start, name),))
    is_of_a_kind = end + 1 < len(tokens) and tokens[end + 1].kind == "word"  # * SHORTEST, which only this engine has
    stop = tokens[end].stop
    return Edge(name, types, is_named, True, () if is_of_a_kind else ((stop, stop, " TRAIL "),))
