#!/usr/bin/env bash
# pycountry 26.2.16: the fuzzy search for "Niger", the exact name of a country, has Nigeria first: a subdivision of that
# name counts for more than the country itself.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pycountry==26.2.16
cd "$folder" && env/bin/python - <<'PYTHON'
import pycountry

assert pycountry.countries.get(name="Niger").alpha_2 == "NE"
seen = [country.name for country in pycountry.countries.search_fuzzy("Niger")]
print(seen)
assert seen[0] == "Nigeria" and seen.index("Niger") > 0
PYTHON
