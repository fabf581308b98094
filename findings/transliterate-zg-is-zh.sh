#!/usr/bin/env bash
# transliterate 1.10.2: in Ukrainian г is h and ж is zh, and з before г is no exception, though the official table makes
# it zgh for that reason: two surnames, Згурський and Журський, are both "Zhurs'kyj", and from those letters the first
# does not come back: a Ж begins it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check transliterate==1.10.2
cd "$folder" && env/bin/python - <<'PYTHON'
from transliterate import translit

seen = [translit(name, "uk", reversed=True) for name in ("г", "ж", "Згурський", "Журський")]
back = translit("Zhurs'kyj", "uk")
print(seen, back)
assert seen == ["h", "zh", "Zhurs'kyj", "Zhurs'kyj"], "the behaviour has changed"
assert back.startswith("Жур")
PYTHON
