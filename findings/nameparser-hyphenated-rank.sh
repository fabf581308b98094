#!/usr/bin/env bash
# nameparser 2.6.0: a rank with a hyphen is a first name: "Major-General Jane Roe" has the first name Major-General and
# no title, where "Major General Jane Roe" and "General Jane Roe" have titles.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nameparser==2.6.0
cd "$folder" && env/bin/python - <<'PYTHON'
from nameparser import HumanName

assert HumanName("General Jane Roe").title == "General"
name = HumanName("Major-General Jane Roe")
print(name.as_dict())
assert (name.title, name.first, name.middle, name.last) == ("", "Major-General", "Jane", "Roe")
PYTHON
