#!/usr/bin/env bash
# timefhuman 0.1.5: read on a Wednesday, "from Monday to Wednesday" begins on the Monday to come and ends today, five
# days before it begins; "last night" is eight o'clock tonight.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check timefhuman==0.1.5
cd "$folder" && env/bin/python - <<'PYTHON'
from datetime import datetime

from timefhuman import tfhConfig, timefhuman

config = tfhConfig(now=datetime(2024, 5, 15, 12))  # a Wednesday
[(begin, end)] = timefhuman("from Monday to Wednesday", config=config)
[night] = timefhuman("last night", config=config)
print(begin, end, night)
assert (begin, end) == (datetime(2024, 5, 20), datetime(2024, 5, 15))
assert night == datetime(2024, 5, 15, 20)
PYTHON
