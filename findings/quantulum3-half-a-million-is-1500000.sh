#!/usr/bin/env bash
# quantulum3 0.10.0: "half a million people" are 1,500,000, as half of one million is added to it, and "half a billion"
# is 1,500,000,000; "two and a half million" is right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check quantulum3==0.10.0
cd "$folder" && env/bin/python - <<'PYTHON'
from quantulum3 import parser

WORDS = ("half a million people", "half a billion people", "two and a half million people")
seen = {words: [each.value for each in parser.parse(words)] for words in WORDS}
print(seen)
assert list(seen.values()) == [[1_500_000], [1_500_000_000], [2_500_000]]
PYTHON
