#!/usr/bin/env bash
# mammoth 1.13.0: extract_raw_text sets nothing where a line ends within a paragraph (Shift+Enter in Word), so that the
# last word of a line and the first of the next are one: "Ana RoeMayor". Its HTML has a <br /> there.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check mammoth==1.13.0 python-docx==1.2.0
cd "$folder" && env/bin/python - <<'PYTHON'
from io import BytesIO

import docx
import mammoth

document, file = docx.Document(), BytesIO()
lines = document.add_paragraph().add_run("“We will stay”")
lines.add_break()
lines.add_text("Ana Roe")
lines.add_break()
lines.add_text("Mayor")
document.save(file)
seen = mammoth.extract_raw_text(file).value.strip()
print(seen)
assert seen == "“We will stay”Ana RoeMayor"
assert mammoth.convert_to_html(file).value == "<p>“We will stay”<br />Ana Roe<br />Mayor</p>"
PYTHON
