#!/usr/bin/env bash
# rustworkx 0.18.1: write_graphml gives the first attribute of nodes and the first of edges the same key id: networkx
# reads the name of a person as the attribute of the edges; igraph and rustworkx read the file as it was meant.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check rustworkx==0.18.1 networkx==3.6.1
cd "$folder" && env/bin/python - <<'PYTHON'
import networkx
import rustworkx

graph = rustworkx.PyDiGraph()
roe, poe = graph.add_nodes_from([{"name": "Ana Roe"}, {"name": "Ben Poe"}])
graph.add_edge(roe, poe, {"kind": "accuses"})
rustworkx.write_graphml(graph, "people.graphml")
seen = networkx.read_graphml("people.graphml")
print(seen.nodes(data=True))
assert list(seen.nodes.values()) == [{"kind": "Ana Roe"}, {"kind": "Ben Poe"}]
PYTHON
