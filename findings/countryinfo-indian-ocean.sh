#!/usr/bin/env bash
# countryinfo 1.0.1: "Indian" is the demonym of two territories, "American" of several; a table made from demonym to
# country with one entry a word, read in the order of all_countries(), gives the smaller one first.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check countryinfo==1.0.1
cd "$folder" && env/bin/python - <<'PYTHON'
from countryinfo import all_countries

owners = {}
for country in all_countries():
    owners.setdefault(country.demonym(), []).append(country.name())
print(owners["Indian"], owners["American"])
assert len(owners["Indian"]) > 1 and owners["Indian"][0] != "India"
assert len(owners["American"]) > 1 and owners["American"][0] != "United States"
PYTHON
