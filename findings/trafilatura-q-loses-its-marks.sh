#!/usr/bin/env bash
# trafilatura 2.3.1: <q> is taken out without the quotation marks that every browser shows for it, and the sentence is
# broken into lines at its end. What was said can no longer be told from what the paper says.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check trafilatura==2.3.1 lxml_html_clean==0.4.3
cd "$folder" && env/bin/python - <<'PYTHON'
import trafilatura

AROUND = "<p>The harbour board met on Monday evening in the old customs house to talk about the wall.</p>" * 3


def text(part):
    return trafilatura.extract(f"<html><body><article><h1>Harbour</h1>{AROUND}{part}{AROUND}</article></body></html>")


seen = text("<p><q>We will stay until the last stone is laid,</q> said the mayor. <q>We like it here,</q> she added.</p>")
print(seen)
assert "We will stay until the last stone is laid,\nsaid the mayor. We like it here,\nshe added." in seen
assert not any(mark in seen for mark in "\"“”«»")
PYTHON
