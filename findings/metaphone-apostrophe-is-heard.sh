#!/usr/bin/env bash
# metaphone 0.6: an apostrophe, a hyphen or a full stop repeats what comes before it: O'Brien sounds like AAPRN and
# OBrien like APRN, D'Arcy like TTRS and Darcy like TRS, St. Clair like STTKLR: two spellings of one name do not match.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check metaphone==0.6
cd "$folder" && env/bin/python - <<'PYTHON'
from metaphone import doublemetaphone

seen = {name: doublemetaphone(name)[0] for name in ("O'Brien", "OBrien", "D'Arcy", "DArcy")}
print(seen)
assert seen == {"O'Brien": "AAPRN", "OBrien": "APRN", "D'Arcy": "TTRS", "DArcy": "TRS"}
PYTHON
