#!/usr/bin/env bash
# pyconll 3.3.1: a value with commas in the MISC column, where CoNLL-U lets any text stand, is read as a set and written
# back in alphabetical order: a place's latitude and longitude change places, and what is said twice is said once.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pyconll==3.3.1
cd "$folder" && env/bin/python - <<'PYTHON'
import pyconll

line = "1\tTarn\tTarn\tPROPN\t_\t_\t0\troot\t_\tGeo=51.5,-0.1|Gloss=no,no"
[sentence] = pyconll.load_from_string(line + "\n\n")
misc = sentence.conll().strip().split("\t")[-1]
print(misc)
assert misc == "Geo=-0.1,51.5|Gloss=no"
PYTHON
