#!/usr/bin/env bash
# docx2txt 0.9: what is moved with tracked changes stands in both places, where it was and where it is, while what is
# deleted with tracked changes is left out: one sentence is counted as said twice, and to two people.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check docx2txt==0.9 python-docx==1.2.0
cd "$folder" && env/bin/python - <<'PYTHON'
import docx
import docx2txt
from docx.oxml import parse_xml

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def paragraph(words, change, text="t"):
    run = f'<w:r><w:{text} xml:space="preserve">She will go. </w:{text}></w:r>'
    changed = f'<w:{change} w:id="1" w:author="Ed Poe">{run}</w:{change}>'
    return parse_xml(f"<w:p {SPACE}><w:r><w:t>{words}: </w:t></w:r>{changed}</w:p>")


def text(*paragraphs):
    document = docx.Document()
    for one in reversed(paragraphs):
        document.element.body.insert(0, one)
    document.save("a.docx")
    return docx2txt.process("a.docx").split("\n\n")


assert text(paragraph("Ana", "del", "delText")) == ["Ana:"]
seen = text(paragraph("Ana", "moveFrom"), paragraph("Ben", "moveTo"))
print(seen)
assert seen == ["Ana: She will go. ", "Ben: She will go."]
PYTHON
