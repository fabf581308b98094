"""What is claimed in a clause before the main one, without the main clause.

“After Ruiz said *the bank was sound*, its chairman sold his shares”: that he sold them, the article says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.attribution.attribution import Attribution
from onrecord.extract.parsing.fronted import end_of_clause, fronted
from onrecord.extract.parsing.parse import Parse
from onrecord.extract.triple import Span


def without_main_clause(parse: Parse, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those with their cue in a fronted clause up to its end where they run on over it."""
    clauses = [(parse.starts[start], parse.starts[stop]) for start, stop in fronted(parse)]
    return [_within(parse, one, clauses) for one in attributions]


def _within(parse: Parse, one: Attribution, clauses: Sequence[Span]) -> Attribution:
    if not one.cue or not one.source or len(one.content) > 1:
        return one
    first, last = one.content[0]
    clause = next(((start, stop) for start, stop in clauses if start <= one.source[0][0] < stop < last), None)
    if clause is None or not clause[0] <= one.cue[0][0] < first:
        return one
    claimed = parse.tokens(one.content)
    comma = end_of_clause(parse, claimed[0], claimed[-1] + 1) if claimed else None
    if comma is None:
        return one
    end = parse.starts[comma]
    return replace(one, content=((first, end),), roles=tuple(role for role in one.roles if role.span[0] < end))
