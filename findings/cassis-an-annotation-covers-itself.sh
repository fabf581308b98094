#!/usr/bin/env bash
# dkpro-cassis 0.12.0: select_covered() and select_covering() of an annotation's own type give the annotation itself,
# which uimaFIT's selectCovered leaves out: every quotation is within a quotation.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check dkpro-cassis==0.12.0
cd "$folder" && env/bin/python - <<'PYTHON'
from cassis import Cas, TypeSystem

types = TypeSystem()
Quotation = types.create_type("example.Quotation")
cas = Cas(typesystem=types)
cas.sofa_string = "“No,” said Roe."
quotation = Quotation(begin=0, end=5)
cas.add(quotation)
covered, covering = (list(select("example.Quotation", quotation)) for select in (cas.select_covered, cas.select_covering))
print(len(covered), len(covering))
assert covered == [quotation]
assert covering == [quotation]
PYTHON
