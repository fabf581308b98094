#!/usr/bin/env bash
# Ladybug 0.22.0: a property that is null, joined with a text, is the text.
# Expected, as in openCypher and Neo4j: null; a missing name would else print as half a sentence.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ladybug==0.22.0
cd "$folder" && env/bin/python - <<'PYTHON'
import ladybug

connection = ladybug.Connection(ladybug.Database())

connection.execute("CREATE NODE TABLE Article(id STRING PRIMARY KEY, title STRING)")
connection.execute("CREATE (:Article {id: 'a'})")
joined = connection.execute("MATCH (a:Article) RETURN a.title + '!' AS joined").get_next()
print(joined)
assert joined == ["!"]
PYTHON
