#!/usr/bin/env bash
# htmldate 1.11.0: with original_date=True, by which the day of publication is asked for, a change that the page's head
# states wins over a publication that is marked up below it: article:modified_time over <time itemprop="datePublished">,
# which is found without it.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check htmldate==1.11.0
cd "$folder" && env/bin/python - <<'PYTHON'
from htmldate import find_date

changed = '<meta property="article:modified_time" content="2025-01-01T10:00:00Z">'
page = '<html><head>{}</head><body><time itemprop="datePublished" datetime="2024-03-05">5 March</time></body></html>'
seen = [find_date(page.format(head), original_date=True) for head in ("", changed)]
print(seen)
assert seen == ["2024-03-05", "2025-01-01"]
PYTHON
