#!/usr/bin/env bash
# newspaper4k 0.9.6: of a page's title the longest part is the article's, also where that is the newspaper's name and
# the page's heading begins with the other part: "PM quits | The Daily Tarnograph" is called "The Daily Tarnograph".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check newspaper4k==0.9.6 lxml_html_clean==0.4.3
cd "$folder" && env/bin/python - <<'PYTHON'
from newspaper import Article

article = Article("http://tarn.example/1")
text = "<p>The council met on Monday to talk of the wall and of the quay, which is old.</p>" * 3
title = "PM quits | The Daily Tarnograph"
article.download(input_html=f"<html><head><title>{title}</title></head><body><h1>PM quits, says Roe</h1>{text}</body></html>")
article.parse()
print(article.title)
assert article.title == "The Daily Tarnograph"
PYTHON
