#!/usr/bin/env bash
# readability-lxml 0.9: short_title() cuts off what stands before a colon, so that a headline loses who says it; with
# the paper's name behind a bar, the speaker is kept and the name is cut off.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check readability-lxml==0.9
cd "$folder" && env/bin/python - <<'PYTHON'
from readability import Document

titles = ("Roe: we will never close the school", "Roe: we will never close the school | Tarn News")
seen = [Document(f"<html><head><title>{title}</title></head><body></body></html>").short_title() for title in titles]
print(seen)
assert seen == ["we will never close the school", "Roe: we will never close the school"]
PYTHON
