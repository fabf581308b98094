#!/usr/bin/env bash
# resiliparse 2.0.1: extract_plain_text(main_content=True) loses a short list with bullets, and with it what two people
# said; the same list with numbers is kept. The sentence that announces the list is followed by the next paragraph.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check resiliparse==2.0.1
cd "$folder" && env/bin/python - <<'PYTHON'
from resiliparse.extract.html2text import extract_plain_text


def text(tag):
    page = f"""<html><body><main><article><h1>Harbour</h1>
    <p>Roe and Poe gave the harbour board their reasons on Monday evening, one after the other:</p>
    <{tag}><li>“The wall is old,” she said.</li><li>“It leaks,” said Poe.</li></{tag}>
    <p>The board will meet again on Tuesday, when the engineers are to be heard in full.</p></article></main></body></html>"""
    return extract_plain_text(page, main_content=True)


print(text("ul"))
assert "“It leaks,” said Poe." in text("ol")
assert "one after the other:\n\nThe board will meet" in text("ul")
PYTHON
