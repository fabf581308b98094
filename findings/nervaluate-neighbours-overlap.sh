#!/usr/bin/env bash
# nervaluate 1.2.1: of spans with the end behind their last character, as Prodigy writes them, two neighbours overlap:
# for "Roe’s", with the name at 0 to 3, a prediction of only "’s", 3 to 5, is the right type, with an F1 of 1, and half
# right by its bounds.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check nervaluate==1.2.1
cd "$folder" && env/bin/python - <<'PYTHON'
from nervaluate import Evaluator

gold, predicted = [[{"label": "PER", "start": 0, "end": 3}]], [[{"label": "PER", "start": 3, "end": 5}]]
overall = Evaluator(gold, predicted, tags=["PER"]).evaluate()["overall"]
seen = {kind: overall[kind].f1 for kind in ("ent_type", "partial", "exact")}
print(seen)
assert seen == {"ent_type": 1, "partial": 0.5, "exact": 0}
PYTHON
