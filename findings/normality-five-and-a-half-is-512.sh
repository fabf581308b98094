#!/usr/bin/env bash
# normality 3.1.0: a fraction is joined with the number before it: ascii_text("5½ million") is "512 million", and 3¼% is
# 314%; normalize and slugify, by which texts are compared, have "51 2".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check normality==3.1.0
cd "$folder" && env/bin/python - <<'PYTHON'
from normality import ascii_text, normalize

seen = [(ascii_text(text), normalize(text)) for text in ("5½ million", "3¼%", "5.5 million")]
print(seen)
assert seen[:2] == [("512 million", "51 2 million"), ("314%", "31 4")]
PYTHON
