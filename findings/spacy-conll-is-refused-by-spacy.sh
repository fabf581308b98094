#!/usr/bin/env bash
# spacy-conll 4.0.1 with spaCy 3.8.18: nlp.add_pipe("conll_formatter"), as its own description has it, is refused: what
# it gives as "not set" is no value that spaCy takes for the settings field_names and conversion_maps. With two empty
# ones it works.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check spacy-conll==4.0.1 spacy==3.8.18
cd "$folder" && env/bin/python - <<'PYTHON'
import spacy
import spacy_conll

nlp = spacy.blank("en")
nlp.add_pipe("sentencizer")
try:
    nlp.add_pipe("conll_formatter", last=True)
except ValueError as error:
    refused = str(error)
print(refused)
assert "field_names" in refused
nlp.add_pipe("conll_formatter", last=True, config={"field_names": {}, "conversion_maps": {}})
print(nlp("Roe left.")._.conll_str)
PYTHON
