#!/usr/bin/env bash
# compromise 14.17.0 (npm): money() ends before the word of scale, where numbers() has it: "$2.5 billion" is an amount
# of 2.5 dollars, and "5 million pounds" one of 1,000,000 in no currency.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund compromise@14.17.0
node - <<'JS'
const assert = require("node:assert");
const nlp = require("compromise");

const money = (text) => nlp(text).money().get();
const seen = ["It cost $900.", "It cost $2.5 billion.", "It cost 5 million pounds."].map(money);
console.log(seen, nlp("It cost $2.5 billion.").numbers().get());
assert.deepEqual(nlp("It cost $2.5 billion.").numbers().get(), [2500000000]);
assert.deepEqual(seen, [[900], [2.5], [1000000]]);
JS
