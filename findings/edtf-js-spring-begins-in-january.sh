#!/usr/bin/env bash
# edtf 4.11.1 (npm): spring is January to March, and winter October to December: 15 January 2024 is within "2024-21",
# which EDTF calls spring, and 15 May is not.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund edtf@4.11.1
node - <<'JS'
const assert = require("node:assert");
const { default: edtf } = require("edtf");

const spring = edtf("2024-21");
const seen = [edtf("2024-01-15"), edtf("2024-05-15")].map((day) => spring.covers(day));
console.log(new Date(spring.min).toISOString(), new Date(spring.max).toISOString(), seen);
assert.deepEqual(seen, [true, false]);
JS
