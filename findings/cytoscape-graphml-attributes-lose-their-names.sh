#!/usr/bin/env bash
# cytoscape-graphml 1.0.6 (npm): attributes are called by the ids of their keys, not by their names (attr.name), and
# numbers are texts: of a file by networkx each person has a "d0" and a "d1", and who has 2 and 10 claims has "2" and
# "10", so that 10 is less than 2.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund cytoscape@3.35.0 cytoscape-graphml@1.0.6 jquery@3.7.1 jsdom@26.1.0
node - <<'JS'
const assert = require("node:assert");
const { JSDOM } = require("jsdom");

global.window = new JSDOM("").window;
global.document = window.document;
const cytoscape = require("cytoscape");
require("cytoscape-graphml")(cytoscape, require("jquery"));

const cy = cytoscape({ headless: true });
cy.graphml({ layoutBy: () => {} });
cy.graphml(`<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d0" for="node" attr.name="claims" attr.type="long"/>
<graph edgedefault="directed"><node id="Ana Roe"><data key="d0">2</data></node><node id="Ben Poe"><data key="d0">10</data></node></graph></graphml>`);
const seen = cy.nodes().map((node) => node.data());
console.log(seen);
assert.deepEqual(seen, [{ id: "Ana Roe", d0: "2" }, { id: "Ben Poe", d0: "10" }]);
JS
