#!/usr/bin/env bash
# atoma 0.0.17: the content of an Atom entry is gone (None) where it is of type xhtml; escaped as html it is there. The
# entry is read without a word of warning.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check atoma==0.0.17
cd "$folder" && env/bin/python - <<'PYTHON'
import atoma

FEED = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:a</id><title>Ely Post</title><updated>2024-05-04T10:00:00Z</updated>
<entry><id>urn:1</id><title>The wall</title><updated>2024-05-04T10:00:00Z</updated>{}</entry></feed>"""


def content(element):
    [entry] = atoma.parse_atom_bytes(FEED.format(element).encode()).entries
    return entry.content and entry.content.value


escaped = content('<content type="html">&lt;p&gt;“It leaks,” said Roe.&lt;/p&gt;</content>')
xhtml = content('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>“It leaks,” said Roe.</p></div></content>')
print(escaped, xhtml)
assert escaped == "<p>“It leaks,” said Roe.</p>"
assert xhtml is None
PYTHON
