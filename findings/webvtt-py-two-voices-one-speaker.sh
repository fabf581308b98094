#!/usr/bin/env bash
# webvtt-py 0.6.0: a cue in which two people speak, each in a <v> of their own as WebVTT has it, has the first one's
# name for its voice and the words of both for its text: what the second says is laid into the first one's mouth.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check webvtt-py==0.6.0
cd "$folder" && env/bin/python - <<'PYTHON'
from io import StringIO

import webvtt

cue = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ana Roe>Will the wall stand?</v>\n<v Ben Poe>It will not.</v>\n"
seen = [(caption.voice, caption.text) for caption in webvtt.from_buffer(StringIO(cue))]
print(seen)
assert seen == [("Ana Roe", "Will the wall stand?\nIt will not.")]
PYTHON
