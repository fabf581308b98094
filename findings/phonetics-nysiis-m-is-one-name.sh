#!/usr/bin/env bash
# phonetics 1.0.5: nysiis() keeps next to nothing of a name: Mueller, McDonald, Martin and Moore are all MNA, so that
# people whose names share the initial are taken for one another; the nysiis of jellyfish tells them apart.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check phonetics==1.0.5 jellyfish==1.3.0
cd "$folder" && env/bin/python - <<'PYTHON'
import jellyfish
import phonetics

NAMES = ["Mueller", "McDonald", "Martin", "Moore"]
seen = [phonetics.nysiis(name) for name in NAMES]
print(seen)
assert set(seen) == {"MNA"}
assert len({jellyfish.nysiis(name) for name in NAMES}) == 4
PYTHON
