#!/usr/bin/env bash
# arrow 1.4.0: "half an hour ago" is an hour ago for dehumanize(), "a day and a half ago" a day, and "a quarter of an
# hour ago" three months and an hour, all without an error; words that it does not know ("two hours ago") raise one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check arrow==1.4.0
cd "$folder" && env/bin/python - <<'PYTHON'
import arrow

published = arrow.get(2024, 5, 15, 12)
WORDS = ("half an hour ago", "a day and a half ago", "a quarter of an hour ago")
seen = {words: published.dehumanize(words).format("D MMMM HH:mm") for words in WORDS}
print(seen)
assert list(seen.values()) == ["15 May 11:00", "14 May 12:00", "15 February 11:00"]
PYTHON
