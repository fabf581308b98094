#!/usr/bin/env bash
# dateparser 1.5.0: a decade is a number of seconds: "the 1990s" is 33 minutes and 10 seconds ago. "10-year", as of a
# plan, is October.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
cd "$folder" && env/bin/python - <<'PYTHON'
from datetime import datetime

import dateparser

settings = {"RELATIVE_BASE": datetime(2024, 5, 15, 12)}
seen = {words: dateparser.parse(words, languages=["en"], settings=settings) for words in ("the 1990s", "10-year")}
print({words: str(moment) for words, moment in seen.items()})
assert seen["the 1990s"] == datetime(2024, 5, 15, 11, 26, 50)
assert seen["10-year"].month == 10
PYTHON
