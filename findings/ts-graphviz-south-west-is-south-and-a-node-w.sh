#!/usr/bin/env bash
# ts-graphviz 3.0.7 (npm): where an edge ends at a port and a corner of it, only the first letter of sw and nw is read
# and the w is a node of its own: roe -> low:words:sw is an edge to the south and a node "w", and nw gives it the edge's
# label. In DOT sw is one compass point, and se, of the same kind, is read right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund ts-graphviz@3.0.7
cat > program.mjs <<'JS'
import assert from "node:assert";
import { fromDot, toDot } from "ts-graphviz";

const seen = ["sw", "nw", "se"].map((point) => {
  return toDot(fromDot(`digraph { roe -> low:words:${point} [label=No] }`)).replace(/\s+/g, " ");
});
console.log(seen);
assert.deepEqual(seen, [
  'digraph { "w" [ label = "No"; ]; "roe" -> "low":"words":"s"; }',
  'digraph { "w" [ label = "No"; ]; "roe" -> "low":"words":"n"; }',
  'digraph { "roe" -> "low":"words":"se" [ label = "No"; ]; }',
]);
JS
node program.mjs
