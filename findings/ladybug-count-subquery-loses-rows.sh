#!/usr/bin/env bash
# Ladybug 0.22.0: nodes for which COUNT { … } is 0 are lost before an aggregate of all rows, and kept without one.
# Expected, as in openCypher and Neo4j: 2 people, one of whom said nothing.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ladybug==0.22.0
cd "$folder" && env/bin/python - <<'PYTHON'
import ladybug

connection = ladybug.Connection(ladybug.Database())

connection.execute("CREATE NODE TABLE Person(id STRING PRIMARY KEY)")
connection.execute("CREATE NODE TABLE Claim(id STRING PRIMARY KEY)")
connection.execute("CREATE REL TABLE SAID(FROM Person TO Claim)")
connection.execute("CREATE (:Person {id: 'a'})-[:SAID]->(:Claim {id: 'c'}), (:Person {id: 'b'})")
counted = "MATCH (p:Person) WHERE COUNT { MATCH (p)-[:SAID]->(:Claim) } = 0 RETURN "
listed = connection.execute(counted + "p.id").get_all()
number = connection.execute(counted + "count(*)").get_next()
print(listed, number)
assert listed == [["b"]]
assert number == [0]
PYTHON
