#!/usr/bin/env bash
# dkpro-cassis 0.12.0: of two annotations that begin together select() gives the shorter one first, where UIMA, whose
# format it reads and writes, orders the longer one first: whoever opens what comes first has the name open before the
# quotation that it begins.
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
cas.add_all([Statement(begin=0, end=16), Statement(begin=0, end=7)])
order = [(one.begin, one.end) for one in cas.select("example.Statement")]
print(order)
assert order == [(0, 7), (0, 16)]
PYTHON
