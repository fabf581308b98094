#!/usr/bin/env bash
# humanname 0.2.2 (npm): the surname Ma is a degree: Jack Ma and Yo-Yo Ma have no surname and the suffix MA, and so all
# who are called Ma share an empty one. The degree is written MA or M.A.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund humanname@0.2.2
node - <<'JS'
const assert = require("node:assert");
const humanname = require("humanname");

const seen = ["Jack Ma", "Jack Le"].map((name) => [humanname.parse(name).lastName, humanname.parse(name).suffix]);
console.log(seen);
assert.deepEqual(seen, [["", "MA"], ["Le", ""]]);
JS
