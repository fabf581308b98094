#!/usr/bin/env bash
# label-studio-converter 0.0.59: in CoNLL-2003 a curly opening mark and the full stop before a blank line belong to the
# word beside them, and to its label: the speaker "Ana Roe" is written as "Ana Roe.", the quotation begins with its
# mark; the closing mark stands alone.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check label-studio-converter==0.0.59
cd "$folder" && env/bin/python - <<'PYTHON'
import json
from pathlib import Path

from label_studio_converter import Converter
from label_studio_converter.converter import Format

CONFIG = '<View><Labels name="label" toName="text"><Label value="Q"/><Label value="PER"/></Labels><Text name="text" value="$text"/></View>'
TEXT = "“Never,” said Ana Roe.\n\nPoe laughed."


def labelled(words, label):
    start = TEXT.index(words)
    value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
    return {"id": words, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


task = {"id": 1, "data": {"text": TEXT}, "annotations": [{"id": 1, "result": [labelled("Never", "Q"), labelled("Ana Roe", "PER")]}]}
Path("in.json").write_text(json.dumps([task]))
Converter(CONFIG, ".", download_resources=False).convert("in.json", "out", Format.CONLL2003, is_dir=False)
words = [line.split() for line in Path("out/result.conll").read_text().splitlines()[1:] if line]
seen = [(word, tag) for word, *_, tag in words if tag != "O"]
print(seen)
assert seen == [("“Never", "B-Q"), ("Ana", "B-PER"), ("Roe.", "I-PER")]
assert ("”", "O") in [(word, tag) for word, *_, tag in words]
PYTHON
