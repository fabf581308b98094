#!/usr/bin/env bash
# pybrat 0.1.7: an event of brat loses the roles of its arguments: "Deny:T2 Speaker:T1 Target:T3" is read as a denial
# with two people in the order of the line, which brat leaves to the annotator: who denies whom cannot be told.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pybrat==0.1.7
cd "$folder" && env/bin/python - <<'PYTHON'
from pathlib import Path

from pybrat.parser import BratParser

Path("read").mkdir()
Path("read/a.txt").write_text("Roe denies Poe's words.")
seen = []
for roles in ("Speaker:T1 Target:T3", "Target:T3 Speaker:T1"):
    Path("read/a.ann").write_text(f"T1\tPerson 0 3\tRoe\nT2\tDeny 4 10\tdenies\nT3\tPerson 11 14\tPoe\nE1\tDeny:T2 {roles}\n")
    [example] = BratParser(error="raise").parse("read")
    [event] = example.events
    seen.append([each.mention for each in event.arguments])
    assert "Speaker" not in repr(event)
print(seen)
assert seen == [["Roe", "Poe"], ["Poe", "Roe"]]
PYTHON
