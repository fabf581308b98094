#!/usr/bin/env bash
# convertdate 2.5.1: gregorian.format and julian.format write two digits of a year unless told otherwise, so that 1817
# and 1917 are both "7 November 17"; the other calendars' format functions (hebrew, islamic, french_republican) write
# the whole year.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check convertdate==2.5.1
cd "$folder" && env/bin/python - <<'PYTHON'
import convertdate

CALENDARS = (convertdate.gregorian, convertdate.julian, convertdate.french_republican)
seen = [[calendar.format(year, 11, 7) for year in (1817, 1917)] for calendar in CALENDARS]
print(seen)
assert seen == [["7 November 17"] * 2, ["7 November 17"] * 2, ["7 Thermidor 1817", "7 Thermidor 1917"]], "the behaviour has changed"
PYTHON
