"""Clauses that open a sentence before its main clause: “*After Ruiz said the bank was sound*, its chairman sold”."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.extract.parsing.parse import Parse

OPENERS = frozenset({
    "after", "although", "as", "because", "before", "even", "just", "once", "since", "though", "when", "whereas",
    "while",
})  # fmt: skip
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RELATIVE = frozenset({"which", "who", "whom", "whose", "where"})
QUOTES = frozenset({"“", "”", '"', "``", "''", ":", ";"})


def fronted(parse: Parse) -> Iterator[tuple[int, int]]:
    """The half-open stretches of tokens of such clauses, up to the comma before the main clause."""
    first, length = 0, len(parse)
    while first < length:
        stop = first + 1
        while stop < length and parse.sentence[stop] == parse.sentence[first]:
            stop += 1
        start = next((i for i in range(first, stop) if parse.words[i][0].isalnum()), first)
        comma = end_of_clause(parse, start + 1, stop) if parse.lower[start] in OPENERS else None
        if comma is not None:
            yield start, comma
        first = stop


def end_of_clause(parse: Parse, start: int, stop: int) -> int | None:
    """The first comma among tokens with a verb before it that is in no relative clause, and a verb after it.

    The parse often hangs what follows on the clause, and cannot tell.
    """
    has_verb, is_relative = False, False
    for token in range(start, stop):
        if parse.words[token] in QUOTES:
            return None
        if parse.words[token] == ",":
            if has_verb:
                return token if any(parse.tags[i] in FINITE for i in range(token + 1, stop)) else None
            was_relative, is_relative = is_relative, not RELATIVE.isdisjoint(parse.lower[token + 1 : stop][:1])
            if not (was_relative or is_relative or _is_inserted(parse, token, stop)):
                return None  # "After the meeting, …"
        has_verb = has_verb or (not is_relative and parse.tags[token] in FINITE)
    return None


def _is_inserted(parse: Parse, comma: int, stop: int) -> bool:
    """Whether a comma opens an apposition that the next one closes, with the verb after it: "Ruiz, the mayor, said"."""
    closing = next((i for i in range(comma + 1, stop) if parse.words[i] == ","), stop)
    return closing + 1 < stop and parse.tags[closing + 1] in FINITE
