#!/usr/bin/env bash
# sentence-splitter 5.0.1 (npm): a mark that closes a quotation behind a question or an exclamation mark is left to the
# next sentence, whether it is ”, ’ or »; the straight mark is kept with its words, and the two sentences are one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund sentence-splitter@5.0.1
node - <<'JS'
const assert = require("node:assert");

(async () => {
  const { split } = await import("sentence-splitter");
  const sentences = (text) => split(text).filter(({ type }) => type === "Sentence").map(({ raw }) => raw);
  const seen = ["“Why now?” Roe left.", "‘No!’ Roe left.", '"Why now?" Roe left.'].map(sentences);
  console.log(seen);
  assert.deepEqual(seen, [["“Why now?", "” Roe left."], ["‘No!", "’ Roe left."], ['"Why now?" Roe left.']]);
})();
JS
