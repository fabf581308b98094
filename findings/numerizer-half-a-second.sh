#!/usr/bin/env bash
# numerizer 0.2.4: "it took half a second" becomes "it took/2 1 2nd", and "gave half of it" "gave/2 of it": the one of
# one half is lost behind a verb, and what a speaker said cannot be read any more.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check numerizer==0.2.4
cd "$folder" && env/bin/python - <<'PYTHON'
from numerizer import numerize

seen = numerize("Roe said it took half a second.")
print(seen)
assert seen == "Roe said it took/2 1 2nd."
PYTHON
