#!/usr/bin/env bash
# gexf 0.2.6 (npm): attributes that a node does not have are made up: without a default a truth value is false, so that
# who was never asked denies; GEXF leaves them out.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund gexf@0.2.6
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const gexf = require("gexf");

const { nodes } = gexf.parse(`<?xml version="1.0"?><gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph defaultedgetype="directed">
<attributes class="node"><attribute id="agrees" title="agrees" type="boolean"/></attributes>
<nodes><node id="roe" label="Ana Roe"><attvalues><attvalue for="agrees" value="true"/></attvalues></node><node id="poe" label="Ben Poe"/></nodes></graph></gexf>`);
const seen = nodes.map(({ attributes }) => attributes.agrees);
console.log(seen);
assert.deepEqual(seen, [true, false]);
JS
