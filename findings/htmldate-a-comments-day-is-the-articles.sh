#!/usr/bin/env bash
# htmldate 1.11.0: of a page's JSON-LD the first "datePublished" counts, whatever it is the day of: that of the website,
# of a film or of a reader's comment is the article's, if it stands before the article's own, as JSON has no order of
# its names.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check htmldate==1.11.0
cd "$folder" && env/bin/python - <<'PYTHON'
import json

from htmldate import find_date

comment = {"comment": [{"@type": "Comment", "datePublished": "2021-06-07"}]}
published = {"datePublished": "2020-03-05"}
seen = []
for stated in (published | comment, comment | published, [{"@type": "WebSite", "datePublished": "2010-01-01"}, published]):
    data = json.dumps({"@graph": stated} if isinstance(stated, list) else {"@type": "NewsArticle"} | stated)
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body><p>No.</p></body></html>'
    seen.append(find_date(page, original_date=True))
print(seen)
assert seen == ["2020-03-05", "2021-06-07", "2010-01-01"]
PYTHON
