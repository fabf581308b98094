#!/usr/bin/env bash
# Ladybug 0.22.0: a parameter that is null makes $p IS NULL OR x.text = $p a conversion error: it is taken for a
# boolean, to which the texts are converted. The usual way to write an optional filter works with NULL written out, and
# on Neo4j.
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


connection.execute("CREATE NODE TABLE Claim(id INT64, act STRING, PRIMARY KEY(id))")
connection.execute("CREATE (:Claim {id: 1, act: 'deny'})")
query = "MATCH (c:Claim) WHERE {} IS NULL OR c.act = {} RETURN count(*)"
assert rows(query.format("NULL", "NULL")) == [[1]]
assert rows(query.format("$act", "$act"), act="deny") == [[1]]
try:
    print(rows(query.format("$act", "$act"), act=None))
except RuntimeError as error:
    print(error)
    assert "boolean" in str(error)
else:
    raise AssertionError("mended: null is null")
PYTHON
