#!/usr/bin/env bash
# python-docx 1.2.0: Paragraph.text leaves out what was inserted with tracked changes, although Word shows it as part of
# the sentence: "The mayor did (not) lie" loses the "not". Text in a hyperlink is kept.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check python-docx==1.2.0
cd "$folder" && env/bin/python - <<'PYTHON'
import io

import docx
from docx.oxml import OxmlElement

document = docx.Document()
paragraph = document.add_paragraph("The mayor did ")
for word, tag in (("not ", "w:ins"), ("lie", "w:hyperlink")):
    run, wrapper = paragraph.add_run(word), OxmlElement(tag)
    paragraph._p.append(wrapper)
    wrapper.append(run._r)
file = io.BytesIO()
document.save(file)
[read] = docx.Document(file).paragraphs
print(repr(read.text))
assert read.text == "The mayor did lie"
assert "not " in "".join(node.text or "" for node in read._p.iter() if node.tag.endswith("}t"))
PYTHON
