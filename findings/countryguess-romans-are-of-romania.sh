#!/usr/bin/env bash
# countryguess 0.4.9: what begins as the name of a country is that country, and so is what holds one: a Roman is of
# Romania, Chinatown is China, Perugia is Peru, New England the United Kingdom. "New Mexico" is none.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check countryguess==0.4.9
cd "$folder" && env/bin/python - <<'PYTHON'
from countryguess import guess_country

places = ("Roman", "Chinatown", "Perugia", "New England", "New Mexico", "Tarn")
seen = {place: guess_country(place, attribute="name_short") for place in places}
print(seen)
assert list(seen.values()) == ["Romania", "China", "Peru", "United Kingdom", None, None]
PYTHON
