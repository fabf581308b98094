"""The tokens of a Cypher query, and its clauses.

It takes time in proportion to the query's length, whatever is in it: a mark that nothing closes makes one token of all
that follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

TOKEN: Final = re.compile(
    r"""
    (?P<space>   \s+ | //[^\n\r]* | /\*.*?\*/ | /\*.* )
  | (?P<string>  '(?:[^'\\]|\\.|\\\Z)*(?:'|\Z) | "(?:[^"\\]|\\.|\\\Z)*(?:"|\Z) )
  | (?P<param>   \$\w+ | \$`[^`]*(?:`|\Z) )
  | (?P<quoted>  `(?:``|[^`])*(?:`|\Z) )
  | (?P<number>  \d\w* )
  | (?P<word>    \w+ )
  | (?P<mark>    . )
    """,
    re.DOTALL | re.VERBOSE,
)

CLAUSES: Final = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "UNION", "WHERE", "YIELD"})
WRITING: Final = frozenset({"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE"})
PARTS: Final = frozenset({"ORDER", "SKIP", "OFFSET", "LIMIT"})
OPENING: Final = frozenset("([{")
CLOSING: Final = frozenset(")]}")

Edit = tuple[int, int, str]
"""From where to where something else is written into a query, and what."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token. `kind`: "space", "string", "param", "quoted", "number", "word" or "mark"; `start`: its place."""

    kind: str
    text: str
    start: int

    @property
    def stop(self) -> int:
        return self.start + len(self.text)

    @property
    def is_closed(self) -> bool:
        """Whether a text, a quoted name or a comment has its end."""
        if self.text.startswith("/*"):
            return len(self.text) > 3 and self.text.endswith("*/")
        text = self.text.removeprefix("$")
        if self.kind not in ("string", "quoted", "param") or text[0] not in "'\"`":
            return True
        inner, mark = text[1:-1], text[0]
        if len(text) < 2 or text[-1] != mark:
            return False
        if mark == "`":
            return inner.count(mark) % 2 == 0
        return (len(inner) - len(inner.rstrip("\\"))) % 2 == 0

    @property
    def name(self) -> str:
        """What a word, quoted name or parameter names."""
        text = self.text.removeprefix("$")
        return text[1:-1].replace("``", "`") if text.startswith("`") else text


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, or a part of one such as ORDER BY: its first word in capital letters, and the tokens after that."""

    word: str
    tokens: Sequence[Token]

    def items(self) -> list[list[Token]]:
        """The items that commas part, those of a RETURN or WITH."""
        found: list[list[Token]] = [[]]
        depth = 0
        for token in self.tokens:
            depth += (token.text in OPENING) - (token.text in CLOSING) if token.kind == "mark" else 0
            if token.text == "," and depth == 0:
                found.append([])
            else:
                found[-1].append(token)
        if found[0] and found[0][0].text.upper() == "DISTINCT":
            del found[0][0]
        return found


def tokens_of(text: str) -> Iterator[Token]:
    """All tokens, spaces and comments too."""
    for match in TOKEN.finditer(text):
        yield Token(str(match.lastgroup), match.group(), match.start())


def meaningful(text: str) -> list[Token]:
    """The tokens without spaces and comments."""
    return [token for token in tokens_of(text) if token.kind != "space"]


def clauses_of(tokens: Sequence[Token]) -> list[Clause]:
    """The clauses of a query, and the parts of those, in their order; not those within brackets."""
    found: list[Clause] = []
    depth, word, begun = 0, "", 0
    before = ""
    for number, token in enumerate(tokens):
        if token.kind == "mark":
            depth += (token.text in OPENING) - (token.text in CLOSING)
        upper = token.text.upper()
        is_name = before in (".", ":", "|", "AS") or (upper == "WITH" and before in ("STARTS", "ENDS"))
        if token.kind == "word" and depth == 0 and upper in CLAUSES | PARTS | WRITING and not is_name:
            if word:
                found.append(Clause(word, tokens[begun:number]))
            word, begun = upper, number + 1
        before = upper
    if word:
        found.append(Clause(word, tokens[begun:]))
    return found


def closing(tokens: Sequence[Token], at: int) -> int:
    """Where the bracket that opens at a token is closed; the number of tokens if nowhere."""
    depth = 0
    for place in range(at, len(tokens)):
        if tokens[place].kind == "mark":
            depth += (tokens[place].text in OPENING) - (tokens[place].text in CLOSING)
        if depth == 0:
            return place
    return len(tokens)


def arguments(tokens: Sequence[Token], at: int) -> list[list[Token]]:
    """The arguments within the brackets that open at a token."""
    return Clause("", tokens[at + 1 : closing(tokens, at)]).items()


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Write a query with what is to be written into it; of two edits at one place the first comes first.

    >>> edited("x", [(0, 0, "("), (0, 0, "-")])
    '(-x'
    """
    for start, stop, instead in sorted(edits, key=lambda edit: edit[:2])[::-1]:
        text = text[:start] + instead + text[stop:]
    return text
