#!/usr/bin/env bash
# spaCy 3.8.18: a custom attribute of a Span belongs to its characters, not to the span: two spans of the same words
# with other labels or in other groups, as a claim and the quotation that it is, have one value between them.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18
cd "$folder" && env/bin/python - <<'PYTHON'
import spacy
from spacy.tokens import Span

nlp = spacy.blank("en")
doc = nlp("We will stay, she said.")
Span.set_extension("speaker", default=None)
claim, quotation = Span(doc, 0, 3, label="CLAIM"), Span(doc, 0, 3, label="QUOTATION", span_id="q1")
claim._.speaker = "Ada"
print(claim == quotation, quotation._.speaker)
assert claim != quotation and quotation._.speaker == "Ada"
PYTHON
