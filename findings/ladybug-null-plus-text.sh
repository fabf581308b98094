#!/usr/bin/env bash
# Ladybug 0.22.0: null joined with a text is the text.
# Expected, as in openCypher and Neo4j: null; a missing name would else print as half a sentence.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ladybug==0.22.0
cd "$folder" && env/bin/python - <<'PYTHON'
import ladybug

connection = ladybug.Connection(ladybug.Database())

joined = connection.execute("RETURN null + '!' AS joined").get_next()
print(joined)
assert joined == ["!"]
PYTHON
