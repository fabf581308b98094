#!/usr/bin/env bash
# tantivy 0.27.0 (Python): with the default tokenizer a word of 40 characters or more, as a German compound, a
# chemical's name or the handle in a link, is not indexed and not found; nothing says so, and one of 39 is found.
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


short, long = "w" * 39, "w" * 40
writer.add_document(tantivy.Document(text=[f"the {short} law"]))
writer.add_document(tantivy.Document(text=[f"the {long} law"]))
writer.commit()
print(count("law"), count(short), count(long))
assert (count("law"), count(short), count(long)) == (2, 1, 0)
PYTHON
