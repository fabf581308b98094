#!/usr/bin/env bash
# webvtt-parser 2.2.0 (npm): the semicolon of &amp; and &lt; stays in the words: "Roe &amp; Poe" is "Roe &; Poe", although its own checks
# find no error in the file.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund webvtt-parser@2.2.0
node - <<'JS'
const assert = require("node:assert");
const { WebVTTParser } = require("webvtt-parser");

const { cues, errors } = new WebVTTParser().parse("WEBVTT\n\n00:01.000 --> 00:04.000\nRoe &amp; Poe said: 5 &lt; 6.\n", "metadata");
const [seen] = cues[0].tree.children.map(({ value }) => value);
console.log(seen, errors);
assert.equal(seen, "Roe &; Poe said: 5 <; 6.");
assert.deepEqual(errors, []);
JS
