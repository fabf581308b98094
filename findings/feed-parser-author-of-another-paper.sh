#!/usr/bin/env bash
# @rowanmanning/feed-parser 2.1.5 (npm): an entry of Atom that was taken over from another paper, and so has its author
# in <source>, is laid to the author of the feed that took it over; RFC 4287 (4.2.1) has the source's author first.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && npm install --silent --no-audit --no-fund @rowanmanning/feed-parser@2.1.5
node - <<'JS'
const assert = require("node:assert");
const { parseFeed } = require("@rowanmanning/feed-parser");

const [item] = parseFeed(`<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:ely</id><title>Ely Post</title><updated>2024-05-04T10:00:00Z</updated>
<author><name>Ana Roe</name></author>
<entry><id>urn:ham:1</id><title>The wall must fall</title><updated>2024-05-04T10:00:00Z</updated><content>It leaks.</content>
<source><id>urn:ham</id><title>Ham Times</title><updated>2024-05-03T10:00:00Z</updated><author><name>Ben Poe</name></author></source></entry>
</feed>`).items;
const seen = item.authors.map(({ name }) => name);
console.log(seen);
assert.deepEqual(seen, ["Ana Roe"]);
JS
