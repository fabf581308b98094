#!/usr/bin/env bash
# text2num 3.1.0: "three and a half million", as newspapers write it, becomes "3 and a half 1000000": 3,500,000 reads as
# two numbers. "three million" and "two hundred and five" are right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check text2num==3.1.0
cd "$folder" && env/bin/python - <<'PYTHON'
from text_to_num import alpha2digit

assert alpha2digit("three million people", "en") == "3000000 people"
assert alpha2digit("two hundred and five people", "en") == "205 people"
seen = alpha2digit("three and a half million people", "en")
print(seen)
assert seen == "3 and a half 1000000 people"
PYTHON
