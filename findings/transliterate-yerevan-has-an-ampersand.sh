#!/usr/bin/env bash
# transliterate 1.10.2: the Armenian letter և, which is in many names (Երևան, Yerevan; Արևիկ; Սևան), is the sign & in
# Latin letters: "Er&an" for the capital. Spelled with its two letters, եւ, it stays half Armenian ("eւ").
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check transliterate==1.10.2
cd "$folder" && env/bin/python - <<'PYTHON'
from transliterate import translit

seen = [translit(name, "hy", reversed=True) for name in ("Երևան", "Արևիկ", "Սևան", "եւ")]
print(seen)
assert seen == ["Er&an", "Ar&ik", "S&an", "eւ"], "the behaviour has changed"
PYTHON
