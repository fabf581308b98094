#!/usr/bin/env bash
# networkx 3.6.1: write_gexf takes a node's attribute "id" for the node itself: two nodes that share one, as two
# spellings with one Wikidata number, are one node when the file is read, and have each other's edges; the names they
# had are gone.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check networkx==3.6.1
cd "$folder" && env/bin/python - <<'PYTHON'
from io import BytesIO

import networkx

graph = networkx.DiGraph()
graph.add_node("Jane Roe", id="Q7")
graph.add_node("Mayor Roe", id="Q7")
graph.add_edge("Jane Roe", "Ben Poe", kind="praised")
graph.add_edge("Mayor Roe", "Cy Loe", kind="accused")
for write, read, seen in [
    (networkx.write_graphml, networkx.read_graphml, ["Ben Poe", "Cy Loe", "Jane Roe", "Mayor Roe"]),
    (networkx.write_gexf, networkx.read_gexf, ["Ben Poe", "Cy Loe", "Q7"]),
]:
    file = BytesIO()
    write(graph, file)
    file.seek(0)
    nodes = sorted(read(file))
    print(nodes)
    assert nodes == seen
PYTHON
