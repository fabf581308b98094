#!/usr/bin/env bash
# tantivy 0.27.0 (Python): an apostrophe within a word opens a phrase for parse_query, so that O'Brien or mayor's is a
# syntax error; with the curly apostrophe, or escaped by a backslash, it finds the same text.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check tantivy==0.27.0
cd "$folder" && env/bin/python - <<'PYTHON'
import tantivy

builder = tantivy.SchemaBuilder()
builder.add_text_field("text", stored=True)
index = tantivy.Index(builder.build())
writer = index.writer(15_000_000, 1)


def count(query):
    index.reload()
    return index.searcher().search(index.parse_query(query, ["text"]), 10).count


writer.add_document(tantivy.Document(text=["O'Brien said that the wall would stand"]))
writer.commit()
assert count("O’Brien") == 1
try:
    count("O'Brien")
except ValueError as error:
    print(error)
    assert "Syntax Error" in str(error)
else:
    raise AssertionError("it is read as a word")
PYTHON
