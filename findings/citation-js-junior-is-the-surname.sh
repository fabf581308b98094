#!/usr/bin/env bash
# @citation-js/name 0.4.2 (npm): "Jr." is the surname: of "Ben Poe Jr." the family name is Jr., and all juniors stand
# together under J; of "Ben Poe II" it is Poe.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund @citation-js/name@0.4.2
node - <<'JS'
const assert = require("node:assert");
const { parse } = require("@citation-js/name");

const seen = [parse("Ben Poe Jr."), parse("Ben Poe II")].map(({ family, given, suffix }) => [family, given, suffix]);
console.log(seen);
assert.deepEqual(seen, [["Jr.", "Ben Poe", undefined], ["Poe", "Ben", "II"]]);
JS
