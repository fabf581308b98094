#!/usr/bin/env bash
# compromise 14.17.0 (npm): of three names the middle one is the surname, so that Mary Ann Roe and Ben Lee Roe have two
# surnames, Ann and Lee, and neither is a Roe; Vincent van Gogh is called "van", and Martin Luther King Jr. has "king
# jr" for a title.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund compromise@14.17.0
node - <<'JS'
const assert = require("node:assert");
const nlp = require("compromise");

const surname = (text) => nlp(text).people().json().map(({ person }) => person.lastName);
const seen = ["Ana Roe", "Mary Ann Roe", "Ben Lee Roe", "Vincent van Gogh", "Martin Luther King Jr."].map((name) => surname(`${name} left.`));
console.log(seen.flat());
assert.deepEqual(seen.flat(), ["roe", "ann", "lee", "van", "luther"]);
JS
