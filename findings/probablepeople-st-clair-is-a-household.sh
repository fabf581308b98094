#!/usr/bin/env bash
# probablepeople 0.5.6: the "St." of a surname is an "and": "Ana St. Clair" is a household of two people, Ana and Clair,
# and "Eva St. Clair" is a corporation.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check probablepeople==0.5.6
cd "$folder" && env/bin/python - <<'PYTHON'
import probablepeople

seen = probablepeople.tag("Ana St. Clair")
print(seen)
parts, kind = seen
assert kind == "Household"
assert probablepeople.tag("Eva St. Clair")[1] == "Corporation"
assert dict(parts) == {"GivenName": "Ana", "And": "St.", "SecondGivenName": "Clair"}
PYTHON
