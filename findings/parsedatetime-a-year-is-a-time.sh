#!/usr/bin/env bash
# parsedatetime 2.6: a year alone is a time of day: "since 2019" is 19 minutes past eight of the article's day, with a
# result that says a time was found; "the 1990s" is 1990 seconds later. A month before it, as in "May 2019", makes it a
# year.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check parsedatetime==2.6
cd "$folder" && env/bin/python - <<'PYTHON'
from datetime import datetime

import parsedatetime

article = datetime(2026, 3, 4, 12)
calendar = parsedatetime.Calendar()
seen = [calendar.parseDT(words, sourceTime=article) for words in ("since 2019", "in the 1990s", "in May 2019")]
print(seen)
assert seen[0] == (datetime(2026, 3, 4, 20, 19), 2)
assert seen[1] == (datetime(2026, 3, 4, 12, 33, 10), 2)
assert seen[2][0].year == 2019
PYTHON
