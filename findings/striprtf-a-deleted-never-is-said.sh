#!/usr/bin/env bash
# striprtf 0.0.35: words that a reviser struck out with tracked changes (\deleted) stay in the text, and so do hidden
# ones (\v): "We will never close it." where the document says "We will close it.", without a sign that the word is
# gone. A footnote is left out.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check striprtf==0.0.35
cd "$folder" && env/bin/python - <<'PYTHON'
from striprtf.striprtf import rtf_to_text

WORDS = (r"{\deleted never }", r"{\v never }", r"{\footnote He said so twice.}")
seen = [rtf_to_text(r"{\rtf1\ansi We will " + words + r"close it.\par}").strip() for words in WORDS]
print(seen)
assert seen == ["We will never close it.", "We will never close it.", "We will close it."], "the behaviour has changed"
PYTHON
