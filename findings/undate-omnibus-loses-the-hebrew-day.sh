#!/usr/bin/env bash
# undate 0.8.0: Undate.parse() of the format "omnibus", which tries all calendars, loses the day of a Hebrew date: 26
# Tammuz 4816 is the whole month; the format "Hebrew" keeps the day, and so does "omnibus" of a Gregorian date.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check undate==0.8.0
cd "$folder" && env/bin/python - <<'PYTHON'
from undate import Undate

seen = [
    (date.year, date.month, date.day)
    for date in (
        Undate.parse("26 Tammuz 4816", "omnibus"),
        Undate.parse("26 Tammuz 4816", "Hebrew"),
        Undate.parse("26 March 2024", "omnibus"),
    )
]
print(seen)
assert seen == [("4816", "04", None), ("4816", "04", "26"), ("2024", "03", "26")]
PYTHON
