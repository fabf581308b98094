#!/usr/bin/env bash
# smartquotes 2.3.2 (npm): where a quotation begins with another or with an omission ("...), its opening mark becomes
# the sign for inches, or within a sentence a closing mark: what follows is closed twice and opened never. Its inner
# marks are right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund smartquotes@2.3.2
node - <<'JS'
const assert = require("node:assert");
const smartquotes = require("smartquotes");

const seen = [`"'No' is no," said Roe.`, `Roe said "'no' is no".`, `"No is no," said Roe.`].map((text) => smartquotes(text));
console.log(seen);
assert.deepEqual(seen, ["″‘No’ is no,” said Roe.", "Roe said ”‘no’ is no”.", "“No is no,” said Roe."]);
JS
