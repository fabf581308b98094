#!/usr/bin/env bash
# parsedatetime 2.6: "this morning", "this evening" and "last night" are counted from the day on which the program runs,
# also where the day of the article is given (sourceTime); "tonight", "today" and "yesterday morning" are counted from
# the article's.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check parsedatetime==2.6
cd "$folder" && env/bin/python - <<'PYTHON'
from datetime import date, datetime

import parsedatetime

article = datetime(2001, 3, 4, 12)
days = {
    words: parsedatetime.Calendar().parseDT(words, sourceTime=article)[0].date()
    for words in ("tonight", "yesterday morning", "this morning", "last night")
}
print(days)
assert days["tonight"] == date(2001, 3, 4)
assert days["yesterday morning"] == date(2001, 3, 3)
assert min(days["this morning"], days["last night"]).year > 2024
PYTHON
