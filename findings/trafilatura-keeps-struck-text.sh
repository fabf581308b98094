#!/usr/bin/env bash
# trafilatura 2.3.1: what a page strikes out with <del> or <s> comes out beside what replaces it, as if it were still
# said; output as plain text has nothing to tell the two apart.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.3
cd "$folder" && env/bin/python - <<'PYTHON'
import trafilatura

AROUND = "<p>The harbour board met on Monday evening in the old customs house to talk about the wall.</p>" * 3


def text(part):
    return trafilatura.extract(f"<html><body><article><h1>Harbour</h1>{AROUND}{part}{AROUND}</article></body></html>")


for tag in ("del", "s"):
    seen = text(f"<p>The mayor said that <{tag}>the region</{tag}> <ins>the council</ins> would pay for all of it.</p>")
    print(seen)
    assert "said that the region the council would pay" in seen
PYTHON
