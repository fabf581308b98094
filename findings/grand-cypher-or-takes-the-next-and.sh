#!/usr/bin/env bash
# grand-cypher 1.2.0: AND and OR are worked out from left to right, where in Cypher AND binds closer: of "Ana Roe, or
# Ben Poe if he is over 48", Ana Roe is lost, who is 40; in another order of the same condition she is found.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check grand-cypher==1.2.0 networkx==3.6.1
cd "$folder" && env/bin/python - <<'PYTHON'
import networkx
from grandcypher import GrandCypher

graph = networkx.DiGraph()
graph.add_node("roe", name="Ana Roe", age=40)
graph.add_node("poe", name="Ben Poe", age=50)
ROE, POE = 'p.name = "Ana Roe"', 'p.name = "Ben Poe" AND p.age > 48'
seen = [
    sorted(GrandCypher(graph).run(f"MATCH (p) WHERE {condition} RETURN p.name")["p.name"])
    for condition in (f"{ROE} OR {POE}", f"{POE} OR {ROE}")
]
print(seen)
assert seen == [["Ben Poe"], ["Ana Roe", "Ben Poe"]]
PYTHON
