#!/usr/bin/env bash
# @citation-js/plugin-ris 0.8.2 (npm): an article of a newspaper (TY NEWS) loses its author, as CSL, and so each
# citation, knows no "reporter", which it makes of AU; and written as RIS it has no author either. An article of a
# journal keeps its own.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund @citation-js/core@0.8.2 @citation-js/plugin-ris@0.8.2 @citation-js/plugin-csl@0.8.2
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-ris");
require("@citation-js/plugin-csl");

const cite = (kind) => new Cite(`TY  - ${kind}\nAU  - Roe, Ana\nTI  - The vote\nT2  - Daily Echo\nPY  - 2026\nER  - \n`);
const seen = ["NEWS", "JOUR"].map((kind) => /Roe/.test(cite(kind).format("bibliography", { template: "apa", format: "text" })));
const author = [{ family: "Roe", given: "Ana" }];
const written = ["article-newspaper", "article-journal"].map((type) => /Roe/.test(new Cite([{ id: "a", type, title: "The vote", author }]).format("ris")));
console.log(seen, cite("NEWS").data[0].reporter, written);
assert.deepEqual(seen, [false, true]);
assert.deepEqual(written, [false, true]);
JS
