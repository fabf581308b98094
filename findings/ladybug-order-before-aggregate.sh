#!/usr/bin/env bash
# Ladybug 0.22.0: an ORDER BY … LIMIT before an aggregate without a group is not kept.
# Expected of WITH n ORDER BY n LIMIT 2 RETURN collect(n): the two smallest, as the same query without collect gives.
# Seen: two others, in the order in which they were stored. With a constant as group (RETURN 1, collect(n)) it is right.
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


connection.execute("CREATE NODE TABLE Speaker(name STRING, PRIMARY KEY(name))")
for name in ("Dora", "Ben", "Cleo", "Ada"):
    connection.execute("CREATE (:Speaker {name: $name})", parameters={"name": name})
first = "MATCH (s:Speaker) WITH s.name AS n ORDER BY n LIMIT 2 "
assert rows(first + "RETURN n") == [["Ada"], ["Ben"]]
assert rows(first + "RETURN 1 AS one, collect(n) AS names") == [[1, ["Ada", "Ben"]]]
seen = rows(first + "RETURN collect(n) AS names")
print(seen)
assert sorted(seen[0][0]) != ["Ada", "Ben"], "mended: the two smallest come"
PYTHON
