#!/usr/bin/env bash
# pydot 4.0.1: what stands behind a colon in a node's name is not written, though it is a text that needs quotation
# marks and though a name with a comma gets them: the nodes "Tarn: the quay" and "Tarn: the market" are both Tarn, and
# in the graph that is read again there is one name. Only edges keep the rest, as a port (a place of the node).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pydot==4.0.1 pyparsing==3.3.3
cd "$folder" && env/bin/python - <<'PYTHON'
import pydot

graph = pydot.Dot("news", graph_type="digraph")
for headline in ("Tarn: the quay", "Tarn: the market", "Tarn, the bridge"):
    graph.add_node(pydot.Node(headline))
graph.add_edge(pydot.Edge("Roe", "Tarn: the quay"))
seen = graph.to_string().splitlines()[1:-1]
[again] = pydot.graph_from_dot_data(graph.to_string())
names = {node.get_name() for node in again.get_nodes()}
print(seen, names)
assert seen == ["Tarn;", "Tarn;", '"Tarn, the bridge";', 'Roe -> Tarn:" the quay";'], "the behaviour has changed"
assert names == {"Tarn", '"Tarn, the bridge"'}
PYTHON
