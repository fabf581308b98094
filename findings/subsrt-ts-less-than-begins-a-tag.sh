#!/usr/bin/env bash
# subsrt-ts 2.1.2 (npm): in SubRip what stands between "<" and a later ">" is cut out of the text, letters, figures and
# all: "Profits < 5, losses > 3" is "Profits  3"; "content" keeps it, but build() and convert() write the text.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund subsrt-ts@2.1.2
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const module_ = require("subsrt-ts");

const subsrt = module_.default ?? module_;
const srt = "1\n00:00:01,000 --> 00:00:02,000\nProfits < 5 million, losses > 3 million.\n";
const [{ text }] = subsrt.parse(srt, { format: "srt" });
const written = subsrt.convert(srt, { from: "srt", format: "vtt" });
console.log([text, written]);
assert.equal(text.trim(), "Profits  3 million.");
assert(!written.includes("losses"));
JS
