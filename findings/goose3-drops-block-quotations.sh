#!/usr/bin/env bash
# goose3 3.1.22: a <blockquote> is left out of the article's text, the same words in a list or a paragraph are kept.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check goose3==3.1.22 lxml_html_clean==0.4.3
cd "$folder" && env/bin/python - <<'PYTHON'
from goose3 import Goose

AROUND = "<p>The harbour board met on Monday evening in the old customs house to talk about the wall.</p>" * 4


def text(part):
    page = f"<html><body><article><h1>Harbour</h1>{AROUND}{part}{AROUND}</article></body></html>"
    return Goose().extract(raw_html=page).cleaned_text


words = "“We will stay here until the last stone of it is laid by us and by nobody else,” the mayor wrote."
assert "We will stay here" in text(f"<ul><li>{words}</li></ul>")
seen = text(f"<blockquote><p>{words}</p></blockquote>")
print(seen)
assert "customs house" in seen and "We will stay here" not in seen
PYTHON
