#!/usr/bin/env bash
# fingerprints 1.3.1 (with normality 3.1.0 and the ready-built ICU 77 of pyicu-wheels 2.15.2): ø is written o/, and the
# stroke then parts the name: the key of Søren is "ren so", so that Søren is no Soren, while Łukasz is "lukasz" and
# Ödegård "odegard". One would expect "soren".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
pip() { "$folder/env/bin/pip" install --quiet --disable-pip-version-check "$@"; }
pip --only-binary :all: pyicu-wheels==2.15.2
pip --no-deps fingerprints==1.3.1 normality==3.1.0 banal==1.1.2 chardet==7.7.0 charset-normalizer==3.5.3
cd "$folder" && env/bin/python - <<'PYTHON'
import fingerprints
import icu

seen = [fingerprints.generate(name) for name in ("Søren", "Soren", "Østergård", "Łukasz", "Ödegård")]
print(seen)
assert icu.ICU_VERSION.startswith("77.")
assert seen == ["ren so", "soren", "o stergard", "lukasz", "odegard"], "the behaviour has changed"
PYTHON
