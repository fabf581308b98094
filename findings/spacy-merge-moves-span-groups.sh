#!/usr/bin/env bash
# spaCy 3.8.18: merging tokens moves the entities of a Doc with their words, not the spans of its groups: a span that
# ends with the merged words, or behind them, takes in the words that follow. "Harbour Board" is "Harbour Board said"
# afterwards.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18
cd "$folder" && env/bin/python - <<'PYTHON'
import spacy
from spacy.tokens import Doc, Span

doc = Doc(spacy.blank("en").vocab, words="The Harbour Board said so on Monday".split())
doc.ents = [Span(doc, 1, 3, label="ORG")]
doc.spans["speakers"] = [Span(doc, 1, 3, label="SPEAKER")]
doc.spans["cues"] = [Span(doc, 3, 4, label="CUE")]
with doc.retokenize() as merging:
    merging.merge(doc[1:3])
seen = {"entity": doc.ents[0].text, "speaker": doc.spans["speakers"][0].text, "cue": doc.spans["cues"][0].text}
print(seen)
assert seen == {"entity": "Harbour Board", "speaker": "Harbour Board said", "cue": "so"}
PYTHON
