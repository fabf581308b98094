#!/usr/bin/env bash
# arrow 1.4.0: "1.5 hours ago" is five hours ago for dehumanize(), "half an hour ago" an hour, and "a quarter of an hour ago" three months
# and an hour, all without an error; what it does not know in words ("two hours ago") raises one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check arrow==1.4.0
cd "$folder" && env/bin/python - <<'PYTHON'
import arrow

published = arrow.get(2024, 5, 15, 12)
WORDS = ("1.5 hours ago", "half an hour ago", "a quarter of an hour ago")
seen = {words: published.dehumanize(words).format("D MMMM HH:mm") for words in WORDS}
print(seen)
assert list(seen.values()) == ["15 May 07:00", "15 May 11:00", "15 February 11:00"]
PYTHON
