#!/usr/bin/env bash
# edtf 5.0.2: text_to_edtf takes the first day of a span of days for a year: "3-5 May 2024" is 5 May 2003. "3 May 2024"
# and spans of years are right.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check edtf==5.0.2
cd "$folder" && env/bin/python - <<'PYTHON'
from edtf import text_to_edtf

seen = {words: str(text_to_edtf(words)) for words in ("3 May 2024", "3-5 May 2024", "3 or 4 May 2024", "1990-95")}
print(seen)
assert seen == {
    "3 May 2024": "2024-05-03",
    "3-5 May 2024": "2003-05-05",
    "3 or 4 May 2024": "2003-05-04",
    "1990-95": "1990/1995",
}
PYTHON
