#!/usr/bin/env bash
# graphlib-dot 0.6.4 (npm): the braces of Roe -> {Poe Doe}, which in DOT stand for an edge to each, become a node sg1
# besides: a graph of three people has four nodes, and the fourth, without a line, is counted among those whom nobody
# speaks of.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund graphlib-dot@0.6.4
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const { read } = require("graphlib-dot");

const graph = read("digraph { Roe -> {Poe Doe} }");
console.log(graph.nodes(), graph.edgeCount());
assert.deepEqual(graph.nodes().sort(), ["Doe", "Poe", "Roe", "sg1"]);
assert.equal(graph.edgeCount(), 2);
assert.deepEqual(graph.nodeEdges("sg1"), []);
JS
