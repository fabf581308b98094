#!/usr/bin/env bash
# Ladybug 0.22.0: no text contains the empty text, although each begins and ends with it.
# Expected, as in openCypher and Neo4j: 'abc' CONTAINS '' is true, so that a search box left empty filters nothing.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ladybug==0.22.0
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


assert rows("RETURN 'abc' STARTS WITH '', 'abc' ENDS WITH ''") == [[True, True]]
seen = rows("RETURN 'abc' CONTAINS ''")
print(seen)
assert seen == [[False]]
PYTHON
