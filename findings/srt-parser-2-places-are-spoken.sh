#!/usr/bin/env bash
# srt-parser-2 1.2.3 (npm): the place of a caption of SubRip on the screen, X1:… Y2:… behind its times, is the first
# line of what is spoken.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund srt-parser-2@1.2.3
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const module_ = require("srt-parser-2");

const Parser = module_.default ?? module_;
const [{ text }] = new Parser().fromSrt("1\n00:00:02,000 --> 00:00:03,000 X1:100 X2:400 Y1:10 Y2:40\nI did not.\n");
console.log([text]);
assert.match(text, /^X1:100 X2:400 Y1:10 Y2:40\s+I did not\.$/);
JS
