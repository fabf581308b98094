#!/usr/bin/env bash
# parsedatetime 2.6: "three days earlier" is three days later, and "the day before yesterday" is yesterday; "three days
# ago" is right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check parsedatetime==2.6
cd "$folder" && env/bin/python - <<'PYTHON'
from datetime import datetime

import parsedatetime

calendar = parsedatetime.Calendar()
published = datetime(2024, 5, 15, 12)


def day(words):
    return calendar.parseDT(words, sourceTime=published)[0].day


seen = {words: day(words) for words in ("three days ago", "three days earlier", "the day before yesterday")}
print(seen)
assert seen == {"three days ago": 12, "three days earlier": 18, "the day before yesterday": 14}
PYTHON
