#!/usr/bin/env bash
# boilerpy3 1.0.7: <br/> and <br /> are no line break, <br> is one: "…,” said Roe.Poe …" is one sentence in pages
# written as XHTML.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check boilerpy3==1.0.7
cd "$folder" && env/bin/python - <<'PYTHON'
from boilerpy3 import extractors

WORDS = (
    "“It leaks, and it will leak until we mend the wall from end to end,” said Roe.",
    "Poe laughed, and said that no one in the town had ever believed her words about it.",
)


def text(tag):
    return extractors.ArticleExtractor().get_content(f"<html><body><p>{tag.join(WORDS)}</p></body></html>")


print(text("<br/>"))
assert text("<br>") == "\n".join(WORDS) + "\n"
assert text("<br/>") == text("<br />") == "".join(WORDS) + "\n"
PYTHON
