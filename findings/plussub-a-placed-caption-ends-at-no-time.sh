#!/usr/bin/env bash
# @plussub/srt-vtt-parser 2.0.5 (npm): the place of a WebVTT caption is read as part of its end: "00:04.000 align:start"
# ends at NaN, and "00:06.000 line:0%" after 360 seconds instead of 6. SubRip's places (X1:40 ...) are left out, as
# expected.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund @plussub/srt-vtt-parser@2.0.5
node - <<'JS'
const assert = require("node:assert");
const { parse } = require("@plussub/srt-vtt-parser");

const files = [
  "WEBVTT\n\n00:01.000 --> 00:04.000 align:start\nYes.\n\n00:05.000 --> 00:06.000 line:0%\nNo.\n",
  "1\n00:00:01,000 --> 00:00:04,000 X1:40 X2:600 Y1:20 Y2:50\nYes.\n",
];
const seen = files.map((file) => parse(file).entries.map(({ from, to, text }) => [from, to, text]));
console.log(JSON.stringify(seen.flat().map(([from, to, text]) => [from, String(to), text])));
assert.deepEqual(seen, [[[1000, NaN, "Yes."], [5000, 360000, "No."]], [[1000, 4000, "Yes."]]]);
JS
