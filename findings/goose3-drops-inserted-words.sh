#!/usr/bin/env bash
# goose3 3.1.22: the words of <ins>, <u>, <mark>, <abbr> and <cite> are left out of the middle of a sentence, so that
# "did not lie" may come out as "did lie"; those of <b>, <em> and <a> are kept.
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


assert "The mayor did never lie" in text("<p>The mayor did <em>never</em> lie to anybody in the old harbour town.</p>")
for tag in ("ins", "u", "mark", "abbr", "cite"):
    seen = text(f"<p>The mayor did <{tag}>not</{tag}> lie to anybody in the old harbour town on Monday.</p>")
    assert "The mayor did lie to anybody" in seen, (tag, seen)
print("The mayor did lie")
PYTHON
