#!/usr/bin/env bash
# quantulum3 0.10.0: the letters that newspapers set behind an amount are units of physics: "$3bn" is 3 "dollar barn
# newton", "£5m" are 5 "pound sterling metre", and both amounts are those of single dollars and pounds; "$3 billion" is
# right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check quantulum3==0.10.0
cd "$folder" && env/bin/python - <<'PYTHON'
from quantulum3 import parser

seen = {words: [(each.value, each.unit.name) for each in parser.parse(words)] for words in ("$3bn", "£5m", "$3 billion")}
print(seen)
assert list(seen.values()) == [[(3, "dollar barn newton")], [(5, "pound sterling metre")], [(3_000_000_000, "dollar")]]
PYTHON
