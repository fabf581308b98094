#!/usr/bin/env bash
# feedparser 6.0.14: an Atom entry that has an id and no link gets the id for its link, also where the id is a urn that
# no browser opens. Expected: no link, as in an entry that has neither.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14
cd "$folder" && env/bin/python - <<'PYTHON'
import feedparser

feed = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Tarn</title>
<entry><title>The quay closes</title><id>urn:example:1</id><updated>2026-03-01T10:00:00Z</updated></entry></feed>"""
[entry] = feedparser.parse(feed).entries
print(entry.get("link"), entry.get("links"))
assert entry.id == "urn:example:1"
assert entry.get("link") == "urn:example:1"
PYTHON
