#!/usr/bin/env bash
# subsrt-ts 2.1.2 (npm): a caption of SubRip that is placed on the screen, with X1:… Y2:… behind its times, is left out
# without a word: of a denial between two sentences nothing is in the list, nor in the file that convert() writes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund subsrt-ts@2.1.2
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const module_ = require("subsrt-ts");

const srt = `1
00:00:01,000 --> 00:00:02,000
They say I took it.

2
00:00:02,000 --> 00:00:03,000 X1:100 X2:400 Y1:10 Y2:40
I did not.

3
00:00:03,000 --> 00:00:04,000
That is all.
`;
const subsrt = module_.default ?? module_;
const seen = subsrt.parse(srt, { format: "srt" }).map(({ text }) => text.trim());
console.log(seen);
assert.deepEqual(seen, ["They say I took it.", "That is all."]);
assert(!subsrt.convert(srt, { from: "srt", format: "vtt" }).includes("I did not."));
JS
