#!/usr/bin/env bash
# inflect 7.6.0: the plural of an abbreviation takes a capital S, as if the word were shouted: several MP are MPS, "MPS
# for Leeds", and several NGO are NGOES.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check inflect==7.6.0
cd "$folder" && env/bin/python - <<'PYTHON'
import inflect

seen = [inflect.engine().plural_noun(word) for word in ("MP", "MP for Leeds", "NGO")]
print(seen)
assert seen == ["MPS", "MPS for Leeds", "NGOES"]
PYTHON
