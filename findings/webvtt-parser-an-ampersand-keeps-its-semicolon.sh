#!/usr/bin/env bash
# webvtt-parser 2.2.0 (npm): of the three escapes that every WebVTT file uses, &amp; &lt; and &gt;, the semicolon stays
# in the text: "Marks &amp; Low" is spoken as "Marks &; Low", with no error, and the library's own writer makes it
# "&amp;;". The standard reads "Marks & Low" and writes it as it was.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund webvtt-parser@2.2.0
node - <<'JS'
const assert = require("node:assert");
const { WebVTTParser, WebVTTSerializer } = require("webvtt-parser");

const CUE = "<v Ana Roe>Marks &amp; Low: one &lt; two, three &gt; two.</v>";
const { cues, errors } = new WebVTTParser().parse(`WEBVTT\n\n00:01.000 --> 00:04.000\n${CUE}\n`);
const [{ tree: { children: [voice] } }] = cues;
const seen = [voice.value, ...voice.children.map(({ value }) => value)];
const written = new WebVTTSerializer().serialize(cues).trim().split("\n").at(-1);
console.log(seen, errors, written);
assert.deepEqual(seen, ["Ana Roe", "Marks &; Low: one <; two, three >; two."]);
assert.deepEqual(errors, []);
assert.equal(written, "<v Ana Roe>Marks &amp;; Low: one &lt;; two, three &gt;; two.</v>");
JS
