#!/usr/bin/env bash
# dom-anchor-text-quote 4.0.2 (npm): the selector that it makes of a quotation finds another one: where an article has
# the same words but for a letter nearer to its middle, those are found, though the exact words stand where the selector
# was made.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund dom-anchor-text-quote@4.0.2 jsdom@26.1.0
node - <<'JS'
const assert = require("node:assert");
const { JSDOM } = require("jsdom");
const { fromTextPosition, toTextPosition } = require("dom-anchor-text-quote");

const report = "The board met in the old customs house to talk about the ferry, the wall and the price of coal. ".repeat(2);
const { body } = new JSDOM(`<p>“We will close the school,” said Roe. ${report}“She will close the school,” said Poe. ${report}</p>`).window.document;
const text = body.textContent;
const start = text.indexOf("We will close");
const selector = fromTextPosition(body, { start, end: start + "We will close the school".length });
const found = toTextPosition(body, selector);
const seen = text.slice(found.start, found.end + ",” said Poe.".length);
console.log(selector.exact, "|", seen);
assert.equal(selector.exact, "We will close the school");
assert.equal(seen, "he will close the school,” said Poe.");
JS
