#!/usr/bin/env bash
# neo4j (Python driver) 6.4.1: durations are ordered as tuples of months, days, seconds: 48 hours are less than one day,
# and max() takes the day. Expected: an order by length, or none, as Cypher itself orders no durations.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check neo4j==6.4.1
cd "$folder" && env/bin/python - <<'PYTHON'
from neo4j.time import Duration

day, two_days = Duration(days=1), Duration(hours=48)
print(day > two_days, max(day, two_days))
assert day > two_days and max(day, two_days) is day
PYTHON
