#!/usr/bin/env bash
# neo4j (Python driver) 6.4.1: a Duration is a tuple, so that json writes it as a bare list of four numbers without an
# error, and code that treats tuples as lists does so with durations; a Date or DateTime is refused by json.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check neo4j==6.4.1
cd "$folder" && env/bin/python - <<'PYTHON'
import json

from neo4j.time import Date, Duration

duration = Duration(months=1, days=2)
seen = json.dumps({"between": duration})
print(str(duration), seen)
assert seen == '{"between": [1, 2, 0, 0]}'
try:
    json.dumps(Date(2026, 1, 5))
except TypeError:
    pass
else:
    raise AssertionError("a date is written, too")
PYTHON
