#!/usr/bin/env bash
# dkpro-cassis 0.12.0: of two annotations that begin together select() gives the shorter one first, where UIMA, whose format it reads
# and writes, orders the longer one first; and an annotation covers itself, so that each quotation is within a quotation.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check dkpro-cassis==0.12.0
cd "$folder" && env/bin/python - <<'PYTHON'
from cassis import Cas, TypeSystem

types = TypeSystem()
Statement = types.create_type("example.Statement")
cas = Cas(typesystem=types)
cas.sofa_string = "Ana Roe said no."
whole, name = Statement(begin=0, end=16), Statement(begin=0, end=7)
cas.add_all([whole, name])
order = [(one.begin, one.end) for one in cas.select("example.Statement")]
covered = [(one.begin, one.end) for one in cas.select_covered("example.Statement", whole)]
print(order, covered)
assert order == [(0, 7), (0, 16)]
assert covered == [(0, 7), (0, 16)]
PYTHON
