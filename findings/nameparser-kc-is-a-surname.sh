#!/usr/bin/env bash
# nameparser 2.6.0: "Sir Keir Starmer KC MP" has the surname KC, and Starmer for a middle name: letters after the name
# that it does not know (KC, FRS, MSP) become the surname, where QC, OBE or MP are known; "Ana Roe, KC" has the first
# name KC.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nameparser==2.6.0
cd "$folder" && env/bin/python - <<'PYTHON'
from nameparser import HumanName

assert HumanName("Sir Keir Starmer QC MP").last == "Starmer"
name = HumanName("Sir Keir Starmer KC MP")
print(name.as_dict())
assert (name.first, name.middle, name.last, name.suffix) == ("Keir", "Starmer", "KC", "MP")
assert HumanName("Ana Roe, KC").first == "KC"
PYTHON
