#!/usr/bin/env bash
# html2text 2025.4.15: a space is set beside an element that ends or begins within a word: un<em>happy</em> is "un
# _happy_", and the first letter of a chapter, in bold, is a word of its own. With ignore_emphasis the words are whole.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check html2text==2025.4.15
cd "$folder" && env/bin/python - <<'PYTHON'
import html2text

seen = html2text.html2text("<p><b>W</b>e are un<em>happy</em> with the <i>Courier</i>’s words.</p>").strip()
print(seen)
assert seen == "**W** e are un _happy_ with the _Courier_ ’s words."
reader = html2text.HTML2Text()
reader.ignore_emphasis = True
plain = reader.handle("<p><b>W</b>e are un<em>happy</em>.</p>").strip()
print(plain)
assert plain == "We are unhappy."
PYTHON
