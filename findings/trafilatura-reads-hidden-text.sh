#!/usr/bin/env bash
# trafilatura 2.3.1: a paragraph with the attribute hidden, which no browser shows, is part of the article's text.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.3
cd "$folder" && env/bin/python - <<'PYTHON'
import trafilatura

AROUND = "<p>The harbour board met on Monday evening in the old customs house to talk about the wall.</p>" * 3


def text(part):
    return trafilatura.extract(f"<html><body><article><h1>Harbour</h1>{AROUND}{part}{AROUND}</article></body></html>")


seen = text("<p hidden>An earlier version of this report said that nobody had been there at all.</p>")
print(seen)
assert "An earlier version of this report" in seen
PYTHON
