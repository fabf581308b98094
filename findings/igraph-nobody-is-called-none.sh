#!/usr/bin/env bash
# igraph 1.0.0 (Python): a missing value becomes a value in GraphML and GML: a node without a name is called "None" when
# it is read back, and who is not known to be elected is not elected (False). A missing number alone stays missing.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check igraph==1.0.0
cd "$folder" && env/bin/python - <<'PYTHON'
import igraph

graph = igraph.Graph()
graph.add_vertices(2, {"name": ["Ana Roe", None], "elected": [True, None], "born": [1970, None]})
graph.write_graphml("people.graphml")
seen = igraph.Graph.Read_GraphML("people.graphml").vs[1].attributes()
print(seen)
assert (seen["name"], seen["elected"]) == ("None", False)
assert seen["born"] != seen["born"]
PYTHON
