#!/usr/bin/env bash
# jusText 3.0.2: white space that stands alone between two inline elements is left out, so that <b>Ana</b> <b>Roe</b> is
# "AnaRoe" and a linked quotation and its linked speaker are one word. White space beside a word outside of the elements
# is kept.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check justext==3.0.2 lxml_html_clean==0.4.3
cd "$folder" && env/bin/python - <<'PYTHON'
import justext


def text(page):
    return " ".join(paragraph.text for paragraph in justext.justext(page, frozenset()))


seen = text(b"<html><body><p>The mayor is <b>Ana</b> <b>Roe</b> of <i>the</i> <a href='/t'>town</a>.</p></body></html>")
print(seen)
assert seen == "The mayor is AnaRoe of thetown."
assert text(b"<html><body><p><b>Ana</b> and <b>Roe</b></p></body></html>") == "Ana and Roe"
PYTHON
