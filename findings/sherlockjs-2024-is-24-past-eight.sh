#!/usr/bin/env bash
# sherlockjs 1.4.2 (npm): a year alone is a time of this evening: "in 2024" is 24 past eight today, "May 2024" as well,
# with May in the title, and "in 2030" half past eight; "5 May 2024" is a day of that year.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund sherlockjs@1.4.2
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const Sherlock = require("sherlockjs");

Sherlock._setNow(new Date("2026-03-04T12:00:00Z"));
const seen = ["in 2024", "May 2024", "an election in 2030", "5 May 2024"].map((words) => Sherlock.parse(words).startDate.toISOString().slice(0, 16));
console.log(seen);
assert.deepEqual(seen, ["2026-03-04T20:24", "2026-03-04T20:24", "2026-03-04T20:30", "2024-05-05T00:00"]);
JS
