#!/usr/bin/env bash
# Ladybug 0.22.0: the sum of no rows is null, though the count of none is 0.
# Expected, as in openCypher and Neo4j: 0, so that a total of nobody's claims is a number.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ladybug==0.22.0
cd "$folder" && env/bin/python - <<'PYTHON'
import ladybug

connection = ladybug.Connection(ladybug.Database())

connection.execute("CREATE NODE TABLE Claim(id STRING PRIMARY KEY, words INT64)")
seen = connection.execute("MATCH (c:Claim) RETURN sum(c.words) AS total, count(c) AS number").get_next()
print(seen)
assert seen == [None, 0]
PYTHON
