#!/usr/bin/env bash
# recordlinkage 0.16: clean() drops the letters that it does not know, even with strip_accents="unicode": Łukasz is
# "ukasz", Øyvind "yvind" and Weiß "wei"; É and ü become e and u.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check recordlinkage==0.16
cd "$folder" && env/bin/python - <<'PYTHON'
import pandas
from recordlinkage.preprocessing import clean

seen = clean(pandas.Series(["Éva", "Łukasz", "Øyvind", "Weiß"]), strip_accents="unicode").tolist()
print(seen)
assert seen == ["eva", "ukasz", "yvind", "wei"]
PYTHON
