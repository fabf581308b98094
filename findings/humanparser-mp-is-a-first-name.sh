#!/usr/bin/env bash
# humanparser 2.7.0 (npm): letters behind a comma that are not in its list are the first name: "Ana Roe, MP" is a person
# MP of the family Ana Roe, and her full name is "MP Ana Roe"; with MD or QC, which it knows, she is Ana Roe.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund humanparser@2.7.0
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const { parseName } = require("humanparser");

const seen = ["Ana Roe, MP", "Ana Roe, MD"].map((name) => parseName(name)).map(({ firstName, lastName, suffix }) => [firstName, lastName, suffix]);
console.log(seen, parseName("Ana Roe, MP").fullName);
assert.deepEqual(seen, [["MP", "Ana Roe", undefined], ["Ana", "Roe", "MD"]]);
assert.equal(parseName("Ana Roe, MP").fullName, "MP Ana Roe");
JS
