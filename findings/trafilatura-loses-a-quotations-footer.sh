#!/usr/bin/env bash
# trafilatura 2.3.1: the <footer> of a <blockquote>, where HTML says who is quoted, is left out as if it were the
# page's; <cite> in the same place is kept. The quotation comes out with nobody to say it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.3
cd "$folder" && env/bin/python - <<'PYTHON'
import trafilatura

AROUND = "<p>The harbour board met on Monday evening in the old customs house to talk about the wall.</p>" * 3


def text(part):
    return trafilatura.extract(f"<html><body><article><h1>Harbour</h1>{AROUND}{part}{AROUND}</article></body></html>")


quotation = "<blockquote><p>“We will stay here until the last stone of it is laid.”</p><{0}>The mayor of Tarn</{0}></blockquote>"
assert "The mayor of Tarn" in text(quotation.format("cite"))
seen = text(quotation.format("footer"))
print(seen)
assert "“We will stay here" in seen and "The mayor of Tarn" not in seen
PYTHON
