"""The whole graph for programs that draw and measure networks: GraphML (yEd, Neo4j, networkx) and GEXF (Gephi).

A node's id is its kind and its id, since ids are unique within a kind only. Lists are JSON, days are ISO 8601.
Characters that XML cannot hold become U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TextIO

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.graph.model.tables import EDGES, NODES, Columns
from onrecord.graph.transfer.formats.cells import PLAIN, TEXT, Texts, data, joined, replaced, text_of, texts
from onrecord.graph.transfer.formats.files import Portion, Portions, exported, number

GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
GEXF: Final = "http://www.gexf.net/1.2draft"
HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
GRAPHML_TYPES: Final = {"BOOLEAN": "boolean", "DOUBLE": "double", "INT64": "long"}
LABELS: Final = {"Entity": "name", "Document": "title", "Claim": "text"}
"""The property by which a program shows a node."""

UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""
NOT_XML: Final = r"[^\t\n\r\x{20}-\x{d7ff}\x{e000}-\x{fffd}\x{10000}-\x{10ffff}]"
"""The same, as Arrow's expressions have it."""
NO_CHARACTERS: Final = ("\ufffe".encode(), "\uffff".encode())
NOT_IN_ASCII: Final = bytes({*range(0x20)} - {*b"\t\n\r"})
IN_CONTENT: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
"""A carriage return between tags would be read as the end of a line."""
IN_ATTRIBUTE: Final = IN_CONTENT | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
"""Blanks other than spaces would be read as spaces."""

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
        head = f'"><data key="labels">:{table}</data>'
        inner = _inner(portion, exported(table), _content, '<data key="node_{}">', "</data>")
        _write(file, '<node id="', _ids(table, portion["id"]), head, *inner, "</node>\n")
    for table, portion in portioned([*EDGES]):
        head = f'"><data key="label">{table}</data>'
        inner = _inner(portion, EDGES[table][2], _content, '<data key="edge_{}">', "</data>")
        _write(file, "<edge", *_ends(table, portion), head, *inner, "</edge>\n")
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
        head = f'"><attvalues><attvalue for="node_kind" value="{table}"/>\n'
        labels = _attribute(
            _texts([name or id for id, name in zip(portion["id"], portion[LABELS[table]], strict=True)])
        )
        inner = _inner(portion, exported(table), _attribute, '<attvalue for="node_{}" value="', '"/>\n')
        node = ('<node id="', _ids(table, portion["id"]), '" label="', labels, head, *inner)
        _write(file, *node, "</attvalues>\n</node>\n")
    file.write("</nodes>\n<edges>")
    edges = 0
    for table, portion in portioned([*EDGES]):
        head = f'"><attvalues><attvalue for="edge_kind" value="{table}"/>\n'
        inner = _inner(portion, EDGES[table][2], _attribute, '<attvalue for="edge_{}" value="', '"/>\n')
        ids = _texts([str(edges + row) for row in range(number(portion))])
        edge = ('<edge id="', ids, '"', *_ends(table, portion), head, *inner)
        _write(file, *edge, "</attvalues>\n</edge>\n")
        edges += len(ids)
    file.write("</edges>\n</graph>\n</gexf>\n")


def _properties(tables: Any) -> dict[str, str]:
    """All properties that nodes, or edges, of any kind have."""
    return {name: type for table in tables for name, type in exported(table).items() if name not in ("from", "to")}


def _ends(table: str, portion: Portion) -> list[Texts | str]:
    """Where edges begin and end, as attributes without the last quotation mark."""
    start, stop, _ = EDGES[table]
    return [' source="', _ids(start, portion["from"]), '" target="', _ids(stop, portion["to"])]


def _ids(table: str, ids: Sequence[str]) -> Texts:
    """The ids of nodes in the file."""
    return joined(f"{table}:", _attribute(_texts(ids)))


def _inner(
    portion: Portion, names: Columns, escape: Callable[[Texts], Texts], before: str, after: str
) -> Iterator[Texts | str]:
    """The elements of what is known of each row, a property after the other."""
    for name, column in texts(portion, names, escape, PLAIN, "[1, 2]").items():
        element = (before.format(name), column, after)
        yield from (joined(*element),) if column.null_count else element


def _texts(values: Sequence[str]) -> Texts:
    return pa.array(values, TEXT)


def _content(column: Texts) -> Texts:
    """Texts between tags."""
    return replaced(_writable(column), IN_CONTENT)


def _attribute(column: Texts) -> Texts:
    """Texts in quotation marks."""
    return replaced(_writable(column), IN_ATTRIBUTE)


def _writable(column: Texts) -> Texts:
    """Texts without what XML cannot hold; most columns have nothing of it, which is seen at once."""
    whole = data(column)
    if len(whole.translate(None, NOT_IN_ASCII)) == len(whole) and not any(each in whole for each in NO_CHARACTERS):
        return column
    return pc.replace_substring_regex(column, NOT_XML, "\ufffd")


def _write(file: TextIO, *parts: Texts | str) -> None:
    file.write(text_of(joined(*parts, nulls="skip")))
