#!/usr/bin/env bash
# Ladybug 0.22.0: variables that differ by case only are one variable, without a word. In openCypher names are
# case-sensitive: WITH 1 AS N, 2 AS n RETURN n is 2. Seen: 1, and S and s of one MATCH are one node.
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


assert rows("WITH 1 AS a, 2 AS b RETURN b") == [[2]]
seen = rows("WITH 1 AS N, 2 AS n RETURN n")
print(seen)
assert seen == [[1]]
connection.execute("CREATE NODE TABLE Place(id INT64, PRIMARY KEY(id))")
connection.execute("CREATE (:Place {id: 1}), (:Place {id: 2})")
assert rows("MATCH (X:Place {id: 1}), (y:Place) WHERE y.id = 2 RETURN y.id") == [[2]]
assert rows("MATCH (X:Place {id: 1}), (x:Place) WHERE x.id = 2 RETURN x.id") == []
PYTHON
