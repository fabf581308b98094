#!/usr/bin/env bash
# another-name-parser 0.1.0 (npm): a middle initial I. or V. is a number: "Ana I. Roe" is read as Ana Roe the First, and
# the initial is gone; "Ana E. Roe" has a middle name. "Do Kwon" is a Kwon with the suffix "Do", a doctor, without a
# surname.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund another-name-parser@0.1.0
node - <<'JS'
const assert = require("node:assert");
const parse = require("another-name-parser");

const seen = ["Ana E. Roe", "Ana I. Roe", "Do Kwon"].map((name) => parse(name)).map(({ first, middle, last, suffix }) => [first, middle, last, suffix]);
console.log(seen);
assert.deepEqual(seen, [["Ana", "E.", "Roe", null], ["Ana", null, "Roe", "I."], ["Kwon", null, null, "Do"]]);
JS
