#!/usr/bin/env bash
# fastfeedparser 0.6.5: an Atom entry whose link has no rel, which then means the article itself, and a link to its own
# entry in the feed (rel="self") has the latter for its link: the article's address is not that of the page.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check fastfeedparser==0.6.5
cd "$folder" && env/bin/python - <<'PYTHON'
import fastfeedparser

FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:a</id><title>Ely Post</title><updated>2024-05-04T10:00:00Z</updated>
<entry><id>urn:1</id><title>The wall</title><updated>2024-05-04T10:00:00Z</updated>
<link rel="self" href="https://example.org/entry.atom"/><link href="https://example.org/wall"/>
</entry></feed>"""
[entry] = fastfeedparser.parse(FEED).entries
print(entry.link)
assert entry.link == "https://example.org/entry.atom"
PYTHON
