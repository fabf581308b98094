#!/usr/bin/env bash
# wtf_wikipedia 10.4.2: {{w|Ana Roe}}, by which Wikinews links a name to Wikipedia, is taken out of the text with the
# name in it, and is no link either: "Ana Roe said that Ash had met Cem Oak." is "said that had met Cem Oak.", the
# sentence without its speaker.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund wtf_wikipedia@10.4.2
cat > it.mjs <<'JS'
import assert from "node:assert";
import wtf from "wtf_wikipedia";

const seen = wtf("{{w|Ana Roe}} said that {{w|Ben Ash|Ash}} had met [[Cem Oak]].");
console.log(seen.text(), seen.links().map((link) => link.page()));
assert.equal(seen.text(), "said that had met Cem Oak.", "the behaviour has changed");
assert.deepEqual(seen.links().map((link) => link.page()), ["Cem Oak"], "the behaviour has changed");
JS
node it.mjs
