#!/usr/bin/env bash
# Ladybug 0.22.0: timestamp('…T23:00:00+05:00') reads the text with its offset and drops the offset: the moment is five
# hours off, and those written in different zones are ordered wrongly. A cast to TIMESTAMP_TZ converts it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ladybug==0.22.0 pytz==2025.2
cd "$folder" && env/bin/python - <<'PYTHON'
import ladybug

database = ladybug.Database()
connection = ladybug.Connection(database)


def rows(query, **parameters):
    result = connection.execute(query, parameters=parameters)
    found = []
    while result.has_next():
        found.append(result.get_next())
    return found


[[seen, utc, zoned]] = rows(
    "RETURN timestamp('2026-01-05T23:00:00+05:00'), timestamp('2026-01-05T23:00:00Z'),"
    " CAST('2026-01-05T23:00:00+05:00' AS TIMESTAMP_TZ)"
)
print(seen, utc, zoned)
assert seen == utc
assert (zoned.day, zoned.hour) == (5, 18)
PYTHON
