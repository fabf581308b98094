#!/usr/bin/env bash
# grand-cypher 1.2.0: AVG counts a missing attribute as 0, where Cypher leaves it out: the mean age of 40, 50 and a
# person of unknown age is 30, not 45.
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
graph.add_node("doe", name="Cy Doe")
seen = {call: GrandCypher(graph).run(f"MATCH (p) RETURN {call}")[call] for call in ("AVG(p.age)", "SUM(p.age)")}
print(seen)
assert seen == {"AVG(p.age)": [30], "SUM(p.age)": [90]}
PYTHON
