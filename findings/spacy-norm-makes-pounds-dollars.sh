#!/usr/bin/env bash
# spaCy 3.8.18: the norm of £, € and ¥ is $, so that a PhraseMatcher or Matcher that compares norms, as one does to find
# what is spelled in several ways, takes £5 million for $5 million.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check spacy==3.8.18
cd "$folder" && env/bin/python - <<'PYTHON'
import spacy
from spacy.matcher import PhraseMatcher

nlp = spacy.blank("en")
matcher = PhraseMatcher(nlp.vocab, attr="NORM")
matcher.add("AMOUNT", [nlp("$5 million")])
found = [span.text for span in matcher(nlp("It cost £5 million, or €5 million, not $5 million."), as_spans=True)]
print(found)
assert found == ["£5 million", "€5 million", "$5 million"]
PYTHON
