"""The whole graph for programs that draw and measure networks: GraphML (yEd, Neo4j, networkx) and GEXF (Gephi).

A node's id is its kind and its id, since ids are unique within a kind only. Lists are JSON, days are ISO 8601.
Characters that XML cannot hold become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any, Final, TextIO

from onrecord.graph.model.tables import EDGES, NODES, Columns, columns
from onrecord.graph.transfer.formats.cells import PLAIN, As, cells, written
from onrecord.graph.transfer.formats.files import Portion, Portions, number

GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
GEXF: Final = "http://www.gexf.net/1.2draft"
HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
GRAPHML_TYPES: Final = {"BOOLEAN": "boolean", "DOUBLE": "double", "INT64": "long"}
LABELS: Final = {"Entity": "name", "Document": "title", "Claim": "text"}
"""The property by which a program shows a node."""

# What XML 1.0 cannot hold.
UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPECIAL: Final = re.compile("[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The same, and what has a meaning there: most texts have nothing of it."""

Portioned = Callable[[list[str]], Portions]
"""Gives the portions of the tables of these names."""


def write_graphml(portioned: Portioned, file: TextIO) -> None:
    """Nodes have `labels`, edges have `label`: their kind, as Neo4j's own GraphML has it."""
    file.write(f'{HEAD}<graphml xmlns="{GRAPHML}">')
    for kind, properties in (("node", _properties(NODES)), ("edge", _properties(EDGES))):
        label = "labels" if kind == "node" else "label"
        file.write(f'<key id="{label}" for="{kind}" attr.name="{label}" attr.type="string"/>\n')
        for name, type in properties.items():
            named = f'id="{kind}_{name}" for="{kind}" attr.name="{name}"'
            file.write(f'<key {named} attr.type="{GRAPHML_TYPES.get(type, "string")}"/>\n')
    file.write('<graph id="onrecord" edgedefault="directed">')
    for table, portion in portioned([*NODES]):
        head = f'<data key="labels">:{table}</data>'
        data = _inner(portion, NODES[table], CONTENT, '<data key="node_{}">', "</data>")
        for id, inner in zip(portion["id"], data, strict=True):
            file.write(f"<node id={_id(table, id)}>{head}{inner}</node>\n")
    for table, portion in portioned([*EDGES]):
        head = f'<data key="label">{table}</data>'
        data = _inner(portion, EDGES[table][2], CONTENT, '<data key="edge_{}">', "</data>")
        for ends, inner in zip(_ends(table, portion), data, strict=True):
            file.write(f"<edge {ends}>{head}{inner}</edge>\n")
    file.write("</graph>\n</graphml>\n")


def write_gexf(portioned: Portioned, file: TextIO) -> None:
    """Nodes and edges have their kind as the attribute `kind`."""
    file.write(f'{HEAD}<gexf xmlns="{GEXF}" version="1.2"><graph mode="static" defaultedgetype="directed">')
    for kind, properties in (("node", _properties(NODES)), ("edge", _properties(EDGES))):
        file.write(f'<attributes class="{kind}">')
        for name, type in {"kind": "STRING", **properties}.items():
            gexf_type = GRAPHML_TYPES.get(type, "string")
            file.write(f'<attribute id="{kind}_{name}" title="{name}" type="{gexf_type}"/>\n')
        file.write("</attributes>\n")
    file.write("<nodes>")
    for table, portion in portioned([*NODES]):
        head = f'<attvalues><attvalue for="node_kind" value="{table}"/>\n'
        data = _inner(portion, NODES[table], ATTRIBUTE, '<attvalue for="node_{}" value=', "/>\n")
        for id, name, inner in zip(portion["id"], portion[LABELS[table]], data, strict=True):
            label = _attribute(name or id)
            file.write(f"<node id={_id(table, id)} label={label}>{head}{inner}</attvalues>\n</node>\n")
    file.write("</nodes>\n<edges>")
    edges = 0
    for table, portion in portioned([*EDGES]):
        head = f'<attvalues><attvalue for="edge_kind" value="{table}"/>\n'
        data = _inner(portion, EDGES[table][2], ATTRIBUTE, '<attvalue for="edge_{}" value=', "/>\n")
        for ends, inner in zip(_ends(table, portion), data, strict=True):
            file.write(f'<edge id="{edges}" {ends}>{head}{inner}</attvalues>\n</edge>\n')
            edges += 1
    file.write("</edges>\n</graph>\n</gexf>\n")


def _properties(tables: Any) -> dict[str, str]:
    """All properties that nodes, or edges, of any kind have."""
    return {name: type for table in tables for name, type in columns(table).items() if name not in ("from", "to")}


def _ends(table: str, portion: Portion) -> Iterator[str]:
    """Where edges begin and end, as attributes."""
    start, stop, _ = EDGES[table]
    for source, target in zip(portion["from"], portion["to"], strict=True):
        yield f"source={_id(start, source)} target={_id(stop, target)}"


def _id(table: str, id: str) -> str:
    """The id of a node in the file, as an attribute."""
    return _attribute(f"{table}:{id}")


def _inner(portion: Portion, names: Columns, how: As, before: str, after: str) -> Iterator[str]:
    """The elements of what is known of each row."""
    if not names:
        yield from repeat("", number(portion))
        return
    opening = [before.format(name) for name in names]
    for line in cells(portion, names, how):
        yield "".join(
            [f"{opened}{cell}{after}" for opened, cell in zip(opening, line, strict=True) if cell is not None]
        )


def _content(value: Any) -> str:
    """A value between tags; a carriage return would be read as the end of a line."""
    text = written(value)
    if not SPECIAL.search(text):
        return text
    text = UNWRITABLE.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def _attribute(value: Any) -> str:
    """A value as an attribute, in its quotation marks; blanks other than spaces would be read as spaces."""
    text = written(value)
    if not SPECIAL.search(text):
        return f'"{text}"'
    return f'"{_content(text).replace(chr(34), "&quot;").replace(chr(10), "&#10;").replace(chr(9), "&#9;")}"'


CONTENT: Final = {**PLAIN, "STRING": _content, "STRING[]": _content}
ATTRIBUTE: Final = dict.fromkeys(PLAIN, _attribute)
