#!/usr/bin/env bash
# compromise 14.17.0 (npm): a quotation of four sentences is none: quotations() finds one of up to three sentences,
# whatever their length, and of longer ones, which are what a paper quotes at length, nothing; a shorter one beside it
# is found.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund compromise@14.17.0
node - <<'JS'
const assert = require("node:assert");
const nlp = require("compromise");

const quoted = (text) => nlp(text).quotations().out("array");
const three = quoted("“It is old. It leaks. It must close,” said Ana Roe. “No,” said Ben Poe.");
const four = quoted("“It is old. It leaks. We cannot mend it. It must close,” said Ana Roe. “No,” said Ben Poe.");
console.log(three, four);
assert.deepEqual(three, ["“It is old. It leaks. It must close,”", "“No,”"]);
assert.deepEqual(four, ["“No,”"]);
JS
