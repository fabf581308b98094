#!/usr/bin/env bash
# spaCy 3.8.18: the sentencizer gives the mark that opens a quotation to the sentence before it, of whatever kind the
# mark is: the sentence that quotes has the closing mark only, and the one before it an opening one that nothing closes.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18
cd "$folder" && env/bin/python - <<'PYTHON'
import spacy

nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
for opening, closing in ["“”", '""', "‘’", "«»", "()"]:
    seen = [sentence.text for sentence in nlp(f"He left. {opening}We stay,{closing} she said.").sents]
    print(seen)
    assert seen == [f"He left. {opening}", f"We stay,{closing} she said."]
PYTHON
