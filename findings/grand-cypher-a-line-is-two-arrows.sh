#!/usr/bin/env bash
# grand-cypher 1.2.0: a pattern without an arrow, (a)-[r]-(b), finds only who is bound both ways: of a directed graph
# where Roe accuses Poe nobody is related to anybody, and no error is raised. In Cypher it is an edge of either
# direction.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check grand-cypher==1.2.0 networkx==3.6.1
cd "$folder" && env/bin/python - <<'PYTHON'
import networkx
from grandcypher import GrandCypher

graph = networkx.DiGraph()
graph.add_node("roe", name="Ana Roe")
graph.add_node("poe", name="Ben Poe")
graph.add_edge("roe", "poe", kind="accuses")
seen = []
for arrow in ("->", "-"):
    found = GrandCypher(graph).run(f"MATCH (p)-[r]{arrow}(q) RETURN p.name, q.name")
    seen.append(list(zip(found["p.name"], found["q.name"], strict=True)))
graph.add_edge("poe", "roe", kind="answers")
seen.append(sorted(GrandCypher(graph).run("MATCH (p)-[r]-(q) RETURN p.name")["p.name"]))
print(seen)
assert seen == [[("Ana Roe", "Ben Poe")], [], ["Ana Roe", "Ben Poe"]]
PYTHON
