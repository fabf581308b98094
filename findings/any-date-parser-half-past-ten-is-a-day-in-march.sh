#!/usr/bin/env bash
# any-date-parser 2.2.4 (npm): a time with a full stop, as British papers write it, is a day: "10.30am" is 10 March, as
# 30 is no month, and "9.15pm" is five in the afternoon of 9 January, without a word that it was not understood.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund any-date-parser@2.2.4
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const { default: parser } = require("any-date-parser");

const seen = ["10.30am", "9.15pm"].map((words) => parser.fromString(words).toISOString().slice(4, 16));
console.log(seen);
assert.deepEqual(seen, ["-03-10T00:00", "-01-09T17:00"]);
JS
