"""The whole graph as a script in Cypher, which any Neo4j takes: `cypher-shell < FILE`. Run twice, it changes nothing.

A statement a line; what is in it are literals, and nothing that a text holds can end them.
"""

from __future__ import annotations

import re
from datetime import date as Date
from typing import Any, Final, TextIO

from onrecord.graph.model.rows import Row
from onrecord.graph.model.tables import ALL_NODES, EDGES
from onrecord.graph.transfer import queries
from onrecord.graph.transfer.formats.files import Portions

ROWS_A_STATEMENT: Final = 100

ESCAPES: Final = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Backslashes and quotation marks, control characters, and what some programs take for the end of a line.
ESCAPED: Final = re.compile("[\\\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")


def write_script(portions: Portions, file: TextIO) -> None:
    """Constraints, then all nodes and edges, each found by its id, or made."""
    for constraint in queries.SCRIPT_CONSTRAINTS:
        file.write(constraint + ";\n")
    for table, rows in portions:
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            file.write(_statement(table, rows[start : start + ROWS_A_STATEMENT]) + ";\n")
    file.write(queries.SCRIPT_NO_MARK + ";\n")


def _statement(table: str, rows: list[Row]) -> str:
    if table in ALL_NODES:
        listed = [{name: row[name] for name in ALL_NODES[table]} for row in rows]
    else:
        names = EDGES[table][2]
        listed = [
            {"from": row["from"], "to": row["to"], "properties": {name: row[name] for name in names}} for row in rows
        ]
    return f"UNWIND {_literal(listed)} AS row {queries.SCRIPT_MERGE[table]}"


def _literal(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return "'" + ESCAPED.sub(_escape, value) + "'"
        case Date():
            return f"date('{value.isoformat()}')"
        case list():
            return "[" + ", ".join(map(_literal, value)) + "]"
        case dict():
            return "{" + ", ".join(f"`{name}`: {_literal(part)}" for name, part in value.items()) + "}"
        case _:
            return str(value)


def _escape(found: re.Match[str]) -> str:
    return ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}"
