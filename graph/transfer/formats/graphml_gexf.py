"""The whole graph for programs that draw and measure networks: GraphML (yEd, Neo4j, networkx) and GEXF (Gephi).

A node's id is its kind and its id, since ids are unique within a kind only. Lists are JSON, days are ISO 8601.
Characters that XML cannot hold become U+FFFD.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date as Date
from typing import Any, Final, TextIO
from xml.sax.saxutils import XMLGenerator

from onrecord.graph.model.rows import Row
from onrecord.graph.model.tables import EDGES, NODES, columns
from onrecord.graph.transfer.formats.files import Portions

GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
GEXF: Final = "http://www.gexf.net/1.2draft"
GRAPHML_TYPES: Final = {"BOOLEAN": "boolean", "DOUBLE": "double", "INT64": "long"}
LABELS: Final = {"Entity": "name", "Document": "title", "Claim": "text"}
"""The property by which a program shows a node."""

# What XML 1.0 cannot hold.
UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Portioned = Callable[[list[str]], Portions]
"""Gives the portions of the tables of these names."""


def write_graphml(portioned: Portioned, file: TextIO) -> None:
    """Nodes have `labels`, edges have `label`: their kind, as Neo4j's own GraphML has it."""
    xml = _Writer(file)
    xml.start("graphml", {"xmlns": GRAPHML})
    for kind, properties in (("node", _properties(NODES)), ("edge", _properties(EDGES))):
        label = "labels" if kind == "node" else "label"
        xml.empty("key", {"id": label, "for": kind, "attr.name": label, "attr.type": "string"})
        for name, type in properties.items():
            key = {"id": f"{kind}_{name}", "for": kind, "attr.name": name}
            xml.empty("key", key | {"attr.type": GRAPHML_TYPES.get(type, "string")})
    xml.start("graph", {"id": "onrecord", "edgedefault": "directed"})
    for table, row in _rows(portioned, list(NODES)):
        xml.start("node", {"id": f"{table}:{row['id']}"})
        xml.text("data", {"key": "labels"}, f":{table}")
        _graphml_data(xml, "node", row, NODES[table])
        xml.end("node")
    for table, row in _rows(portioned, list(EDGES)):
        start, stop, properties = EDGES[table]
        xml.start("edge", {"source": f"{start}:{row['from']}", "target": f"{stop}:{row['to']}"})
        xml.text("data", {"key": "label"}, table)
        _graphml_data(xml, "edge", row, properties)
        xml.end("edge")
    xml.end("graph")
    xml.end("graphml")


def write_gexf(portioned: Portioned, file: TextIO) -> None:
    """Nodes and edges have their kind as the attribute `kind`."""
    xml = _Writer(file)
    xml.start("gexf", {"xmlns": GEXF, "version": "1.2"})
    xml.start("graph", {"mode": "static", "defaultedgetype": "directed"})
    for kind, properties in (("node", _properties(NODES)), ("edge", _properties(EDGES))):
        xml.start("attributes", {"class": kind})
        for name, type in {"kind": "STRING", **properties}.items():
            gexf_type = GRAPHML_TYPES.get(type, "string")
            xml.empty("attribute", {"id": f"{kind}_{name}", "title": name, "type": gexf_type})
        xml.end("attributes")
    xml.start("nodes", {})
    for table, row in _rows(portioned, list(NODES)):
        xml.start("node", {"id": f"{table}:{row['id']}", "label": row[LABELS[table]] or row["id"]})
        _gexf_values(xml, "node", {"kind": table} | {name: row[name] for name in NODES[table]})
        xml.end("node")
    xml.end("nodes")
    xml.start("edges", {})
    for number, (table, row) in enumerate(_rows(portioned, list(EDGES))):
        start, stop, properties = EDGES[table]
        ends = {"source": f"{start}:{row['from']}", "target": f"{stop}:{row['to']}"}
        xml.start("edge", {"id": str(number), **ends})
        _gexf_values(xml, "edge", {"kind": table} | {name: row[name] for name in properties})
        xml.end("edge")
    xml.end("edges")
    xml.end("graph")
    xml.end("gexf")


class _Writer:
    """XML element by element, so that nothing of it has to be kept."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._xml = XMLGenerator(file, encoding="utf-8", short_empty_elements=True)  # type: ignore[arg-type]
        self._xml.startDocument()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        cleaned = {name: UNWRITABLE.sub("\ufffd", value) for name, value in attributes.items()}
        self._xml.startElement(name, cleaned)  # type: ignore[arg-type]

    def end(self, name: str) -> None:
        self._xml.endElement(name)
        self._file.write("\n")

    def empty(self, name: str, attributes: dict[str, str]) -> None:
        self.start(name, attributes)
        self.end(name)

    def text(self, name: str, attributes: dict[str, str], content: str) -> None:
        self.start(name, attributes)
        self._xml.characters(UNWRITABLE.sub("\ufffd", content))
        self._xml.endElement(name)


def _rows(portioned: Portioned, tables: list[str]) -> Iterator[tuple[str, Row]]:
    for table, rows in portioned(tables):
        for row in rows:
            yield table, row


def _properties(tables: Any) -> dict[str, str]:
    """All properties that nodes, or edges, of any kind have."""
    return {name: type for table in tables for name, type in columns(table).items() if name not in ("from", "to")}


def _graphml_data(xml: _Writer, kind: str, row: Row, names: Any) -> None:
    for name in names:
        if row[name] is not None:
            xml.text("data", {"key": f"{kind}_{name}"}, _written(row[name]))


def _gexf_values(xml: _Writer, kind: str, row: Row) -> None:
    xml.start("attvalues", {})
    for name, value in row.items():
        if value is not None:
            xml.empty("attvalue", {"for": f"{kind}_{name}", "value": _written(value)})
    xml.end("attvalues")


def _written(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case list():
            return json.dumps(value, ensure_ascii=False)
        case Date():
            return value.isoformat()
        case _:
            return str(value)
