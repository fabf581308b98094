#!/usr/bin/env bash
# segtok 1.5.11: a quoted question is parted from its speaker: "“Will it close?” asked Roe." is two sentences, the
# second of which begins with a small letter and tells nobody's words. After “…,” the speaker stays.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check segtok==1.5.11
cd "$folder" && env/bin/python - <<'PYTHON'
from segtok.segmenter import split_single

seen = list(split_single("“Will it close?” asked Roe. “No,” said Poe."))
print(seen)
assert seen == ["“Will it close?”", "asked Roe.", "“No,” said Poe."]
PYTHON
