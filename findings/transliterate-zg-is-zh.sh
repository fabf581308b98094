#!/usr/bin/env bash
# transliterate 1.10.2: in Ukrainian г is h and ж is zh, and з before г is no exception, as it is in the official table
# (zgh): two surnames, Згурський and Журський, are both "Zhurs'kyj", and from those letters the first does not come
# back.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check transliterate==1.10.2
cd "$folder" && env/bin/python - <<'PYTHON'
from transliterate import translit

seen = [translit(name, "uk", reversed=True) for name in ("Згурський", "Журський")]
print(seen)
assert seen == ["Zhurs'kyj"] * 2, "the behaviour has changed"
PYTHON
