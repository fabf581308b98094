#!/usr/bin/env bash
# neo4j 6.4.0 (the Python driver): importing it imports NumPy, pandas and PyArrow where they are installed, though
# nothing of them is used, and a program that asks one question begins a second later. Without them the driver does the
# same. Seen: True, True, True after `import neo4j` alone.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check neo4j==6.4.0 numpy pandas==2.3.3 pyarrow
cd "$folder" && env/bin/python - <<'PYTHON'
import sys

before = set(sys.modules)
import neo4j

seen = [name in sys.modules and name not in before for name in ("numpy", "pandas", "pyarrow")]
print(neo4j.__version__, *seen)
assert neo4j.__version__ == "6.4.0"
assert seen == [True, True, True]
PYTHON
