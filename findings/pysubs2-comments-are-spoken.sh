#!/usr/bin/env bash
# pysubs2 1.8.1: a comment (NOTE) of WebVTT is read as the end of what is said in the cue before it, and is written so:
# the transcriber's remark becomes the speaker's words.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check pysubs2==1.8.1
cd "$folder" && env/bin/python - <<'PYTHON'
import pysubs2

CUES = "WEBVTT\n\n00:01.000 --> 00:04.000\nIt will not stand.\n\nNOTE He was asked about the wall.\n\n00:05.000 --> 00:06.000\nNo.\n"
seen = pysubs2.SSAFile.from_string(CUES)
print([event.plaintext for event in seen])
assert [event.plaintext for event in seen] == ["It will not stand.\n\nNOTE He was asked about the wall.", "No."]
assert "It will not stand.\nNOTE He was asked about the wall." in seen.to_string("srt")
PYTHON
