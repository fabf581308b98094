#!/usr/bin/env bash
# fingerprints 1.3.1 (with normality 3.1.0 and PyICU 2.17, built on ICU 72): ø is written o/, and the stroke then parts
# the name: the key of Søren is "ren so", so that Søren is no Soren, while Łukasz is "lukasz" and Ödegård "odegard".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check fingerprints==1.3.1 normality==3.1.0 pyicu==2.17
cd "$folder" && env/bin/python - <<'PYTHON'
import fingerprints

seen = [fingerprints.generate(name) for name in ("Søren", "Soren", "Østergård", "Łukasz", "Ödegård")]
print(seen)
assert seen == ["ren so", "soren", "o stergard", "lukasz", "odegard"], "the behaviour has changed"
PYTHON
