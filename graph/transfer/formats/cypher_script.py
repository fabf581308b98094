"""The whole graph as a script in Cypher, which any Neo4j takes: `cypher-shell < FILE`. Run twice, it changes nothing.

A statement a line; what is in it are literals, and nothing that a text holds can end them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, repeat
from typing import Any, Final, TextIO

from onrecord.graph.model.tables import ALL_NODES, EDGES
from onrecord.graph.transfer import queries
from onrecord.graph.transfer.formats.cells import PLAIN, Cell, cells
from onrecord.graph.transfer.formats.files import Portion, Portions, exported, number

ROWS_A_STATEMENT: Final = 100

ESCAPES: Final = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Backslashes and quotation marks, control characters, and what some programs take for the end of a line.
ESCAPED: Final = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def write_script(portions: Portions, file: TextIO) -> None:
    """Constraints, then all nodes and edges, each found by its id, or made."""
    for constraint in queries.SCRIPT_CONSTRAINTS:
        file.write(constraint + ";\n")
    for table, portion in portions:
        rows = _rows(table, portion)
        while listed := [*islice(rows, ROWS_A_STATEMENT)]:
            file.write(f"UNWIND [{', '.join(listed)}] AS row {queries.SCRIPT_MERGE[table]};\n")
    file.write(queries.SCRIPT_NO_MARK + ";\n")


def _rows(table: str, portion: Portion) -> Iterator[str]:
    """The rows as maps in Cypher."""
    names = exported(table) if table in ALL_NODES else EDGES[table][2]
    own = (_map(names, line) for line in cells(portion, names, LITERAL)) if names else repeat("{}", number(portion))
    if table in ALL_NODES:
        return own
    ends = {"from": "STRING", "to": "STRING"}
    both = cells(portion, ends, LITERAL)
    return (_map((*ends, "properties"), (*pair, its)) for pair, its in zip(both, own, strict=True))


def _map(names: Iterable[str], line: Iterable[Cell]) -> str:
    pairs = zip(names, line, strict=True)
    return "{" + ", ".join([f"`{name}`: {'null' if cell is None else cell}" for name, cell in pairs]) + "}"


def _text(value: Any) -> str:
    return "'" + ESCAPED.sub(_escape, str(value)) + "'"


LITERAL: Final = {
    **PLAIN,
    "STRING": _text,
    "DATE": lambda day: f"date('{day}')",
    "STRING[]": lambda texts: f"[{', '.join(map(_text, texts))}]",
}
"""How values are written in Cypher."""


def _escape(found: re.Match[str]) -> str:
    return ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}"
