#!/usr/bin/env bash
# sbd 1.0.19 (npm): a sentence does not end with "May.", "no." or a number: "It will close in May. Poe denied it." is
# one sentence, and so are "Roe said no. Poe said yes." and "Roe left at 10. Poe stayed.", so that a speaker comes by
# what the other one said.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund sbd@1.0.19
node - <<'JS'
const assert = require("node:assert");
const { sentences } = require("sbd");

const seen = ["Roe left in May. Poe denied it.", "Roe said no. Poe said yes.", "Roe left at 10. Poe stayed."].map((text) => sentences(text));
const parted = sentences("Roe left in June, he said. Poe said yes.");
console.log(seen);
assert.deepEqual(seen.map((each) => each.length), [1, 1, 1]);
assert.equal(parted.length, 2);
JS
