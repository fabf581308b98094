#!/usr/bin/env bash
# biblatex-csl-converter 3.2.2 (npm): in CSL the name of a newspaper is set in small letters, like the title of an
# article in sentence case: "The Northern Echo" is "The northern echo". A style cannot bring its letters back.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund biblatex-csl-converter@3.2.2
TZ=UTC node - <<'JS'
import("biblatex-csl-converter").then(({ BibLatexParser, CSLExporter }) => {
  const assert = require("node:assert");
  const { entries } = new BibLatexParser(
    "@article{roe, author={Roe, Ana}, title={A vote}, journaltitle={The Northern Echo}, date={2026-03-04}}",
  ).parse();
  const seen = new CSLExporter(entries).parse()["1"]["container-title"];
  console.log(seen);
  assert.equal(seen, "The northern echo");
});
JS
