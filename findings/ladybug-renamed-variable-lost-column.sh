#!/usr/bin/env bash
# Ladybug 0.22.0, Python: after WITH e AS one MATCH (e …) RETURN one.name, e.name both columns are called e.name, so
# that rows_as_dict keeps one of two values. Expected: columns called as they were written, one.name and e.name.
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
connection.execute("CREATE (:Speaker {name: 'Ada'}), (:Speaker {name: 'Ben'})")
query = "MATCH (e:Speaker {name: 'Ada'}) WITH e AS one MATCH (e:Speaker {name: 'Ben'}) RETURN one.name, e.name"
assert rows(query) == [["Ada", "Ben"]]
result = connection.execute(query)
names, row = result.get_column_names(), result.rows_as_dict().get_next()
print(names, row)
assert names == ["e.name", "e.name"]
assert row == {"e.name": "Ben"}
PYTHON
