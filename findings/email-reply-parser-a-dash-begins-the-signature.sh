#!/usr/bin/env bash
# email-reply-parser 0.5.12: a paragraph whose lines begin with a hyphen and a letter, as a list or a dialogue does, is
# a signature and is left out of the reply, what was said in it with it; with a space behind the hyphen it stays.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check email-reply-parser==0.5.12
cd "$folder" && env/bin/python - <<'PYTHON'
from email_reply_parser import EmailReplyParser

seen = [EmailReplyParser.parse_reply(f"The answers:\n\n-{gap}Ana said yes.\n-{gap}Ben said no.\n") for gap in ("", " ")]
print(seen)
assert seen == ["The answers:", "The answers:\n\n- Ana said yes.\n- Ben said no."], "the behaviour has changed"
PYTHON
