#!/usr/bin/env bash
# blingfire 0.1.8: a blank line ends no sentence: where the speaker stands behind a dash and the line has no full stop,
# the speaker and the next paragraph's quotation, which is another's, are one sentence.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check blingfire==0.1.8 numpy==2.4.6
cd "$folder" && env/bin/python - <<'PYTHON'
import blingfire

text = "“It must close.” – Ana Roe\n\n“It must stay open.” – Ben Poe"
_, offsets = blingfire.text_to_sentences_and_offsets(text)
seen = [text[start:end] for start, end in offsets]
print(seen)
assert seen == ["“It must close.”", "– Ana Roe\n\n“It must stay open.”", "– Ben Poe"]
PYTHON
