"""Which Cypher of a user is let through: one statement, made of reading clauses only.

The engines themselves cannot be relied on for this: a reading session of Neo4j still runs `LOAD CSV`, a database that
Ladybug has opened for reading still runs `COPY … TO 'file'`, and several statements at once.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

from onrecord.graph.cypher.tokens import CLOSING, OPENING, Token, meaningful, tokens_of
from onrecord.graph.errors import CypherError

_WORDS = tomllib.loads(files(__package__).joinpath("allowed.toml").read_text("utf-8"))
FIRST_WORDS = frozenset(_WORDS["first_words"])
KEYWORDS = frozenset(_WORDS["keywords"])
TRIM_KEYWORDS = frozenset(_WORDS["trim_keywords"])
FORBIDDEN = frozenset(_WORDS["forbidden"])
WRITING = frozenset(_WORDS["writing"])
PROCEDURES = frozenset(_WORDS["procedures"])
FUNCTION_SPACES = frozenset(_WORDS["function_spaces"])


def checked(text: str, *, write: bool = False) -> str:
    """The statement without its comments, if it only reads; with `write`, also if it changes nodes and edges.

    Raises:
        CypherError: it does more than that, or cannot be told not to.
    """
    if "\\u" in text.lower():
        raise CypherError("Unicode escapes (\\u…) are not allowed: write the character itself, or use a parameter.")
    _check_ends(text)
    tokens = meaningful(text)
    if tokens and tokens[-1].text == ";":
        tokens.pop()
    if not tokens:
        raise CypherError("The query is empty. Try: MATCH (e:Entity)-[:SAID]->(c:Claim) RETURN e.name, c.text LIMIT 10")
    allowed = WRITING if write else frozenset()
    if tokens[0].text.upper() not in FIRST_WORDS | allowed:
        raise _refusal(tokens[0].text, allowed)
    _check_marks(tokens)
    _check_words(tokens, allowed)
    _check_calls(tokens)
    return _without_comments(text)


def parameters(text: str) -> set[str]:
    """The names of the parameters in a statement."""
    return {token.name for token in tokens_of(text) if token.kind == "param"}


def _without_comments(text: str) -> str:
    return "".join(token.text if token.kind != "space" else " " for token in tokens_of(text)).strip().removesuffix(";")


def _check_ends(text: str) -> None:
    for token in tokens_of(text):
        if not token.is_closed:
            mark = token.text[:2] if token.text.startswith(("/*", "$")) else token.text[0]
            raise CypherError(f"There is a {mark} that nothing closes.")


def _check_marks(tokens: list[Token]) -> None:
    for token in tokens:
        if token.kind == "mark" and token.text == ";":
            raise CypherError("One statement at a time: the query holds several, parted by “;”.")
        if token.kind == "mark" and token.text == "\\":
            raise CypherError("There is a \\ outside of a text: write texts in quotation marks.")


def _check_words(tokens: list[Token], allowed: frozenset[str]) -> None:
    """No forbidden word that is not allowed, and none but keywords after an operand.

    In Cypher two operands never meet without a keyword, comma or operator, so a word after one begins a clause, and
    what else comes after one belongs to a clause that is none of Cypher's.
    """
    forbidden = FORBIDDEN - allowed
    after_operand = False
    callers: list[str] = []  # the words before the brackets that are open
    before, is_after_number = "", False
    for token in tokens:
        word = token.text.upper()
        keywords = KEYWORDS | allowed | (TRIM_KEYWORDS if callers[-1:] == ["TRIM"] else frozenset())
        is_name = before in (":", "|", "&", "!", "AS") or (before == "." and not is_after_number)
        if token.kind == "word" and not is_name:
            if word in forbidden or (after_operand and word not in keywords):
                raise _refusal(token.text, allowed)
            if before == "DETACH" and word != "DELETE":
                raise _refusal(before, allowed)
            after_operand = word not in keywords
        elif token.kind == "mark":
            after_operand = token.text in CLOSING
            if token.text in OPENING:
                callers.append(before)
            elif token.text in CLOSING:
                del callers[-1:]
        elif after_operand and not is_name:
            raise _refusal(token.text, allowed)
        else:
            after_operand = True
        is_after_number = token.kind == "number" or (token.text == "." and is_after_number)
        before = word


def _check_calls(tokens: list[Token]) -> None:
    """Only procedures that tell of the graph's model, and only the functions that are built in."""
    for start, token in enumerate(tokens):
        before = tokens[start - 1].text if start else ""
        if token.kind not in ("word", "quoted") or before == ".":
            continue
        if token.text.upper() == "CALL" and before.upper() not in (":", "|", "AS"):
            name, _ = _dotted_name(tokens, start + 1)
            if not name and start + 1 < len(tokens) and tokens[start + 1].text in ("(", "{"):
                continue  # a subquery, whose clauses are checked as all others
            if name.lower() not in PROCEDURES:
                raise CypherError(f"CALL {name or '…'} is not allowed: only {', '.join(sorted(PROCEDURES))} are.")
            continue
        name, stop = _dotted_name(tokens, start)
        is_call = "." in name and stop < len(tokens) and tokens[stop].text == "("
        if is_call and name.lower() not in PROCEDURES and name.partition(".")[0].lower() not in FUNCTION_SPACES:
            raise CypherError(f"The function {name} is not allowed: only Cypher's own are.")


def _dotted_name(tokens: list[Token], start: int) -> tuple[str, int]:
    """A name such as `db.labels` that begins at a token, and where it stops."""
    stop = start
    while stop < len(tokens) and (tokens[stop].kind in ("word", "quoted") or tokens[stop].text == "."):
        stop += 1
        if stop < len(tokens) and tokens[stop - 1].text != "." and tokens[stop].text != ".":
            break
    return "".join(token.text for token in tokens[start:stop]).replace("`", ""), stop


def _refusal(word: str, allowed: frozenset[str]) -> CypherError:
    if not allowed and word.upper() in WRITING:
        return CypherError(f"“{word}” changes the graph: only reading is allowed here (--write allows it).")
    clauses = "MATCH, OPTIONAL MATCH, WHERE, WITH, UNWIND, RETURN, ORDER BY, SKIP, LIMIT, UNION"
    more = "; CREATE, MERGE, SET, REMOVE, DELETE of nodes and edges" if allowed else ""
    return CypherError(f"“{word}” is not allowed here: only a single query of these clauses is ({clauses}{more}).")
