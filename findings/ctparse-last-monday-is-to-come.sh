#!/usr/bin/env bash
# ctparse 0.3.6: "last Monday" is the Monday to come, with "last" for a time of the day, and "3 days ago" is a duration
# of three days that lies neither before nor behind; "yesterday" is right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ctparse==0.3.6
cd "$folder" && env/bin/python - <<'PYTHON'
from datetime import datetime

from ctparse import ctparse

published = datetime(2024, 5, 15, 12)
seen = {words: str(ctparse(words, ts=published).resolution) for words in ("yesterday", "last Monday", "3 days ago")}
print(seen)
assert seen == {"yesterday": "2024-05-14 X:X (X/X)", "last Monday": "2024-05-20 X:X (X/last)", "3 days ago": "3 days"}
PYTHON
