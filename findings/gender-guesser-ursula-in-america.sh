#!/usr/bin/env bash
# gender-guesser 0.4.0: with a country, a name that its list has for other countries only is "andy", said of names that
# men and women have alike, not "unknown": Ursula is female, and either in the United States, where Robin is mostly a
# woman's name.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check gender-guesser==0.4.0
cd "$folder" && env/bin/python - <<'PYTHON'
from gender_guesser.detector import Detector

detector = Detector()
seen = {name: (detector.get_gender(name), detector.get_gender(name, "usa")) for name in ("Ursula", "Keir", "Robin", "Tarn")}
print(seen)
assert seen["Ursula"] == ("female", "andy")
assert seen["Keir"] == ("male", "andy")
assert seen["Robin"] == ("mostly_male", "mostly_female")
assert seen["Tarn"] == ("unknown", "unknown")
PYTHON
