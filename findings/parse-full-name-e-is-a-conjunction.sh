#!/usr/bin/env bash
# parse-full-name 1.2.7 (npm): a middle initial E or Y without a full stop is "and" of Portuguese or Spanish: of "Ben E
# Poe" all is the surname, and nobody has a first name; of "Ben X Poe" and "Ben E. Poe" the parts are right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund parse-full-name@1.2.7
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const { parseFullName } = require("parse-full-name");

const seen = ["Ben E Poe", "Ana Y Roe", "Ben X Poe", "Ben E. Poe"].map((name) => parseFullName(name)).map(({ first, middle, last }) => [first, middle, last]);
console.log(seen);
assert.deepEqual(seen, [["", "", "Ben E Poe"], ["", "", "Ana Y Roe"], ["Ben", "X", "Poe"], ["Ben", "E.", "Poe"]]);
JS
