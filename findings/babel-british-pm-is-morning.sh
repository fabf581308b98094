#!/usr/bin/env bash
# Babel 2.19.0: parse_time with the locale en_GB leaves "pm" out of account: 10.30pm is half past ten in the morning.
# With en_US it is 22:30; the American a.m. and p.m. with full stops are left out of account in both.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check babel==2.19.0
cd "$folder" && env/bin/python - <<'PYTHON'
from babel.dates import parse_time

for written, locale, seen in [
    ("10:30pm", "en_US", "22:30:00"),
    ("10:30pm", "en_GB", "10:30:00"),
    ("10.30pm", "en_GB", "10:30:00"),
    ("10:30 p.m.", "en_US", "10:30:00"),
]:
    time = str(parse_time(written, locale=locale))
    print(written, locale, time)
    assert time == seen
PYTHON
