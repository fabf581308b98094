#!/usr/bin/env bash
# Ladybug 0.22.0: =~ with a pattern that its engine cannot read is false for every row, not an error.
# So a look-ahead, as Neo4j takes it, or a pattern with a bracket left open, finds nothing and says nothing.
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


assert rows("RETURN 'abc' =~ 'a.c'") == [[True]]
seen = rows("RETURN 'abc' =~ '(?!x).*', 'abc' =~ '(?=a)abc', 'abc' =~ 'a(bc'")
print(seen)
assert seen == [[False, False, False]]
PYTHON
