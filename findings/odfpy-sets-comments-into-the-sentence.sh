#!/usr/bin/env bash
# odfpy 1.4.1: teletype.extractText gives a comment that stands beside the text, with its author and date, as words of
# the sentence, and a footnote's number and words too: what an editor asks is laid into the quotation, and 5 boats
# become 51.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check odfpy==1.4.1
cd "$folder" && env/bin/python - <<'PYTHON'
from odf import dc, office, teletype
from odf.text import Note, NoteBody, NoteCitation, P


def text(*parts):
    paragraph = P()
    for part in parts:
        paragraph.addText(part) if isinstance(part, str) else paragraph.addElement(part)
    return teletype.extractText(paragraph)


comment = office.Annotation()
comment.addElement(dc.Creator(text="Ed Poe"))
comment.addElement(dc.Date(text="2025-03-04T10:00:00"))
comment.addElement(P(text="not true"))
note, body = Note(noteclass="footnote"), NoteBody()
body.addElement(P(text="Ibid."))
note.addElement(NoteCitation(text="1"))
note.addElement(body)
seen = text("“We will ", comment, "stay.”"), text("She has 5", note, " boats.")
print(*seen, sep="\n")
assert seen == ("“We will Ed Poe2025-03-04T10:00:00not truestay.”", "She has 51Ibid. boats.")
PYTHON
