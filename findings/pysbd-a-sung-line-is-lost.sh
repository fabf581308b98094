#!/usr/bin/env bash
# pysbd 0.3.4 with clean=False, which keeps the text as it is: a sentence between two ♬, as captions set what is sung,
# is in no sentence at all: of "She rose. ♬ No more. ♬ He left." only "She rose." is given, of "♬ No more. ♬" nothing.
# The library uses the sign inside. With ♪ every letter is there.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pysbd==0.3.4
cd "$folder" && env/bin/python - <<'PYTHON'
import pysbd

segmenter = pysbd.Segmenter(language="en", clean=False)
TEXT = "She rose. ♬ No more. ♬ He left."
seen = [segmenter.segment(text) for text in (TEXT, "♬ No more. ♬", TEXT.replace("♬", "♪"))]
print(seen)
assert seen[:2] == [["She rose. "], []], "the behaviour has changed"
assert "".join(seen[2]) == TEXT.replace("♬", "♪")
PYTHON
