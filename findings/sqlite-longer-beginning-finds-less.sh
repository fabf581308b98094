#!/usr/bin/env bash
# SQLite 3.54.1, FTS5 with the tokenizer porter: the words of a text are stored by their stems, the beginning of a word
# before a * is looked up beside them: univers* finds "universities", universi* and universit* find nothing, the whole
# word does again.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check apsw==3.54.1.0
cd "$folder" && env/bin/python - <<'PYTHON'
import apsw

store = apsw.Connection(":memory:")
store.execute("CREATE VIRTUAL TABLE claims USING fts5(text, tokenize = 'porter')")
store.execute("INSERT INTO claims VALUES ('The universities will close')")


def count(query):
    return store.execute("SELECT count(*) FROM claims WHERE claims MATCH ?", (query,)).get


seen = {query: count(query) for query in ("univers*", "universi*", "universit*", "universities")}
print(apsw.sqlite_lib_version(), seen)
assert list(seen.values()) == [1, 0, 0, 1]
PYTHON
