#!/usr/bin/env bash
# @citation-js/date 0.5.1 (npm): "May 3" is May of the year 3, and "20240503", a day in the basic form of ISO 8601, is
# the year 20,240,503; "3 May 2024" is that day, and "May 3, 2024" is left as it is.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund @citation-js/date@0.5.1
node - <<'JS'
const assert = require("node:assert");
const { parse } = require("@citation-js/date");

const seen = ["3 May 2024", "May 3", "20240503"].map((words) => parse(words)["date-parts"][0]);
console.log(seen);
assert.deepEqual(seen, [[2024, 5, 3], [3, 5], [20240503]]);
JS
