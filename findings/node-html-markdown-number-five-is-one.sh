#!/usr/bin/env bash
# node-html-markdown 2.0.0 (npm): a numbered list that goes on at 5 (<ol start="5">) begins anew at 1: what a text calls
# point 5 is point 1.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund node-html-markdown@2.0.0
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const { NodeHtmlMarkdown } = require("node-html-markdown");

const seen = NodeHtmlMarkdown.translate(`<p>She broke promise 5:</p><ol start="5"><li>Lower rents</li><li>Lower taxes</li></ol>`);
console.log(seen);
assert.match(seen, /^1\. Lower rents\n2\. Lower taxes$/m);
JS
