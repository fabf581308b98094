#!/usr/bin/env bash
# trafilatura 2.3.1: a <blockquote> inside a <figure>, as pull quotations are commonly marked up, is left out with its
# words, while the same blockquote outside of a figure is kept. The sentence that announces it is followed by the next
# paragraph.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.3
cd "$folder" && env/bin/python - <<'PYTHON'
import trafilatura

AROUND = "<p>The harbour board met on Monday evening in the old customs house to talk about the wall.</p>" * 3


def text(part):
    return trafilatura.extract(f"<html><body><article><h1>Harbour</h1>{AROUND}{part}{AROUND}</article></body></html>")


quotation = "<blockquote><p>“We will stay here until the last stone of it is laid.”</p></blockquote>"
announced = "<p>The mayor, who was born in the town, wrote in her letter to the board:</p>"
assert "“We will stay here" in text(announced + quotation)
seen = text(announced + f"<figure>{quotation}<figcaption>The mayor</figcaption></figure>")
print(seen)
assert "wrote in her letter to the board:" in seen
assert "We will stay here" not in seen
PYTHON
