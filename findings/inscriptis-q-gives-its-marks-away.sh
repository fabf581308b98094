#!/usr/bin/env bash
# inscriptis 2.7.6: what stands in an element within <q>, as a link or a stressed word, gets quotation marks of its own,
# so that one quotation comes out as three pieces, the middle one of which is outside of the quotation marks around it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check inscriptis==2.7.6
cd "$folder" && env/bin/python - <<'PYTHON'
from inscriptis import get_text

page = "<html><body><p>She said <q>we will {} stay here</q>.</p></body></html>"
assert get_text(page.format("all")).strip() == 'She said "we will all stay here".'
seen = get_text(page.format("<em>not</em>")).strip()
print(seen)
assert seen == 'She said "we will "not" stay here".'
PYTHON
