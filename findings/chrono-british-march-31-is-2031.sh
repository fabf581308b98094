#!/usr/bin/env bash
# chrono-node 2.10.3 (npm): its British English takes the day behind a month for a year: "on March 31" is March 2031 and
# "the Sept. 11 attacks" were in September 2011, where its American English has the day; "May 5" and "March 31, 2024"
# are right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund chrono-node@2.10.3
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const chrono = require("chrono-node");

const day = (text) => chrono.en.GB.parse(text, new Date(2026, 2, 4))[0].start.date().toISOString().slice(0, 10);
const seen = ["on March 31", "the Sept. 11 attacks", "on May 5", "on March 31, 2024"].map(day);
console.log(seen);
assert.deepEqual(seen, ["2031-03-01", "2011-09-01", "2026-05-05", "2024-03-31"]);
JS
