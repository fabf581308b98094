#!/usr/bin/env bash
# igraph 1.0.0 (Python) with networkx 3.6.1: letters with accents do not pass by GML: networkx writes Éva as &#201;va,
# which igraph reads letter by letter, with a warning; the Éva that igraph writes is refused by networkx as no ASCII.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check igraph==1.0.0 networkx==3.6.1
cd "$folder" && env/bin/python - <<'PYTHON'
import warnings

import igraph
import networkx

graph = networkx.Graph()
graph.add_node("Éva Roe")
networkx.write_gml(graph, "networkx.gml")
warnings.simplefilter("ignore", RuntimeWarning)
seen = igraph.Graph.Read_GML("networkx.gml").vs["label"]
print(seen)
assert seen == ["&#201;va Roe"]
other = igraph.Graph(1)
other.vs["label"] = ["Éva Roe"]
other.write_gml("igraph.gml")
try:
    networkx.read_gml("igraph.gml")
except networkx.NetworkXError as error:
    print(error)
else:
    raise AssertionError("it is read")
PYTHON
