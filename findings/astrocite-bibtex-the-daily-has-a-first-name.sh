#!/usr/bin/env bash
# astrocite-bibtex 0.16.4 (npm): an author in braces, which is how BibTeX keeps a body's name whole, is cut like a
# person's name: {The Daily} has the given name The and the family name Daily, and of {Tarn Quay Company, Ltd} the
# given name is Ltd. CSL has "literal" for such names.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund astrocite-bibtex@0.16.4
node - <<'JS'
const assert = require("node:assert");
const { parse } = require("astrocite-bibtex");

const AUTHORS = "{The Daily} and {Tarn Quay Company, Ltd} and Ana Roe";
const [{ author: seen }] = parse(`@article{roe, author = {${AUTHORS}}, title = {No}}`);
console.log(seen);
assert.deepEqual(seen, [
  { family: "Daily", given: "The" },
  { family: "Tarn Quay Company", given: "Ltd" },
  { family: "Roe", given: "Ana" },
]);
JS
