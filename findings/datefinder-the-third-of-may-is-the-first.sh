#!/usr/bin/env bash
# datefinder 1.0.0: a day written as a word is dropped, and the first of the month stands for it, with a base_date or
# without: "the third of May 2024" and "the twenty-first of May 2024" are both the 1st of May, while "the 3rd of May
# 2024" is right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check datefinder==1.0.0
cd "$folder" && env/bin/python - <<'PYTHON'
from datetime import datetime

import datefinder

WORDS = ("the third of May 2024", "the twenty-first of May 2024", "the 3rd of May 2024")
for base in (None, datetime(2020, 10, 17), datetime(2024, 5, 21)):
    seen = [[str(date.date()) for date in datefinder.find_dates(words, base_date=base)] for words in WORDS]
    print(base, seen)
    assert seen == [["2024-05-01"], ["2024-05-01"], ["2024-05-03"]], "the behaviour has changed"
PYTHON
