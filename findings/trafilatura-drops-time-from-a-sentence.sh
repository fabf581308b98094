#!/usr/bin/env bash
# trafilatura 2.3.1: the words inside <time> are left out of the middle of a sentence: "It was yesterday that …" comes
# out as "It was that …". <abbr> and other phrasing elements keep their words.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.3
cd "$folder" && env/bin/python - <<'PYTHON'
import trafilatura

AROUND = "<p>The harbour board met on Monday evening in the old customs house to talk about the wall.</p>" * 3


def text(part):
    return trafilatura.extract(f"<html><body><article><h1>Harbour</h1>{AROUND}{part}{AROUND}</article></body></html>")


seen = text("<p>It was <time datetime='2026-03-01'>yesterday</time> that the <abbr title='Port Authority'>PA</abbr> denied it.</p>")
print(seen)
assert "It was that the PA denied it." in seen
PYTHON
