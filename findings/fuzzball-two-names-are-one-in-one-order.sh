#!/usr/bin/env bash
# fuzzball 2.2.6 (npm): dedupe passes over capitals and marks for the first item of a list only: "ben low", "Ben Low" is
# one name, while "Ben Low", "ben low" is two, though ratio gives 100 of 100 in both orders. It is said to ignore case
# unless told otherwise (full_process is true), and with that asked for it does the same.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund fuzzball@2.2.6
node - <<'JS'
const assert = require("node:assert");
const { dedupe, ratio } = require("fuzzball");

const NAMES = ["ben low", "Ben Low"];
const ORDERS = [NAMES, NAMES.toReversed()];
for (const options of [{ cutoff: 85, scorer: ratio }, { cutoff: 85, scorer: ratio, full_process: true }]) {
  const seen = ORDERS.map((names) => [ratio(...names), dedupe(names, { ...options }).map(([name]) => name)]);
  console.log(JSON.stringify(seen));
  assert.deepEqual(seen, [[100, ["Ben Low"]], [100, ["Ben Low", "ben low"]]]);
}
JS
