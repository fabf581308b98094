#!/usr/bin/env bash
# graphology-graphml 0.5.2 (npm): the default value of a number is a text: of two people one of whom has the default,
# the claims are 2 and "1", so that their sum is "21"; a value that a node has itself is read as the type that the file
# declares.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund graphology@0.26.0 graphology-graphml@0.5.2
node - <<'JS'
const assert = require("node:assert");
const Graph = require("graphology");
const graphml = require("graphology-graphml");

const graph = graphml.parse(Graph, `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="c" for="node" attr.name="claims" attr.type="int"><default>1</default></key>
<graph edgedefault="directed"><node id="ana"><data key="c">2</data></node><node id="ben"/></graph></graphml>`);
const claims = graph.mapNodes((_, { claims }) => claims);
console.log(claims, claims[0] + claims[1]);
assert.deepEqual(claims, [2, "1"]);
JS
