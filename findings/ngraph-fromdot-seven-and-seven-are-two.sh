#!/usr/bin/env bash
# ngraph.fromdot 7.1.0 (npm): 7 and "7" are one node in DOT, and two here, a number and a text, which print alike: claim
# 7 has no speaker where its line sets it in marks and the edge does not.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund ngraph.fromdot@7.1.0
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const read = require("ngraph.fromdot");

const graph = read('digraph { "7" [text="No tax will rise"]; Roe -> 7 }');
const seen = [];
graph.forEachNode(({ id, data }) => void seen.push([id, data?.text]));
console.log(seen);
assert.deepEqual(seen, [["7", "No tax will rise"], ["Roe", undefined], [7, undefined]]);
JS
