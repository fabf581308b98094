#!/usr/bin/env bash
# article-extractor 9.0.1 (npm, @extractus): the words in <q>, <ins>, <mark>, <cite> or <time> are taken out of the
# sentence with their tags: a page that says what she called the wall is read as one in which she left the room. Words
# in <b> or <em> stay.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund @extractus/article-extractor@9.0.1
node - <<'JS'
const assert = require("node:assert");
const { extractFromHtml } = require("@extractus/article-extractor");

const around = "<p>The harbour board met on Monday evening in the old customs house to talk about the wall.</p>".repeat(5);
const words = "<p>She said <q>it must close</q> and left. Of <em>ten</em> ships <ins>not</ins> one will come.</p>";
const page = `<html><head><title>The harbour wall</title></head><body><article><h1>The wall</h1>${around}${words}${around}</article></body></html>`;
(async () => {
  const { content } = await extractFromHtml(page, "https://example.org/wall");
  const seen = content.replace(/<[^>]+>/g, "").match(/She said.*?come\./)[0];
  console.log(seen);
  assert.equal(seen, "She said and left. Of ten ships one will come.");
})();
JS
