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

TWO_DIGITS, WHOLE = ("gregorian", "julian"), ("hebrew", "islamic", "french_republican")
seen = {name: [getattr(convertdate, name).format(year, 11, 7) for year in (1817, 1917)] for name in TWO_DIGITS + WHOLE}
told = [getattr(convertdate, name).format(1817, 11, 7, "%-d %B %Y") for name in TWO_DIGITS]
print(seen, told)
assert all(seen[name] == ["7 November 17"] * 2 for name in TWO_DIGITS), "the behaviour has changed"
assert all(days[0].endswith(" 1817") and days[1].endswith(" 1917") for days in map(seen.get, WHOLE))
assert told == ["7 November 1817"] * 2
PYTHON
