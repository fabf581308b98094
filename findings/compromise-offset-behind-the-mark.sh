#!/usr/bin/env bash
# compromise 14.17.0 (npm): the offset of a quotation begins behind its opening mark, and its length counts that mark:
# cut out of the text by offset and length, a quotation lacks its first mark and has a character too many at its end.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund compromise@14.17.0
node - <<'JS'
const assert = require("node:assert");
const nlp = require("compromise");

const text = "Roe said: “It is old.” Poe left.";
const [{ text: quotation, offset }] = nlp(text).quotations().json({ offset: true });
const cut = text.slice(offset.start, offset.start + offset.length);
console.log([quotation, offset, cut]);
assert.equal(quotation, "“It is old.”");
assert.equal(offset.length, quotation.length);
assert.equal(cut, "It is old.” ");
JS
