#!/usr/bin/env bash
# ngraph.fromdot 7.1.0 (npm): attributes that DOT gives to all nodes or edges from there on, node [party=red], are left
# out: who is of which party, and that Roe accuses Poe, is gone; attributes at each node and edge are read.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund ngraph.fromdot@7.1.0
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const read = require("ngraph.fromdot");

const graph = read("digraph { node [party=red]; edge [kind=accuses]; Roe; Poe [party=blue]; Roe -> Poe; Poe -> Roe [kind=praises] }");
const seen = [];
graph.forEachNode(({ id, data }) => void seen.push([id, data?.party]));
graph.forEachLink(({ fromId, toId, data }) => void seen.push([fromId, toId, data?.kind]));
console.log(seen);
assert.deepEqual(seen, [["Roe", undefined], ["Poe", "blue"], ["Roe", "Poe", undefined], ["Poe", "Roe", "praises"]]);
JS
