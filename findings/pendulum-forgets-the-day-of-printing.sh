#!/usr/bin/env bash
# pendulum 3.3.0: parse(…, strict=False, now=…) takes the day from now for "17:00", but not for "5 pm", and not the year
# for "3 May": those are of the day and the year in which the program runs, so that an article of 2001 tells of today.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pendulum==3.3.0
cd "$folder" && env/bin/python - <<'PYTHON'
import pendulum

printed = pendulum.datetime(2001, 5, 15, 12)
seen = {words: pendulum.parse(words, strict=False, now=printed) for words in ("17:00", "5 pm", "3 May")}
print({words: str(moment) for words, moment in seen.items()})
assert seen["17:00"] == pendulum.datetime(2001, 5, 15, 17)
assert seen["5 pm"].year == seen["3 May"].year == pendulum.now("UTC").year
PYTHON
