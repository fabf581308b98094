#!/usr/bin/env bash
# rss-parser 3.13.0 (npm): of an Atom entry in XHTML the text of a paragraph comes first and its elements behind it: the
# name in bold of “No,” said <b>Ana Roe</b>, who left. stands at the end of the paragraph. Content of the type html is
# right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund rss-parser@3.13.0
TZ=UTC node - <<'JS'
const assert = require("node:assert");
const Parser = require("rss-parser");

const PARAGRAPH = "<p>“No,” said <b>Ana Roe</b>, who left.</p>";
const feed = (content) => `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:example:news</id>
<updated>2026-03-04T10:00:00Z</updated><entry><title>Vote</title><id>urn:example:1</id><updated>2026-03-04T10:00:00Z</updated>${content}</entry></feed>`;
const contents = [
  `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${PARAGRAPH}</div></content>`,
  `<content type="html">${PARAGRAPH.replaceAll("<", "&lt;")}</content>`,
];
Promise.all(contents.map((content) => new Parser().parseString(feed(content)))).then((feeds) => {
  const seen = feeds.map(({ items: [item] }) => item.contentSnippet);
  console.log(seen);
  assert.deepEqual(seen, ["“No,” said , who left.Ana Roe", "“No,” said Ana Roe, who left."]);
});
JS
