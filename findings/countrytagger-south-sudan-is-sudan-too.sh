#!/usr/bin/env bash
# countrytagger 0.1.2: a country is also found within another's name, with the full score of 1.0: a text on South Sudan
# is one on Sudan as well, Guinea-Bissau is Guinea, and New Mexico is Mexico, which counts for more than the United
# States.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check countrytagger==0.1.2
cd "$folder" && env/bin/python - <<'PYTHON'
from countrytagger import tag_text_countries

seen = {place: {(country, score) for _, score, country in tag_text_countries(place)} for place in ("South Sudan", "New Mexico")}
print(seen)
assert seen["South Sudan"] == {("ss", 1.0), ("sd", 1.0)}
assert seen["New Mexico"] == {("mx", 1.0), ("us", 0.3)}
PYTHON
