#!/usr/bin/env bash
# spaCy 3.8.18: Span.as_doc, "a new Doc with a copy of the data", takes the entities and sentences of the span with it
# and none of the spans of its groups: quotations, kept as span groups, are gone from a paragraph that is cut out.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18
cd "$folder" && env/bin/python - <<'PYTHON'
import spacy
from spacy.tokens import Span

doc = spacy.blank("en")("It rained. Ana Roe said so.")
doc.ents = [Span(doc, 3, 5, label="PERSON")]
doc.spans["speakers"] = [Span(doc, 3, 5, label="SPEAKER")]
cut = doc[3:].as_doc()
print([entity.text for entity in cut.ents], dict(cut.spans))
assert [entity.text for entity in cut.ents] == ["Ana Roe"]
assert not cut.spans
PYTHON
