#!/usr/bin/env bash
# recurrent 0.4.1: "every day except Sunday" leaves out the next Sunday alone, as a single day of EXDATE: the weeks
# after have seven days; "except Sundays" leaves out all.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check recurrent==0.4.1
cd "$folder" && env/bin/python - <<'PYTHON'
from datetime import datetime

from recurrent.event_parser import RecurringEvent

seen = [
    RecurringEvent(now_date=datetime(2026, 3, 4)).parse(f"every day except {day}").splitlines()[1] for day in ("Sunday", "Sundays")
]
print(seen)
assert seen[0] == "EXDATE:20260308T000000"
assert seen[1].startswith("EXRULE:BYDAY=SU;")
PYTHON
