#!/usr/bin/env bash
# pip 23.2.1, which Python 3.11.7 brings, with jusText 3.0.2 and lxml 6: jusText asks for the extra html_clean, lxml
# calls it html-clean, and this pip drops the extra with a warning; the import then fails. Newer pips take both
# spellings for one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
pip() { "$folder/env/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install pip==23.2.1
pip install justext==3.0.2 lxml==6.1.3
if (cd "$folder" && env/bin/python -c "import justext") 2>"$folder/error"; then
    echo "mended: justext can be imported"; exit 1
fi
tail -n 1 "$folder/error"
grep -q "lxml_html_clean" "$folder/error"
