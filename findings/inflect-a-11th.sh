#!/usr/bin/env bash
# inflect 7.6.0: a() hears no figures: "a 8", "a 11th", "a 80,000", where letters are heard: "an MP", "an FBI agent", "a
# US vote".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check inflect==7.6.0
cd "$folder" && env/bin/python - <<'PYTHON'
import inflect

seen = [inflect.engine().a(words) for words in ("8", "11th", "80,000", "MP", "FBI agent", "US vote")]
print(seen)
assert seen == ["a 8", "a 11th", "a 80,000", "an MP", "an FBI agent", "a US vote"]
PYTHON
