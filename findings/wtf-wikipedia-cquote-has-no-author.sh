#!/usr/bin/env bash
# wtf_wikipedia 10.4.2: {{quote|words|Ana Roe}} gives the words with their author; {{cquote}}, the same with large
# marks, only the words, and no template is left from which one could read who said them.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund wtf_wikipedia@10.4.2
cat > it.mjs <<'JS'
import assert from "node:assert";
import wtf from "wtf_wikipedia";

const seen = ["quote", "cquote"].map((name) => {
  const page = wtf(`{{${name}|We will close it.|Ana Roe}}`);
  return [page.text(), page.templates().map((template) => template.json().author)];
});
console.log(JSON.stringify(seen));
assert.deepEqual(seen, [['"We will close it."\n\n- Ana Roe', ["Ana Roe"]], ["We will close it.", []]], "the behaviour has changed");
JS
node it.mjs
