#!/usr/bin/env bash
# graphology-gexf 0.13.2 (npm) with networkx 3.6.1: an edge's attribute "kind" is written as an attribute of its tag,
# which networkx does not read: who praises and who accuses cannot be told. An attribute of another name is there.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check networkx==3.6.1
cd "$folder" && npm install --silent --no-audit --no-fund graphology@0.26.0 graphology-gexf@0.13.2
node - <<'JS'
const { writeFileSync } = require("node:fs");
const Graph = require("graphology");
const gexf = require("graphology-gexf");

const graph = new Graph({ type: "directed", multi: true });
graph.addNode("Ana Roe");
graph.addNode("Ben Poe");
graph.addEdge("Ana Roe", "Ben Poe", { kind: "praises", claims: 2 });
graph.addEdge("Ana Roe", "Ben Poe", { kind: "accuses", claims: 1 });
writeFileSync("people.gexf", gexf.write(graph));
JS
env/bin/python - <<'PYTHON'
from pathlib import Path

import networkx

assert 'kind="accuses"' in Path("people.gexf").read_text()
seen = [edge for _, _, edge in networkx.read_gexf("people.gexf").edges(data=True)]
print(seen)
assert [edge["claims"] for edge in seen] == [2, 1]
assert not any("kind" in edge for edge in seen)
PYTHON
