#!/usr/bin/env bash
# natural 8.1.1 (npm): SentenceTokenizer ends a sentence within a number that is followed by a letter, as newspapers
# write millions: "It cost £1.5m" is two sentences. "12.5" and "1.5 million" are whole.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund natural@8.1.1
node - <<'JS'
const assert = require("node:assert");
const { SentenceTokenizer } = require("natural");

const split = (text) => new SentenceTokenizer([]).tokenize(text);
const seen = ["It cost £1.5m, said Roe.", "It cost £1.5 million, said Roe."].map(split);
console.log(seen);
assert.deepEqual(seen, [["It cost £1.", "5m, said Roe."], ["It cost £1.5 million, said Roe."]]);
JS
