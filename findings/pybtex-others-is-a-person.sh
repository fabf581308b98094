#!/usr/bin/env bash
# pybtex 0.26.1: "and others", by which BibTeX says that there are more authors, is an author whose surname is "others",
# in the data and in the list that its style "unsrt" prints: "Ana Roe and others" are two people.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pybtex==0.26.1
cd "$folder" && env/bin/python - <<'PYTHON'
from pybtex.database import parse_string

entry = parse_string("@article{a, author={Roe, Ana and others}, title={No}}", "bibtex").entries["a"]
seen = [(person.first_names, person.last_names) for person in entry.persons["author"]]
print(seen)
assert seen == [(["Ana"], ["Roe"]), ([], ["others"])]
PYTHON
