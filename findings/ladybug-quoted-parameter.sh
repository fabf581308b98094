#!/usr/bin/env bash
# Ladybug 0.22.0: a parameter whose name is written in backticks, $`a b`, as openCypher allows, is "not found" although
# it is given.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check ladybug==0.22.0
cd "$folder" && env/bin/python - <<'PYTHON'
import ladybug

connection = ladybug.Connection(ladybug.Database())
assert connection.execute("RETURN $ab", parameters={"ab": 1}).get_next() == [1]
try:
    print(connection.execute("RETURN $`a b`", parameters={"a b": 1}).get_next())
except RuntimeError as error:
    print(error)
else:
    raise AssertionError("mended: it is found")
PYTHON
