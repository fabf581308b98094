#!/usr/bin/env bash
# wink-nlp 2.4.0 (npm, with its English model 1.8.1): "10.30pm", the time of day as British papers write it, is the
# tokens "10.3" and "0pm": the entity of type TIME is "0pm". "10:30pm" and "10.30 pm" are other tokens, and "10pm" is
# one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund wink-nlp@2.4.0 wink-eng-lite-web-model@1.8.1
node - <<'JS'
const assert = require("node:assert");
const nlp = require("wink-nlp")(require("wink-eng-lite-web-model"));

const read = (text) => [nlp.readDoc(text).tokens().out(), nlp.readDoc(text).entities().out(nlp.its.detail)];
const [tokens, entities] = read("Roe spoke at 10.30pm today");
console.log(tokens, entities, JSON.stringify(read("at 10:30pm")), JSON.stringify(read("at 10pm")));
assert.deepEqual(tokens, ["Roe", "spoke", "at", "10.3", "0pm", "today"]);
assert.deepEqual(entities.find(({ type }) => type === "TIME").value, "0pm");
JS
