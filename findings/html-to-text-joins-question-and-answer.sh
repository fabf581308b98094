#!/usr/bin/env bash
# html-to-text 10.0.1 (npm): the terms and texts of a <dl>, which interviews are set in, run together without a space or
# a new line: the name of a speaker becomes one word with what is said. Paragraphs and <li> are parted.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund html-to-text@10.0.1
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const { convert } = require("html-to-text");

const seen = convert("<dl><dt>Ana Roe</dt><dd>Will you resign?</dd><dt>Ben Poe</dt><dd>No.</dd></dl>", { wordwrap: false });
console.log(seen);
assert.equal(seen, "Ana RoeWill you resign?Ben PoeNo.");
JS
