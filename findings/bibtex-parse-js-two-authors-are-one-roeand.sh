#!/usr/bin/env bash
# bibtex-parse-js 0.0.24 (npm): where texts are put together with #, the blank at the beginning of each is lost, though
# it stands between quotation marks: "Ana Roe" # " and " # "Ben Low" is "Ana Roeand Ben Low", one author instead of two.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund bibtex-parse-js@0.0.24
node - <<'JS'
const assert = require("node:assert");
const { toJSON } = require("bibtex-parse-js");

const seen = ['"Ana Roe" # " and " # "Ben Low"', '"Ana Roe and Ben Low"', '{Ana Roe} # { and } # {Ben Low}'].map(
  (author) => toJSON(`@article{roe, author = ${author}, year = 2020}`)[0].entryTags.author,
);
console.log(seen);
assert.deepEqual(seen, ["Ana Roeand Ben Low", "Ana Roe and Ben Low", "Ana Roeand Ben Low"]);
JS
