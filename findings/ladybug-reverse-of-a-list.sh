#!/usr/bin/env bash
# Ladybug 0.22.0: reverse() of a list is the text of the list, backwards.
# Expected, as in Neo4j: [3, 2, 1]. Seen: the string "]3,2,1[".
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


seen = rows("RETURN reverse([1, 2, 3])")
print(seen)
assert seen == [["]3,2,1["]]
PYTHON
