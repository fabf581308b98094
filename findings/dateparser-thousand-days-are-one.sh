#!/usr/bin/env bash
# dateparser 1.5.0: "1,000 days ago" is yesterday: the comma that parts thousands in English is taken for a decimal one,
# also where English is the only language given. Without the comma it is right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check dateparser==1.5.0
cd "$folder" && env/bin/python - <<'PYTHON'
from datetime import datetime

import dateparser

settings = {"RELATIVE_BASE": datetime(2025, 6, 17)}
for written, seen in [("1000 days ago", "2022-09-21"), ("1,000 days ago", "2025-06-16"), ("2,500 days ago", "2025-06-14")]:
    day = str(dateparser.parse(written, languages=["en"], settings=settings).date())
    print(written, day)
    assert day == seen
PYTHON
