#!/usr/bin/env bash
# email-reply-parser 0.5.12: a message's own paragraphs are dropped as the head of a quotation where one begins with
# "On" and, further down, a line ends with "wrote:", also with blank lines between: "On Monday the mayor resigned." is
# lost from the reply.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check email-reply-parser==0.5.12
cd "$folder" && env/bin/python - <<'PYTHON'
from email_reply_parser import EmailReplyParser

REST = "the mayor resigned.\n\nHere is what Ben Ash wrote:\n\n> We will stay.\n\nI disagree.\n"
seen = [EmailReplyParser.parse_reply(f"{when} {REST}") for when in ("On Monday", "Last Monday")]
print(seen)
assert seen == ["I disagree.", "Last Monday the mayor resigned.\n\nHere is what Ben Ash wrote:\nI disagree."], "the behaviour has changed"
PYTHON
