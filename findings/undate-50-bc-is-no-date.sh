#!/usr/bin/env bash
# undate 0.8.0: a year before the common era is written with its sign among the zeros, 0-49 for 50 BC, in EDTF and in
# ISO 8601 alike, where both have -0049; undate itself does not read it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check undate==0.8.0
cd "$folder" && env/bin/python - <<'PYTHON'
from undate import Undate

seen = [Undate(-49).format(form) for form in ("EDTF", "ISO8601")]
print(seen)
assert seen == ["0-49", "0-49"]
try:
    Undate.parse(seen[0], "EDTF")
except ValueError as error:
    print(error)
else:
    raise AssertionError("read")
PYTHON
