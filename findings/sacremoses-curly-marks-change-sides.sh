#!/usr/bin/env bash
# sacremoses 0.2.0: the detokenizer hangs curly quotation marks on the wrong side: the opening mark on the word before
# it, the closing one behind a space on the word after it, so that the reporter's words stand inside the marks. Straight
# marks come back as they were.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check sacremoses==0.2.0
cd "$folder" && env/bin/python - <<'PYTHON'
from sacremoses import MosesDetokenizer, MosesTokenizer

curly = "“It leaks,” said Roe. “It is old,” said Poe."
straight = '"It leaks," said Roe. "It is old," said Poe.'


def again(text):
    return MosesDetokenizer("en").detokenize(MosesTokenizer("en").tokenize(text, escape=False))


print(again(curly))
assert again(straight) == straight
assert again(curly) == "“It leaks, ” said Roe.“ It is old, ” said Poe."
PYTHON
