#!/usr/bin/env bash
# bibtex-parse 2.1.0 (npm): the entries lose the braces in which a command ends, and the command stays: the surname
# {\O}stberg is "\Ostberg", which is no command, and Gro{\ss}mann is Gro\ssmann. Of {\'E}va the backslash is lost
# too, and 'Eva is left. Letters, or the text as it was (which the syntax tree has), would be right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund bibtex-parse@2.1.0
node - <<'JS'
const assert = require("node:assert");
const { entries, parse } = require("bibtex-parse");

const FILE = String.raw`@misc{roe, author = {{\'E}va {\O}stberg and Jo Gro{\ss}mann}}`;
const [{ AUTHOR: seen }] = entries(FILE);
const [{ fields: [{ value }] }] = parse(FILE);
console.log(seen, value);
assert.equal(seen, String.raw`'Eva \Ostberg and Jo Gro\ssmann`);
assert.equal(value, String.raw`{\'E}va {\O}stberg and Jo Gro{\ss}mann`);
JS
