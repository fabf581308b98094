#!/usr/bin/env bash
# compromise 14.17.0 (npm): people() takes the 's of a possessive into the name: in "Obama's aides" the surname is
# "obama's", another person than "obama"; "Ana Roe's aides" has the first name alone, without a surname. Without the 's
# both are right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund compromise@14.17.0
node - <<'JS'
const assert = require("node:assert");
const nlp = require("compromise");

const names = (text) => nlp(text).people().json().map(({ person }) => [person.firstName, person.lastName]);
const seen = ["Obama left.", "Obama's aides left.", "Ana Roe left.", "Ana Roe's aides left."].map(names);
console.log(JSON.stringify(seen));
assert.deepEqual(seen, [[["", "obama"]], [["", "obama's"]], [["ana", "roe"]], [["ana", ""]]]);
JS
