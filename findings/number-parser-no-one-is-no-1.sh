#!/usr/bin/env bash
# number-parser 0.3.2: parse() makes numbers of words that are none: "No one" is "No 1", "The First Lady" is "The 1
# Lady", and "a second vote" is "a 2 vote": the speaker and what was said are others, and every offset behind them is.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check number-parser==0.3.2
cd "$folder" && env/bin/python - <<'PYTHON'
from number_parser import parse

seen = parse("No one asked the First Lady for a second vote.")
print(seen)
assert seen == "No 1 asked the 1 Lady for a 2 vote."
PYTHON
